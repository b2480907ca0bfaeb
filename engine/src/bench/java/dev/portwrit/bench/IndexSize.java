package dev.portwrit.bench;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Workspace;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Measures the heap that the index of the figures holds, with the workspace and without it. */
public final class IndexSize {
  private static final double MEBIBYTE = 1 << 20;

  private IndexSize() {}

  /**
   * Prints two lines.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    long before = used();
    Workspace workspace = FigureWorkspace.ofGrants(100_000);
    long compiled = used();
    PolicyIndex index = PolicyIndex.of(workspace);
    long indexed = used();
    List<Question> questions = FigureWorkspace.questions(workspace, 100_000);
    long asked = used();
    // Answers that are kept for the next question belong to the index.
    long allowed = questions.stream().filter(q -> index.decide(q).isAllowed()).count();
    long answered = used();
    System.out.printf("workspace %.1f MiB%n", (compiled - before) / MEBIBYTE);
    System.out.printf("index without the workspace %.1f MiB%n", (indexed - compiled) / MEBIBYTE);
    System.out.printf(
        "answers kept after %d questions, %d of them allowed: %.1f MiB%n",
        questions.size(), allowed, (answered - asked) / MEBIBYTE);
    System.out.printf(
        "index and workspace together %.1f MiB%n",
        (indexed - before + answered - asked) / MEBIBYTE);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
