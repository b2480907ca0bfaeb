package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two servers in a row could read as two different things. */
class SmugglingTest {
  private static final String LOGIN = "Authorization: " + GatewayFixture.basic("bob") + "\n";
  private static final String TAGS = "/v2/acme/pay/api/tags/list";

  @TempDir Path folder;
  private RawUpstream registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry =
        new RawUpstream(
            RawUpstream.answering(202, "", "Location", "/v2/acme/pay/api/blobs/uploads/1"));
    gateway = GatewayFixture.before(registry.uri(), folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\nTransfer-Encoding: chunked\n",
        "Transfer-Encoding: chunked\nContent-Length: 5\n",
        "Content-Length: 5\nContent-Length: 6\n",
        "Content-Length: 5, 6\n",
        "Content-Length: +5\n",
        "Content-Length: -5\n",
        "Content-Length: 0x5\n",
        "Content-Length: 5 5\n",
        "Content-Length: 99999999999999999999\n",
        "Transfer-Encoding: chunked, identity\n",
        "Transfer-Encoding: identity\n",
        "Transfer-Encoding: identity\nTransfer-Encoding: chunked\n",
        "Transfer-Encoding: identity, chunked\n",
        "Transfer-Encoding: gzip, chunked\n",
        "Transfer-Encoding: xchunked\n",
        "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n",
        "Transfer-Encoding : chunked\n",
        " Transfer-Encoding: chunked\n",
        "Content-Length : 5\n",
        "Host: gateway2\n",
        "X: a\n b: folded\n",
        "X\n",
        "X Y: z\n",
        ": z\n"
      })
  void framing_thatIsAmbiguous_isRefusedAndTheConnectionClosed(String headers) throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "POST /v2/acme/pay/api/blobs/uploads/ HTTP/1.1\nHost: gateway\n"
              + LOGIN
              + headers
              + "\n0\n\nGET /v2/acme/pay/api/tags/list HTTP/1.1\nHost: gateway\n\n");
      RawClient.Head head = client.head();
      assertThat(head.status()).isBetween(400, 501);
      String rest = new String(client.in().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).doesNotContain("HTTP/1.1 ");
    }
    assertThat(registry.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\nhello\nX\n",
        "5;ext=\"\n\"\nhello\n0\n\n",
        "-5\nhello\n0\n\n",
        "0x5\nhello\n0\n\n",
        "5 \nhello!\n0\n\n",
        "ffffffffffffffff\nhello\n0\n\n",
        "5\nhelloX\n0\n\n"
      })
  void chunks_thatAreBroken_neverBecomeAWholeBody(String body) throws Exception {
    String location;
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "POST /v2/acme/pay/api/blobs/uploads/ HTTP/1.1\nHost: gateway\n"
              + LOGIN
              + "Content-Length: 0\n\n");
      location = client.head().header("Location");
    }
    var whole = new CompletableFuture<Boolean>();
    registry.script(
        (asked, out) -> {
          try {
            asked.body().readAllBytes();
            whole.complete(true);
          } catch (IOException e) {
            whole.complete(false);
          }
          RawUpstream.write(out, 202, new byte[0], "Location", "/v2/acme/pay/api/blobs/uploads/1");
          return false;
        });
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "PATCH "
              + location
              + " HTTP/1.1\nHost: gateway\n"
              + LOGIN
              + "Transfer-Encoding: chunked\n\n"
              + body);
      client.drain();
    }
    boolean asked = registry.asked().size() > 1;
    assertThat(asked && whole.get(5, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void bodyOfADeniedRequest_isNeverTheNextRequest() throws Exception {
    String inner = "GET " + TAGS + " HTTP/1.1\nHost: gateway\n" + LOGIN + "\n";
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "PUT /v2/acme/secret/manifests/v1 HTTP/1.1\nHost: gateway\n"
              + LOGIN
              + "Content-Length: "
              + inner.replace("\n", "\r\n").length()
              + "\n\n"
              + inner);
      RawClient.Head head = client.head();
      assertThat(head.status()).isEqualTo(403);
      client.body(head);
      client.send("GET /v2/acme/secret/tags/list HTTP/1.1\nHost: gateway\n" + LOGIN + "\n");
      RawClient.Head second = client.head();
      // Either the connection was closed, or the body was read past.
      assertThat(second.status()).isIn(0, 403);
    }
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws Exception {
    registry.script(RawUpstream.answering(200, "{\"tags\":[]}"));
    String get = "GET " + TAGS + " HTTP/1.1\nHost: gateway\n" + LOGIN + "\n";
    String denied = "GET /v2/acme/secret/tags/list HTTP/1.1\nHost: gateway\n" + LOGIN + "\n";
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(get + denied + get);
      for (int status : new int[] {200, 403, 200}) {
        RawClient.Head head = client.head();
        assertThat(head.status()).isEqualTo(status);
        client.body(head);
      }
    }
  }

  @Test
  void absoluteForm_ofThisHost_isTheSamePath_andOfAnotherIsRefused() throws Exception {
    registry.script(RawUpstream.answering(200, "{\"tags\":[]}"));
    try (RawClient client = new RawClient(gateway.port())) {
      client.send("GET http://gateway" + TAGS + " HTTP/1.1\nHost: gateway\n" + LOGIN + "\n");
      assertThat(client.head().status()).isEqualTo(200);
    }
    try (RawClient client = new RawClient(gateway.port())) {
      client.send("GET http://evil.example" + TAGS + " HTTP/1.1\nHost: gateway\n" + LOGIN + "\n");
      assertThat(client.head().status()).isEqualTo(400);
    }
    assertThat(registry.asked()).hasSize(1);
    assertThat(registry.asked().get(0).target()).isEqualTo(TAGS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET * HTTP/1.1\nHost: gateway\n",
        "OPTIONS * HTTP/1.1\nHost: gateway\n",
        "CONNECT evil.example:443 HTTP/1.1\nHost: gateway\n",
        "GET /v2/acme/pay/api/manifests/v1#x HTTP/1.1\nHost: gateway\n",
        "GET /v2/acme/pay/api/tags/list\tHTTP/1.1\nHost: gateway\n",
        "GET /v2/acme/pay/api/tags/list HTTP/1.1\n",
        "GET /v2/acme/pay/api/tags/list HTTP/1.1\nHost: gateway\nHost: gateway\n",
        "GET /v2/acme/pay/api/tags/list HTTP/1.1\nHost: a b\n",
        "GET /v2/acme/pay/api/tags/list HTTP/1.1\nHost: gateway/x\n",
        "GET /v2/acme/pay/api/tags/list HTTP/1.1\nHost: u@gateway\n",
        "GET /v2/acme/pay/api/tags/list HTTP/2.0\nHost: gateway\n",
        "GET /v2/acme/pay/api/tags/list HTTP/0.9\nHost: gateway\n",
        "GET /v2/acme/pay/api/tags/list\n",
        "G\u0000T /v2/acme/pay/api/tags/list HTTP/1.1\nHost: gateway\n",
        "GET /v2/acme/pay/api/tags/l\u0000st HTTP/1.1\nHost: gateway\n"
      })
  void requestLine_thatIsOdd_isRefused(String request) throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(request + LOGIN + "\n");
      assertThat(client.head().status()).isBetween(400, 505);
    }
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void headers_namedByConnection_doNotPass() throws Exception {
    registry.script(RawUpstream.answering(200, "{\"tags\":[]}"));
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET "
              + TAGS
              + " HTTP/1.1\nHost: gateway\nConnection: authorization, x-a\nX-A: 1\nTE: trailers\n"
              + "Proxy-Authorization: Basic x\n"
              + LOGIN
              + "\n");
      assertThat(client.head().status()).isEqualTo(200);
    }
    assertThat(registry.asked().get(0).headers().keySet())
        .containsExactlyInAnyOrder("host", "user-agent", "authorization");
  }

  @Test
  void twoLogins_areRefused() throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET "
              + TAGS
              + " HTTP/1.1\nHost: gateway\n"
              + LOGIN
              + "Authorization: "
              + GatewayFixture.basic("ada")
              + "\n\n");
      assertThat(client.head().status()).isEqualTo(400);
    }
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void headers_up64KiB_pass_andMoreAreRefused() throws Exception {
    registry.script(RawUpstream.answering(200, "{\"tags\":[]}"));
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET "
              + TAGS
              + " HTTP/1.1\nHost: gateway\nX: "
              + "x".repeat(60_000)
              + "\n"
              + LOGIN
              + "\n");
      assertThat(client.head().status()).isEqualTo(200);
    }
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET "
              + TAGS
              + " HTTP/1.1\nHost: gateway\nX: "
              + "x".repeat(70_000)
              + "\n"
              + LOGIN
              + "\n");
      assertThat(client.head().status()).isEqualTo(431);
    }
  }
}
