package dev.portwrit.gateway.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that appends is killed, or meets a real limit of the system, and the log is reopened.
 */
class DecisionLogKillTest {
  private static final String ACKNOWLEDGED = "acknowledged ";

  @TempDir Path folder;

  @Test
  void kill_inMidAppend_keepsEveryAcknowledgedRecordAndReopens() throws Exception {
    LogFixture fixture = new LogFixture(folder.resolve("log"));
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Process process = start(List.of(), fixture.folder, "r" + round);
      acknowledged.addAll(readThenKill(process, 150 + 50 * round));
      fixture.open().close();
      assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
    }
    String log = String.join("\n", fixture.lines());
    assertThat(acknowledged).hasSizeGreaterThan(400);
    assertThat(acknowledged).allSatisfy(tag -> assertThat(log).contains("[\"" + tag + "\"]"));
  }

  @Test
  void append_systemRefusesALargerFile_failsAndLeavesAWholeLog() throws Exception {
    Path shell = Path.of("/bin/sh");
    assumeTrue(
        Files.isExecutable(shell),
        "/bin/sh is not there: the limit of a file's size is not tested");
    LogFixture fixture = new LogFixture(folder.resolve("log"));
    Process process =
        start(
            List.of(shell.toString(), "-c", "ulimit -f 40; exec \"$@\"", "sh"),
            fixture.folder,
            "x");
    List<String> output = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
      }
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    // Another thread may still say what was acknowledged just before the first failure.
    List<String> acknowledged =
        output.stream().filter(line -> line.startsWith(ACKNOWLEDGED)).toList();
    assertThat(acknowledged).hasSizeGreaterThan(10);
    assertThat(output)
        .filteredOn(line -> !line.startsWith(ACKNOWLEDGED))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("failed: ") && line.contains("cannot be written"));
    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Verification.Intact.class,
            intact -> assertThat(intact.lines()).isGreaterThanOrEqualTo(acknowledged.size()));
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("after"));
    }
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  private static List<String> readThenKill(Process process, int count) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(ACKNOWLEDGED)) {
          acknowledged.add(line.substring(ACKNOWLEDGED.length()));
        }
        if (acknowledged.size() == count) {
          // By its handle: the process object would close the pipe that is still to be read.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    // The kill may cut the last acknowledgement itself.
    return acknowledged.subList(0, acknowledged.size() - 1);
  }

  private static Process start(List<String> before, Path folder, String prefix) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Appender.class.getName(), folder.toString(), prefix));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Appends from four threads for ever, and prints each tag once its record is acknowledged. */
  static final class Appender {
    private Appender() {}

    public static void main(String[] args) throws Exception {
      DecisionLogSettings settings =
          new DecisionLogSettings(64 << 10, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
      DecisionLog log =
          DecisionLog.open(Path.of(args[0]), settings, LogFixture.CLOCK, new SimpleMeterRegistry());
      for (int t = 0; t < 4; t++) {
        String prefix = args[1] + "-" + t + "-";
        new Thread(() -> appendForEver(log, prefix)).start();
      }
    }

    private static void appendForEver(DecisionLog log, String prefix) {
      for (int i = 0; true; i++) {
        try {
          log.note(LogFixture.pull("n" + prefix + i));
          log.append(LogFixture.push(prefix + i));
          print(ACKNOWLEDGED + prefix + i);
        } catch (DecisionLogException e) {
          print("failed: " + e.getMessage());
          Runtime.getRuntime().halt(3);
        }
      }
    }

    private static synchronized void print(String line) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
