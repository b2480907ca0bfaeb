package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinLimits.Form;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HubLimitsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_746_136_900), ZoneOffset.UTC);

  @TempDir Path folder;
  private HubFixture hub;

  @BeforeEach
  void start() {
    hub = new HubFixture(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void limitOfCallsAMinute_isWaitedFor_howeverHubSaysSo(Form form) throws RegistryException {
    for (int number = 0; number < 30; number++) {
      hub.world.repository("repo-" + number);
    }
    hub.twin.limits().perMinute(25);
    hub.twin.limits().form(form);

    NativeState state = hub.read();

    assertThat(state.isComplete()).as("%s", state.gaps()).isTrue();
    assertThat(state.present(HubObjects.REPOSITORY)).hasSize(30);
  }

  @Test
  void refusalWithoutATime_isTriedAgain_longerEachTime() throws RegistryException {
    hub.twin.limits().form(Form.NONE);
    hub.twin.faults().next("ListMembers", Fault.TOO_MANY, Fault.TOO_MANY, Fault.TOO_MANY);
    assertThat(hub.read().isComplete()).isTrue();
    assertThat(hub.time.longestWait()).isEqualTo(Duration.ofMillis(8400));
  }

  @Test
  void limitThatNeverEnds_isUnknown() throws RegistryException {
    hub.twin.limits().form(Form.NONE);
    hub.twin.faults().always("ListMembers", Fault.TOO_MANY);
    assertThat(hub.read().at(HubObjects.member("ada")))
        .isEqualTo(new Reading.Unknown("`ListMembers` was refused since there are too many calls"));
  }

  private static Duration waited(String... headers) {
    Map<String, List<String>> all = new TreeMap<>();
    for (int at = 0; at < headers.length; at += 2) {
      all.put(headers[at], List.of(headers[at + 1]));
    }
    return RetryAfter.of(HttpHeaders.of(all, (name, value) -> true), CLOCK);
  }

  @Test
  void retryAfter_isSecondsOrATime() {
    assertThat(waited("Retry-After", "17")).isEqualTo(Duration.ofSeconds(17));
    assertThat(waited("Retry-After", "1746136938"))
        .as("docker/hub-feedback#2459")
        .isEqualTo(Duration.ofSeconds(38));
    assertThat(waited("Retry-After", "Thu, 01 May 2025 22:02:20 GMT"))
        .isEqualTo(Duration.ofSeconds(40));
    assertThat(waited("X-Retry-After", "1746136938")).isEqualTo(Duration.ofSeconds(38));
    assertThat(waited("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1746136938"))
        .isEqualTo(Duration.ofSeconds(38));
  }

  @Test
  void retryAfter_isHeldAgainstTheClockOfHub() {
    assertThat(waited("Retry-After", "1746136938", "Date", "Thu, 01 May 2025 22:02:08 GMT"))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void retryAfter_thatIsPastOrNotUnderstood_isNone() {
    assertThat(waited()).isEqualTo(Duration.ZERO);
    assertThat(waited("Retry-After", "soon")).isEqualTo(Duration.ZERO);
    assertThat(waited("Retry-After", "-5")).isEqualTo(Duration.ZERO);
    assertThat(waited("Retry-After", "1746136800")).isEqualTo(Duration.ZERO);
    assertThat(waited("X-RateLimit-Remaining", "3", "X-RateLimit-Reset", "1746136938"))
        .isEqualTo(Duration.ZERO);
  }
}
