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
}
