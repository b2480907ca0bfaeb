package dev.portwrit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.registry.Calls.Trouble;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final FakeTime time = new FakeTime();
  private final Calls calls = new Calls(time.pace(), e -> ((Failed) e).trouble);

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    Failed(Trouble trouble) {
      this.trouble = trouble;
    }
  }

  /** Fails so often, then answers. */
  private static Calls.Call<String, RuntimeException> failing(int times, Trouble trouble) {
    Deque<Trouble> left = new ArrayDeque<>();
    for (int i = 0; i < times; i++) {
      left.add(trouble);
    }
    return () -> {
      if (!left.isEmpty()) {
        throw new Failed(left.remove());
      }
      return "answer";
    };
  }

  @Test
  void ask_thatFailsInPassing_isAskedAgainAfterLongerWaits() {
    assertThat(calls.ask("Get", failing(3, Trouble.of(Trouble.Kind.PASSING)))).isEqualTo("answer");
    assertThat(calls.count()).hasToString("4 calls: Get 4");
    assertThat(time.waits())
        .isEqualTo(List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)));
  }

  @Test
  void ask_thatNeverStopsFailing_isGivenUp() {
    assertThatThrownBy(() -> calls.ask("Get", failing(99, Trouble.of(Trouble.Kind.PASSING))))
        .isInstanceOf(Failed.class);
    assertThat(calls.count().total()).isEqualTo(4);
    assertThatThrownBy(() -> calls.ask("Get", failing(99, Trouble.of(Trouble.Kind.TOO_MANY))))
        .isInstanceOf(Failed.class);
    assertThat(calls.count().total()).isEqualTo(4 + 8);
  }

  @Test
  void ask_thatIsRefusedForGood_isNotAskedAgain() {
    assertThatThrownBy(() -> calls.ask("Get", failing(1, Trouble.of(Trouble.Kind.LASTING))))
        .isInstanceOf(Failed.class);
    assertThat(calls.count().total()).isEqualTo(1);
  }

  @Test
  void change_withoutAnswer_isNotMadeAgain() {
    assertThatThrownBy(() -> calls.change("Set", failing(1, Trouble.of(Trouble.Kind.PASSING))))
        .isInstanceOf(Failed.class);
    assertThat(calls.count()).hasToString("1 calls: Set 1");
  }

  @Test
  void change_thatIsOneTooMany_isMadeAgain() {
    assertThat(calls.change("Set", failing(1, Trouble.of(Trouble.Kind.TOO_MANY))))
        .isEqualTo("answer");
    assertThat(calls.count().total()).isEqualTo(2);
  }

  @Test
  void retryAfter_isWaitedFor() {
    String answer =
        calls.ask("Get", failing(1, new Trouble(Trouble.Kind.TOO_MANY, Duration.ofSeconds(7))));
    assertThat(answer).isEqualTo("answer");
    assertThat(time.waits().get(0)).isEqualTo(Duration.ofMillis(7_100));
  }

  @Test
  void retryAfter_ofAnHour_isGivenUpAtOnce() {
    Trouble hour = new Trouble(Trouble.Kind.TOO_MANY, Duration.ofHours(1));
    assertThatThrownBy(() -> calls.ask("Get", failing(1, hour))).isInstanceOf(Failed.class);
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void pace_afterAComplaint_isSlowerAndRecovers() {
    Pace pace = time.pace();
    for (int i = 0; i < 16; i++) {
      pace.take();
      time.pass(Duration.ofMillis(10));
    }
    assertThat(time.waits()).isEmpty();
    pace.tooMany();
    pace.tooMany(); // calls that were under way complain together
    pace.take();
    pace.take();
    assertThat(time.waits()).singleElement().isEqualTo(Duration.ofNanos(12_500_000));
    for (int i = 0; i < 200; i++) {
      pace.taken();
    }
    pace.take(); // the last one that was spaced
    int waited = time.waits().size();
    pace.take();
    assertThat(time.waits()).hasSize(waited);
  }

  @Test
  void wait_thatIsInterrupted_ends() {
    Pace pace =
        new Pace(
            () -> 0,
            wait -> {
              throw new InterruptedException();
            },
            () -> 0);
    assertThatThrownBy(() -> pace.waitAfter(1, Duration.ZERO))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
