package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are due before the whole request came reach clients that first send all of it. */
class EarlyAnswerTest {
  private static final String MANIFEST = "/v2/acme/pay/api/manifests/main";
  private static final int TOO_LARGE = 4 * 1024 * 1024 + 1;

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    gateway = GatewayFixture.before(registry.url(), folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  @RepeatedTest(5)
  void manifest_thatIsTooLarge_isReadAs413() throws Exception {
    byte[] manifest = new byte[TOO_LARGE];
    HttpResponse<byte[]> withLength =
        as("bob").send("PUT", MANIFEST, BodyPublishers.ofByteArray(manifest));
    HttpResponse<byte[]> inChunks =
        as("bob")
            .send(
                "PUT",
                MANIFEST,
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(manifest)));
    for (HttpResponse<byte[]> answer : List.of(withLength, inChunks)) {
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(RegistryClient.text(answer)).contains("a manifest has at most 4 MiB");
    }
  }

  @Test
  void manifest_farTooLarge_isReadAs413ByAClientThatFirstSendsAllOfIt() throws Exception {
    assertThat(sendAllThenRead("bob", "PUT " + MANIFEST, 40 * 1024 * 1024))
        .startsWith("413 ")
        .contains("a manifest has at most 4 MiB");
  }

  @Test
  void refusal_ofALargeBody_isReadByAClientThatFirstSendsAllOfIt() throws Exception {
    String push = "`user:eve` may not push in `acme/pay/api`: no grant gives it";
    String uploads = "/v2/acme/pay/api/blobs/uploads/";
    for (String line :
        new String[] {"PUT " + MANIFEST, "PATCH " + uploads + "x", "POST " + uploads}) {
      assertThat(sendAllThenRead("eve", line, 8 * 1024 * 1024)).startsWith("403 ").contains(push);
    }
  }

  @Test
  void challenge_ofALargeBody_isReadByAClientThatFirstSendsAllOfIt() throws Exception {
    assertThat(sendAllThenRead("bob:wrong", "PUT " + MANIFEST, 8 * 1024 * 1024)).startsWith("401 ");
  }

  @Test
  void client_thatWaitsFor100_isToldTheRefusalAlone() throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(head("eve", "PUT " + MANIFEST, "Content-Length: 9000\nExpect: 100-continue\n"));
      RawClient.Head answer = client.head();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(client.body(answer)).contains("DENIED");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void connection_ofACutRequest_servesNoOther() throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(head("eve", "PUT " + MANIFEST, "Content-Length: 200000\n"));
      RawClient.Head answer = client.head();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Connection")).isEqualTo("close");
      client.body(answer);
      client.send(new byte[200_000]).send(head("bob", "GET /v2/", ""));
      assertThat(client.isClosed()).isTrue();
    }
  }

  private String sendAllThenRead(String user, String line, int length) throws IOException {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(head(user, line, "Content-Length: " + length + "\n")).send(new byte[length]);
      RawClient.Head answer = client.head();
      return answer.status() + " " + client.body(answer);
    }
  }

  private static String head(String user, String line, String headers) {
    return line
        + " HTTP/1.1\nHost: gateway\nAuthorization: "
        + GatewayFixture.basic(user)
        + "\n"
        + headers
        + "\n";
  }

  private RegistryClient as(String user) {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic(user));
  }
}
