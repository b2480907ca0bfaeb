package dev.portwrit.gateway.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers and requests that are counted differently at the two ends of a connection. Whoever shares
 * the connection, behind a proxy of their own, would get each other's.
 */
class OutOfStepTest {
  private static final String LOGIN =
      "Authorization: " + Logins.basic("pusher", "pusher-pw") + "\r\n";
  private static final String PING = "GET /v2/ HTTP/1.1\r\nHost: g\r\n" + LOGIN;

  @TempDir static Path folder;
  private static World world;

  @BeforeAll
  static void start() throws Exception {
    world = World.make(Registry::embedded, folder, "distribution", Optional.empty());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/acme/pay/api/manifests/v1%00",
        "/v2/acme/pay/api/manifests/%zz",
        "/v2/acme/pay/api/manifests/v1;x",
        "/v2/acme/pay/api/../x",
        "/x",
        "/v2/acme/pay/api/tags/list",
        "/v2/acme/vault/keys/manifests/v1",
        "/v2/acme/vault/keys/blobs/sha256:0"
      })
  void headThatIsRefused_hasNoBody_soThatTheNextAnswerIsTheNext(String target) throws Exception {
    try (RawTalk talk = new RawTalk(world.sockets)) {
      talk.send("HEAD " + target + " HTTP/1.1\r\nHost: g\r\n" + LOGIN + "\r\n");
      talk.send(PING + "Connection: close\r\n\r\n");
      String all = talk.readToTheEnd();
      int second = all.indexOf("\r\n\r\n") + 4;
      assertThat(all.substring(second)).as(all).matches("(?s)(HTTP/1\\.1 200.*)?");
    }
  }

  @Test
  void headThatIsUnauthorized_hasNoBody() throws Exception {
    try (RawTalk talk = new RawTalk(world.sockets)) {
      talk.send("HEAD /v2/ HTTP/1.1\r\nHost: g\r\n\r\n" + PING + "Connection: close\r\n\r\n");
      String all = talk.readToTheEnd();
      assertThat(RawTalk.statuses(all)).containsExactly(401, 200);
      assertThat(all.substring(all.indexOf("\r\n\r\n") + 4)).startsWith("HTTP/1.1 200");
    }
  }

  private static final Content IMAGE = Places.LOOSE.get(2);
  private static final String BODY = WireAnswer.text(IMAGE.manifest());

  private static String put(String tag, String framing) {
    return "PUT /v2/acme/pay/api/manifests/"
        + tag
        + " HTTP/1.1\r\nHost: g\r\n"
        + LOGIN
        + "Content-Type: "
        + Content.IMAGE
        + "\r\n"
        + framing
        + "\r\n";
  }

  private static String talk(String text) throws Exception {
    try (RawTalk talk = new RawTalk(world.sockets)) {
      return talk.send(text).endSending().readToTheEnd();
    }
  }

  @Test
  void senderThatEndsAfterAWholeRequest_isAnswered() throws Exception {
    String all = talk(put("work-whole", "Content-Length: " + BODY.length() + "\r\n") + BODY);
    assertThat(RawTalk.statuses(all)).containsExactly(201);
    assertThat(RawTalk.statuses(talk(PING + "\r\n" + PING + "\r\n"))).containsExactly(200, 200);
  }

  @Test
  void senderThatEndsInABody_pushesNothing() throws Exception {
    String length = "Content-Length: " + (BODY.length() + 1) + "\r\n";
    assertThat(RawTalk.statuses(talk(put("work-part", length) + BODY))).doesNotContain(201);
    String size = Integer.toHexString(BODY.length()) + "\r\n";
    String chunked = put("work-part", "Transfer-Encoding: chunked\r\n") + size + BODY + "\r\n";
    assertThat(RawTalk.statuses(talk(chunked))).doesNotContain(201);
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-part");
  }

  @Test
  void senderThatEndsInTheHead_getsNothingDone() throws Exception {
    String request = put("work-head", "Content-Length: " + BODY.length() + "\r\n") + BODY;
    for (int end : new int[] {1, 20, 60, request.indexOf("\r\n\r\n") + 2}) {
      assertThat(RawTalk.statuses(talk(request.substring(0, end)))).doesNotContain(201);
    }
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-head");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\n\nHELLO",
        "Content-Length: 5\r\rHELLO",
        "X: y\rContent-Length: 5\r\n\r\nHELLO",
        "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\u000b\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\nHELLO",
        "Content-Length: 5,5\r\n\r\nHELLO",
        "Content-Length: 05x\r\n\r\nHELLO",
        "Content-Length:\r\n\r\nHELLO",
        "Content-Length: 5\u00a0\r\n\r\nHELLO",
        "Content\u0000-Length: 5\r\n\r\nHELLO"
      })
  void framing_byOddBytes_isOneRequestAtMost(String rest) throws Exception {
    String all =
        talk(
            "POST /v2/acme/pay/api/blobs/uploads/ HTTP/1.1\r\nHost: g\r\n"
                + LOGIN
                + rest
                + PING
                + "\r\n");
    assertThat(RawTalk.statuses(all)).as(all).hasSizeLessThanOrEqualTo(2);
    assertThat(RawTalk.statuses(all)).as(all).doesNotHaveDuplicates();
    // Where the first is taken, what is behind its body is the next; never what is in its body.
    assertThat(all).doesNotContain("HELLO");
  }

  @Test
  void trailers_areNotHeaders() throws Exception {
    String anonymous =
        put("work-late", "Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n")
            .replace(LOGIN, "");
    String all =
        talk(
            anonymous
                + Integer.toHexString(BODY.length())
                + ";x=\"y\"\r\n"
                + BODY
                + "\r\n0\r\n"
                + LOGIN
                + "Content-Length: 3\r\n\r\n");
    assertThat(RawTalk.statuses(all)).containsExactly(401);
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-late");
  }

  @Test
  void refusedRequest_thatExpectsToContinue_leavesItsBodyToNobody() throws Exception {
    String inner = put("work-inner", "Content-Length: " + BODY.length() + "\r\n") + BODY;
    String all =
        talk(
            "PUT /v2/acme/vault/keys/manifests/v1 HTTP/1.1\r\nHost: g\r\n"
                + LOGIN
                + "Expect: 100-continue\r\nContent-Length: "
                + inner.length()
                + "\r\n\r\n"
                + inner);
    assertThat(RawTalk.statuses(all)).containsExactly(403);
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-inner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET g:80 HTTP/1.1",
        "GET //evil.example/v2/ HTTP/1.1",
        "GET http:///v2/ HTTP/1.1",
        "GET http://u:p@g/v2/ HTTP/1.1",
        "GET http://g@evil.example/v2/ HTTP/1.1",
        "GET ftp://g/v2/ HTTP/1.1",
        "GET ?x HTTP/1.1",
        "GET /v2/ HTTP/1.1 x",
        "GET /v2/ HTTP/1.10",
        "GET /v2/ HTTP/3.0",
        "PRI * HTTP/2.0"
      })
  void requestLine_thatNamesSomethingElse_isNotServed(String line) throws Exception {
    String all = talk(line + "\r\nHost: g\r\n" + LOGIN + "\r\n");
    assertThat(RawTalk.statuses(all)).as(all).doesNotContain(200);
  }
}
