package dev.portwrit.bench;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Workspace;
import java.util.List;
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

/**
 * One decision with its rule and place, by the number of grants and by how many questions go round.
 * Few questions keep what they touch in the caches of the processor, so that what differs between
 * sizes is work; many are what a gateway sees, with the memory to be waited for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class DecisionBenchmark {
  @Param({"1000", "10000", "100000"})
  int grants = 1000;

  @Param({"200", "20000"})
  int asked = 200;

  private PolicyIndex index = PolicyIndex.of(FigureWorkspace.ofGrants(1000));
  private List<Question> questions = List.of();
  private int next;

  /** Compiles the workspace. */
  @Setup(Level.Trial)
  public void compile() {
    Workspace workspace = FigureWorkspace.ofGrants(grants);
    index = PolicyIndex.of(workspace);
    questions = FigureWorkspace.questions(workspace, asked);
  }

  /**
   * Decides the next question.
   *
   * @return the decision
   */
  @Benchmark
  public Decision decide() {
    next = next + 1 < questions.size() ? next + 1 : 0;
    return index.decide(questions.get(next));
  }
}
