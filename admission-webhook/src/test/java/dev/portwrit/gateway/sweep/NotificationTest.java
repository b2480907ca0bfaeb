package dev.portwrit.gateway.sweep;

import static dev.portwrit.gateway.sweep.SweptWorld.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  private static final Hint V1 = new Hint(API, Optional.of(new Tag("v1")));

  private static Set<Hint> hints(String text) throws Notification.Malformed {
    return Notification.parse(text.getBytes(StandardCharsets.UTF_8)).hints();
  }

  private static String event(String action, String target) {
    return "{\"events\":[{\"id\":\"1\",\"action\":\""
        + action
        + "\",\"target\":{"
        + target
        + "},\"actor\":{\"name\":\"ada\"}}]}";
  }

  @Test
  void parse_pushOfATag_namesTheTag() throws Exception {
    String target = "\"repository\":\"acme/pay/api\",\"tag\":\"v1\",\"digest\":\"sha256:00\"";
    assertThat(hints(event("push", target))).containsExactly(V1);
    assertThat(hints(event("delete", target))).containsExactly(V1);
  }

  @Test
  void parse_deleteOfADigest_namesTheRepository() throws Exception {
    assertThat(hints(event("delete", "\"repository\":\"acme/pay/api\",\"digest\":\"sha256:00\"")))
        .containsExactly(new Hint(API, Optional.empty()));
  }

  @Test
  void parse_whatIsAddedWithoutATag_namesTheRepositoryOnly() throws Exception {
    String target = "\"repository\":\"acme/pay/api\",\"digest\":\"sha256:00\"";
    for (String action : new String[] {"push", "mount"}) {
      byte[] body = event(action, target).getBytes(StandardCharsets.UTF_8);
      assertThat(Notification.parse(body).added()).containsExactly(API);
      assertThat(Notification.parse(body).hints()).isEmpty();
    }
  }

  @Test
  void parse_whatMovesNoTag_namesNothing() throws Exception {
    assertThat(hints(event("push", "\"repository\":\"acme/pay/api\""))).isEmpty();
    assertThat(hints(event("pull", "\"repository\":\"acme/pay/api\",\"tag\":\"v1\""))).isEmpty();
    assertThat(hints(event("mount", "\"repository\":\"acme/pay/api\""))).isEmpty();
    assertThat(hints("{\"events\":[]}")).isEmpty();
  }

  @Test
  void parse_eventsThatNameNoPlace_areLeftOutAndTheOthersKept() throws Exception {
    assertThat(
            hints(
                """
                {"events":[
                 {},
                 {"action":"push","target":7},
                 {"action":"push","target":{"repository":"../etc","tag":"v1"}},
                 {"action":"push","target":{"repository":"acme/pay/api","tag":"-"}},
                 {"action":["push"],"target":{"repository":"acme/pay/api","tag":"v1"}},
                 {"action":"push","target":{"repository":"acme/pay/api","tag":"v1"}},
                 {"action":"push","target":{"repository":"acme/pay/api","tag":"v1"}}]}
                """))
        .containsExactly(V1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"events\":{}}",
        "{\"events\":[1]}",
        "{\"events\":[]} x",
        "{\"events\":[],\"events\":[]}"
      })
  void parse_whatIsNoEnvelope_isMalformed(String text) {
    assertThatThrownBy(() -> hints(text)).isInstanceOf(Notification.Malformed.class);
  }

  @Test
  void parse_tooManyEvents_isMalformed() {
    String many = "{\"events\":[" + "{},".repeat(1000) + "{}]}";
    assertThatThrownBy(() -> hints(many)).hasMessageContaining("at most 1000 events");
  }
}
