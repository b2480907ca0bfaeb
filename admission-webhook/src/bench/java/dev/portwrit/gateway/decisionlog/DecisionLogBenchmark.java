package dev.portwrit.gateway.decisionlog;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How many decisions reach the disk, on the real disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecisionLogBenchmark {
  private Path folder;
  private DecisionLog log;

  /** Opens an empty log. */
  @Setup
  public void open() throws IOException, DecisionLogException {
    folder = Files.createTempDirectory("portwrit-bench");
    log =
        DecisionLog.open(
            folder, DecisionLogSettings.DEFAULT, Clock.systemUTC(), new SimpleMeterRegistry());
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    log.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One write after the other. */
  @Benchmark
  @Threads(1)
  public void append() throws DecisionLogException {
    log.append(LogFixture.push("v1"));
  }

  /** Sixteen writes at a time. */
  @Benchmark
  @Threads(16)
  public void appendTogether() throws DecisionLogException {
    log.append(LogFixture.push("v1"));
  }
}
