package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of a live registry of which not all could be read. */
class LiveComparisonTest {
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

  @Test
  void live_ofAPattern_isNotYes_whileARepositoryMayBeUnread() throws IOException {
    NativeAccess everywhere = pulledByAll("acme/web", "acme/pay/api");

    assertThat(bob(everywhere)).contains("acme/** yes none", "acme/pay/** yes none");
    assertThat(bob(everywhere, "page 2 did not come"))
        .contains("acme/** unknown unknown", "acme/pay/** unknown unknown");
  }

  @Test
  void live_ofARepository_isYes_whateverElseIsUnread() throws IOException {
    assertThat(rows(pulledByAll("acme/web"), "anonymous", "page 2 did not come"))
        .contains("acme/web yes none");
  }

  private static List<String> bob(NativeAccess now, String... unknown) throws IOException {
    return rows(now, "user:bob", unknown);
  }

  private static List<String> rows(NativeAccess now, String subject, String... unknown)
      throws IOException {
    LiveEvidence live = new LiveEvidence("hub", NOW, now, now, Optional.empty(), List.of(unknown));
    AuditReport report =
        new AuditReport(
            PolicyIndex.of(SmallCompany.workspace()),
            "",
            NOW,
            AuditScope.ALL,
            Optional.empty(),
            KnownCommits.NONE,
            new Evidence(Optional.of(live), List.of(), Optional.empty()));
    return ReportCells.rows(report).stream()
        .filter(row -> "hub".equals(row.get("registry")) && "pull".equals(row.get("action")))
        .filter(row -> subject.equals(row.get("subject")))
        .map(row -> row.get("repository") + " " + row.get("live") + " " + row.get("drift"))
        .toList();
  }

  private static NativeAccess pulledByAll(String... repositories) {
    return new NativeAccess(
        Stream.of(repositories)
            .map(
                name ->
                    new NativeAccess.Edge(
                        NativeAccess.EVERYBODY, Action.PULL, name, Optional.empty()))
            .toList(),
        List.of(),
        List.of());
  }
}
