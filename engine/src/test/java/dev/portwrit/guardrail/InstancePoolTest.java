package dev.portwrit.guardrail;

import static dev.portwrit.guardrail.HostilePolicy.NOW;
import static dev.portwrit.guardrail.HostilePolicy.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InstancePoolTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final String RUNAWAY = "hostile/runaway/deny";
  private static final String MIRROR = "hostile/mirror/deny";

  @Test
  void evaluate_input_isSeenByThePolicy() throws EvaluationFailed {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      assertThat(pool.evaluate(MIRROR, bytes("{\"a\":[1,\"é\"]}"), NOW, LONG))
          .isEqualTo("[{\"result\":[{\"message\":\"{\\\"a\\\":[1,\\\"é\\\"]}\"}]}]");
    }
  }

  @Test
  void evaluate_bigNumbers_stayWhole() throws EvaluationFailed {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      String number = "123456789012345678901234567890";
      assertThat(pool.evaluate(MIRROR, bytes("[" + number + "]"), NOW, LONG)).contains(number);
      assertThat(
              pool.evaluate(
                  "hostile/call/deny",
                  bytes("{\"f\":\"plus\",\"a\":[9007199254740993,1]}"),
                  NOW,
                  LONG))
          .contains("9007199254740994");
    }
  }

  @Test
  void evaluate_clock_isTheInstantThatWasGiven() throws EvaluationFailed {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      assertThat(pool.evaluate("hostile/clock/deny", bytes("{}"), NOW, LONG))
          .contains("1785585600000000007");
      Instant later = NOW.plusSeconds(1);
      assertThat(pool.evaluate("hostile/clock/deny", bytes("{}"), later, LONG))
          .contains("1785585601000000007");
    }
  }

  @Test
  void evaluate_invalidJson_fails() throws EvaluationFailed {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      for (String json : List.of("", "{", "{\"a\":}", "nul")) {
        assertThatExceptionOfType(EvaluationFailed.class)
            .as(json)
            .isThrownBy(() -> pool.evaluate(MIRROR, bytes(json), NOW, LONG))
            .withMessage("its input is not JSON");
      }
    }
  }

  @Test
  void evaluate_halfASurrogatePair_fails() {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate(MIRROR, bytes("\"\\ud800\""), NOW, LONG))
          .withMessage("the policy gave up: illegal string escape character");
    }
  }

  @Test
  void evaluate_runaway_isStoppedAndItsTurnComesBack() throws Exception {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      pool.evaluate(MIRROR, bytes("{}"), NOW, LONG);
      assertThat(pool.idleInstances()).isEqualTo(1);

      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate(RUNAWAY, bytes("{}"), NOW, SHORT))
          .withMessage("it takes longer than 100 ms");

      awaitTurns(pool, 1);
      assertThat(pool.idleInstances()).as("the instance is discarded").isZero();
      assertThat(pool.evaluate(MIRROR, bytes("{}"), NOW, LONG)).contains("{}");
    }
  }

  @Test
  void evaluate_runawayThatIsInterpreted_isStoppedToo() throws Exception {
    byte[] wasm = Bundle.read(HostilePolicy.bundle("hostile")).file("policy.wasm");
    CompiledPolicy interpreted = CompiledPolicy.interpreted(wasm, HostilePolicy.PAGES);
    try (InstancePool pool = new InstancePool(interpreted, GuardrailLimits.DEFAULT)) {
      int turns = pool.freeTurns();
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate(RUNAWAY, bytes("{}"), NOW, SHORT))
          .withMessage("it takes longer than 100 ms");
      awaitTurns(pool, turns);
    }
  }

  @Test
  void evaluate_timeoutBeforeItBegins_givesItsTurnBack() throws Exception {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      for (int i = 0; i < 200; i++) {
        try {
          pool.evaluate(MIRROR, bytes("{}"), NOW, Duration.ofNanos(1));
        } catch (EvaluationFailed e) {
          assertThat(e).hasMessage("it takes longer than 0 ms");
        }
        awaitTurns(pool, 1);
      }
      assertThat(pool.evaluate(MIRROR, bytes("{}"), NOW, LONG)).contains("{}");
    }
  }

  @Test
  void evaluate_afterClosing_fails() {
    InstancePool pool = HostilePolicy.pool(1);
    pool.close();
    assertThatExceptionOfType(EvaluationFailed.class)
        .isThrownBy(() -> pool.evaluate(MIRROR, bytes("{}"), NOW, LONG))
        .withMessage("the guardrails are closed");
    assertThat(pool.freeTurns()).isEqualTo(1);
  }

  @Test
  void evaluate_allInstancesBusy_failsAfterTheWait() throws Exception {
    ExecutorService callers = Executors.newSingleThreadExecutor();
    try (InstancePool pool = HostilePolicy.pool(1)) {
      Future<?> busy =
          callers.submit(() -> pool.evaluate(RUNAWAY, bytes("{}"), NOW, Duration.ofSeconds(2)));
      awaitTurns(pool, 0);

      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate(MIRROR, bytes("{}"), NOW, LONG))
          .withMessage("all 1 instances are busy; perhaps you should try again");

      assertThatThrownBy(busy::get).hasCauseInstanceOf(EvaluationFailed.class);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void evaluate_moreMemoryThanTheCap_failsAndTheInstanceIsDiscarded() throws Exception {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate("hostile/hog/deny", bytes("{}"), NOW, LONG))
          .withMessage("it takes more memory than 64 MiB");
      awaitTurns(pool, 1);
      assertThat(pool.idleInstances()).isZero();
      assertThat(pool.evaluate(MIRROR, bytes("{}"), NOW, LONG)).contains("{}");
    }
  }

  @Test
  void evaluate_inputLargerThanTheCap_fails() {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      String large = "\"" + "x".repeat(HostilePolicy.PAGES * GuardrailLimits.PAGE) + "\"";
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate(MIRROR, bytes(large), NOW, LONG))
          .withMessage("it takes more memory than 64 MiB");
    }
  }

  @Test
  void evaluate_largeInput_isNotKeptInMemory() throws EvaluationFailed {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      String large = "[" + "\"x\",".repeat(300_000) + "1]";
      assertThat(pool.evaluate("hostile/clock/deny", bytes(large), NOW, LONG)).contains("message");
      assertThat(pool.idleInstances()).as("a grown instance is discarded").isZero();
    }
  }

  @Test
  void evaluate_manyTimes_doesNotGrow() throws EvaluationFailed {
    PolicyInstance instance = HostilePolicy.compiled().newInstance();
    int entrypoint = HostilePolicy.compiled().entrypoint(MIRROR);
    instance.evaluate(entrypoint, bytes("{\"a\":[1,2,3]}"), NOW);
    int pages = instance.pages();
    for (int i = 0; i < 20_000; i++) {
      instance.evaluate(entrypoint, bytes("{\"a\":[1,2,3]}"), NOW);
    }
    assertThat(instance.pages()).isEqualTo(pages);
  }

  @Test
  void evaluate_deepInput_isRead() throws EvaluationFailed {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      String deep = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);
      assertThat(pool.evaluate(MIRROR, bytes(deep), NOW, LONG)).contains(deep);
    }
  }

  @Test
  void evaluate_contradiction_fails() {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(
              () -> pool.evaluate("hostile/conflict/deny", bytes("{\"phase\":1}"), NOW, LONG))
          .withMessageStartingWith("the policy gave up: ");
    }
  }

  @Test
  void evaluate_unknownEntrypoint_fails() {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate("hostile/none/deny", bytes("{}"), NOW, LONG))
          .withMessage("the bundle has no entry point `hostile/none/deny`");
    }
  }

  @Test
  void evaluate_byInterruptedThread_failsAndKeepsTheInterrupt() {
    try (InstancePool pool = HostilePolicy.pool(1)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(EvaluationFailed.class)
          .isThrownBy(() -> pool.evaluate(RUNAWAY, bytes("{}"), NOW, LONG))
          .withMessage("it was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void evaluate_concurrently_givesEachCallerItsOwnAnswer() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (InstancePool pool = new InstancePool(HostilePolicy.compiled(), GuardrailLimits.DEFAULT)) {
      List<Future<Void>> answers = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        int number = caller;
        answers.add(
            callers.submit(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    String mine = number + "-" + i;
                    assertThat(pool.evaluate(MIRROR, bytes("[\"" + mine + "\"]"), NOW, LONG))
                        .contains("[\\\"" + mine + "\\\"]");
                  }
                  return null;
                }));
      }
      for (Future<Void> answer : answers) {
        answer.get();
      }
      assertThat(pool.idleInstances()).isBetween(1, GuardrailLimits.DEFAULT.instances());
    } finally {
      callers.shutdownNow();
    }
  }

  private static void awaitTurns(InstancePool pool, int turns) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (pool.freeTurns() != turns && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(pool.freeTurns()).isEqualTo(turns);
  }
}
