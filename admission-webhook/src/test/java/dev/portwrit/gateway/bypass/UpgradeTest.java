package dev.portwrit.gateway.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From HTTP/1.1 to HTTP/2 on a connection that is under way: there is no way. */
class UpgradeTest {
  private static final String UPGRADE =
      "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";

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

  private static String talk(String request) throws Exception {
    try (RawTalk talk = new RawTalk(world.sockets)) {
      return talk.send(request).endSending().readToTheEnd();
    }
  }

  private static String login(String name) {
    return "Authorization: " + Logins.basic(name, name + "-pw") + "\r\n";
  }

  @Test
  void upgrade_isNotOffered_soThatEverybodyOnTheWayKnowsWhatIsSpoken() throws Exception {
    String all = talk("GET /v2/ HTTP/1.1\r\nHost: g\r\n" + login("reader") + UPGRADE + "\r\n");
    assertThat(all).startsWith("HTTP/1.1 200").doesNotContain("h2c");
  }

  @Test
  void read_thatIsDenied_staysDenied() throws Exception {
    String all =
        talk(
            "GET /v2/acme/vault/keys/manifests/v1 HTTP/1.1\r\nHost: g\r\n"
                + login("pusher")
                + UPGRADE
                + "\r\n");
    assertThat(all).doesNotContain(Marks.SECRET).doesNotContain("HTTP/1.1 200");
  }

  @Test
  void push_withItsBody_isDecidedAndCountedOnce() throws Exception {
    String body = WireAnswer.text(Places.LOOSE.get(1).manifest());
    String all =
        talk(
            "PUT /v2/acme/pay/api/manifests/v-held-1 HTTP/1.1\r\nHost: g\r\n"
                + login("pusher")
                + UPGRADE
                + "Content-Type: "
                + Content.IMAGE
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(RawTalk.statuses(all)).doesNotContain(201);
    assertThat(new UpstreamCheck(world).violations()).isEmpty();
  }

  @Test
  void requestBehindAnUpgrade_isTheNextOne() throws Exception {
    String all =
        talk(
            "GET /v2/ HTTP/1.1\r\nHost: g\r\n"
                + login("reader")
                + UPGRADE
                + "\r\nGET /v2/acme/vault/keys/tags/list HTTP/1.1\r\nHost: g\r\n"
                + login("reader")
                + "\r\n");
    assertThat(RawTalk.statuses(all)).containsExactly(200, 403);
  }
}
