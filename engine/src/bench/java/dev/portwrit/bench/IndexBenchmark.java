package dev.portwrit.bench;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Workspace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a checked workspace to its index, which every change of a policy costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class IndexBenchmark {
  @Param({"1000", "100000"})
  int grants = 1000;

  private Workspace workspace = FigureWorkspace.ofGrants(1000);

  /** Compiles the workspace. */
  @Setup(Level.Trial)
  public void compile() {
    workspace = FigureWorkspace.ofGrants(grants);
  }

  /**
   * Builds the index.
   *
   * @return the index
   */
  @Benchmark
  public PolicyIndex build() {
    return PolicyIndex.of(workspace);
  }
}
