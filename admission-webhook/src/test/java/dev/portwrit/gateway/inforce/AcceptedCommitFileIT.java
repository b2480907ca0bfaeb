package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes commits until it is killed without warning. */
class AcceptedCommitFileIT {
  @TempDir Path folder;

  /** Writes commit after commit and says when each is durable. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      AcceptedCommitFile store = new AcceptedCommitFile(Path.of(arguments[0]));
      for (long number = 1; ; number++) {
        store.write(commit(number));
        System.out.println(number);
      }
    }
  }

  private static AcceptedCommit commit(long number) {
    return new AcceptedCommit(
        String.format("%040x", number), Instant.ofEpochSecond(number), Optional.empty());
  }

  @RepeatedTest(5)
  void kill_atAnyPoint_leavesTheLastDurableCommitOrTheNext(RepetitionInfo repetition)
      throws Exception {
    Path file = folder.resolve("ledger.accepted");
    Path told = folder.resolve("told");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    try {
      awaitSize(told, 50 * repetition.getCurrentRepetition());
    } finally {
      writer.destroyForcibly().waitFor();
    }
    List<String> lines = Files.readString(told).lines().toList();
    // The last line may be cut off; what it says is durable is then the number before.
    long durable = Long.parseLong(lines.get(lines.size() - 2));

    AcceptedCommit stored = new AcceptedCommitFile(file).read().orElseThrow();
    assertThat(stored.acceptedAt().getEpochSecond()).isBetween(durable, durable + 2);
    assertThat(stored).isEqualTo(commit(stored.acceptedAt().getEpochSecond()));
  }

  private static void awaitSize(Path told, int bytes) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.size(told) < bytes) {
      assertThat(System.nanoTime()).as("the writer writes").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
