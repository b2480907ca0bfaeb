package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says by the decision log that a real gateway wrote. */
class AuditGatewayIT {
  // Behind the clock by which the gateway writes its log.
  private static final String LATER = "2998-01-01T00:00:00Z";

  @TempDir Path folder;

  @Test
  void unused_isWhatNobodyDidThroughTheGateway() throws Exception {
    try (AdmitWorld world = new AdmitWorld(folder)) {
      world.client("cy").pushImage("acme/api", "nightly-1", "one");
      world.client("eve").manifestDigest("acme/api", "nightly-1");

      world.client("dee").pushImage("acme/api", "main", "one");
      world.client("dee").pushImage("acme/api", "main", "two");

      Command.Outcome outcome =
          world.stopAndRun("audit", "--view", "unused", "--now", LATER, "--format", "csv");

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(CsvRows.of(outcome.out(), "subject", "action", "log-registries"))
          .contains("user:bob push local", "user:bob overwrite local", "user:bob pull local")
          .doesNotContain("user:cy push local", "user:eve pull local")
          .noneMatch(row -> row.startsWith("user:dee push ") || row.contains("dee overwrite"));
      assertThat(outcome.err())
          .contains("user:dee pushed tags in acme/** of which the log does not tell");
    }
  }
}
