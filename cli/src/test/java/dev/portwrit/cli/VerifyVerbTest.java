package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.Head;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyVerbTest {
  @TempDir Path folder;
  private Path file;
  private Head head = Head.NONE;

  @BeforeEach
  void writeThreeLines() throws Exception {
    try (DecisionLog log =
        DecisionLog.open(
            folder.resolve("log"),
            DecisionLogSettings.DEFAULT,
            Clock.systemUTC(),
            new SimpleMeterRegistry())) {
      for (int i = 1; i <= 3; i++) {
        log.append(new EventRecord("started", Map.of("time", "number " + i)));
      }
      head = log.head();
    }
    file = folder.resolve("log/decisions-000001.jsonl");
  }

  @Test
  void wholeLog_isIntactAndItsHeadIsPrinted() {
    for (String named : List.of("log", "log/decisions-000001.jsonl")) {
      Command.Outcome outcome = Command.in(folder).run("verify", named);
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
      assertThat(outcome.out()).isEqualTo("intact: 3 lines, head " + head + "\n");
    }
  }

  @Test
  void logAtAnotherTime_isRefused() {
    for (String option : List.of("--at", "--now")) {
      Command.Outcome outcome =
          Command.in(folder).run("verify", "log", option, "2026-03-31T00:00:00Z");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).contains("depends on no policy and no instant");
    }
  }

  @Test
  void changedLine_isNamedByTheLineBehindIt() throws Exception {
    Files.writeString(file, Files.readString(file).replace("number 2", "number 9"));
    Command.Outcome outcome = Command.in(folder).run("verify", "log");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).startsWith(file + ":3: the line before it has another hash");
  }

  @Test
  void endCutOff_isFoundWithTheNotedHead() throws Exception {
    Files.writeString(file, String.join("\n", Files.readAllLines(file).subList(0, 2)) + "\n");
    assertThat(Command.in(folder).run("verify", "log").exitCode()).isEqualTo(ExitCode.YES);
    Command.Outcome outcome = Command.in(folder).run("verify", "log", "--head", head.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("the log ends with sequence 2, but 3 was noted");
  }

  @Test
  void firstLineGone_isSaidToBeginLater() throws Exception {
    Files.writeString(file, String.join("\n", Files.readAllLines(file).subList(1, 3)) + "\n");
    Command.Outcome outcome = Command.in(folder).run("verify", "log", "--head", head.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).endsWith("begins behind sequence 1\n");
  }

  @Test
  void logWithoutALine_isNotIntact() throws Exception {
    Files.writeString(folder.resolve("q1.csv"), "");
    Files.writeString(file, "");
    for (String named : List.of("q1.csv", "log", "log/decisions-000001.jsonl")) {
      Command.Outcome outcome = Command.in(folder).run("verify", named);
      assertThat(outcome.exitCode()).as(named).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("`" + named + "` holds no line");
    }
    assertThat(Command.in(folder).run("verify", "log", "--head", head.toString()).exitCode())
        .isEqualTo(ExitCode.NO);
  }

  @Test
  void headThatIsNone_isAnError() {
    for (String text : List.of("3", "3:", ":" + head.hash(), "x:" + head.hash(), "3:abc")) {
      assertThat(Command.in(folder).run("verify", "log", "--head", text).exitCode())
          .as(text)
          .isEqualTo(ExitCode.WRONG);
    }
  }
}
