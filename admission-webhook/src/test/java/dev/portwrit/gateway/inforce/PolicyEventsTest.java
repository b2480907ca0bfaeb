package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicyFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who listen: the decision log and the meters. */
class PolicyEventsTest {
  @TempDir Path folder;
  private final SettableClock clock = new SettableClock("2026-03-01T00:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private static AcceptedPolicy policy(String version) {
    PolicyFile file = PolicyFile.of("portwrit.yaml", "version: 1\n");
    PolicyIndex index =
        PolicyIndex.of(
            new PolicyCompiler(Set.of()).compile(List.of(file)).workspace().orElseThrow());
    return new AcceptedPolicy(
        version, Optional.empty(), index, Instant.parse("2026-02-28T23:59:59Z"));
  }

  private DecisionLog log() throws Exception {
    return DecisionLog.open(folder, DecisionLogSettings.DEFAULT, clock, meters);
  }

  private String logged() throws Exception {
    return Files.readString(folder.resolve("decisions-000001.jsonl"));
  }

  @Test
  void accepted_isInTheDecisionLogWhenItReturns() throws Exception {
    try (DecisionLog log = log()) {
      new PolicyLog(log, "hub")
          .accepted(policy("b"), Optional.of(policy("a")), PolicyEvents.Reason.FOLLOWING);

      assertThat(logged())
          .contains("\"time\":\"2026-03-01T00:00:00.000Z\"")
          .contains("\"kind\":\"policy-accepted\"")
          .contains(
              "\"detail\":{\"accepted-at\":\"2026-02-28T23:59:59Z\",\"before\":\"a\","
                  + "\"reason\":\"following\",\"registry\":\"hub\",\"version\":\"b\"}");
    }
  }

  @Test
  void refused_isInTheDecisionLogInTheEnd() throws Exception {
    try (DecisionLog log = log()) {
      new PolicyLog(log, "hub").refused("b", "it does not compile");
    }

    assertThat(logged())
        .contains("\"kind\":\"policy-refused\"")
        .contains("\"detail\":{\"cause\":\"it does not compile\",\"version\":\"b\"}");
  }

  @Test
  void accepted_logThatIsClosed_saysSo() throws Exception {
    DecisionLog log = log();
    log.close();

    assertThatThrownBy(
            () ->
                new PolicyLog(log, "hub")
                    .accepted(policy("a"), Optional.empty(), PolicyEvents.Reason.FIRST))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void meters_countWhatHappens() {
    RecordedEvents recorded = new RecordedEvents();
    PolicyEvents both = PolicyEvents.all(List.of(new PolicyMeters(meters), recorded));
    both.accepted(policy("a"), Optional.empty(), PolicyEvents.Reason.FIRST);
    both.refused("b", "no");
    both.refused("c", "no");
    both.unreachable("gone");

    assertThat(meters.counter("portwrit.policy.accepted").count()).isEqualTo(1);
    assertThat(meters.counter("portwrit.policy.refused").count()).isEqualTo(2);
    assertThat(meters.counter("portwrit.policy.unreachable").count()).isEqualTo(1);
    assertThat(recorded.lines)
        .containsExactly("FIRST a", "REFUSED b: no", "REFUSED c: no", "UNREACHABLE gone");
  }
}
