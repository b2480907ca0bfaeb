package dev.portwrit.workload;

import com.sun.management.OperatingSystemMXBean;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Workspace;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.Review;
import dev.portwrit.source.PolicyFile;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Measures how long it takes to compare two revisions of the workspace of the figures. */
public final class DiffSpeed {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int CHANGED = 10;
  private static final List<Integer> ENDS = List.of(1, 100, 1_000, 5_000);
  private static final int SPREAD_RUNS = 4;

  private DiffSpeed() {}

  /**
   * Prints a line for each run.
   *
   * @param arguments how many runs of each kind; the first is cold
   */
  public static void main(String[] arguments) {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12;
    List<PolicyFile> before = LargeWorkspace.files(WorkspaceSize.FIGURE, 1);
    List<PolicyFile> other = LargeWorkspace.files(WorkspaceSize.FIGURE, 2);
    List<PolicyFile> after = withSomeOf(before, other);
    PolicyCompiler compiler = new PolicyCompiler(Set.of());
    Watch watch = Watch.start();
    Workspace old = workspace(compiler, before);
    Workspace young = workspace(compiler, after);
    PolicyIndex oldIndex = PolicyIndex.of(old);
    PolicyIndex youngIndex = PolicyIndex.of(young);
    Review review = AccessReview.fromNowOn(oldIndex, youngIndex, NOW);
    System.out.printf("ten files, cold, from files: %s%n", watch);
    print(review);
    for (int run = 0; run < runs; run++) {
      watch = Watch.start();
      AccessReview.of(oldIndex, youngIndex, NOW);
      String atOnce = watch.toString();
      watch = Watch.start();
      AccessReview.fromNowOn(oldIndex, youngIndex, NOW);
      String compared = watch.toString();
      watch = Watch.start();
      PolicyIndex changed = PolicyIndex.of(young);
      String indexed = watch.toString();
      AccessReview.fromNowOn(oldIndex, changed, NOW);
      System.out.printf(
          "ten files: compared %s; at one instant alone %s; index of one %s%n",
          compared, atOnce, indexed);
    }
    PolicyIndex rewritten = PolicyIndex.of(workspace(compiler, other));
    for (int run = 0; run < Math.min(3, runs); run++) {
      watch = Watch.start();
      AccessReview.of(oldIndex, rewritten, NOW);
      String atOnce = watch.toString();
      watch = Watch.start();
      review = AccessReview.fromNowOn(oldIndex, rewritten, NOW);
      System.out.printf(
          "everything rewritten: compared %s; at one instant alone %s%n", watch, atOnce);
    }
    print(review);
    for (int ends : ENDS) {
      spread(compiler, ends);
    }
  }

  /** The same where what ends does so at some instants. */
  private static void spread(PolicyCompiler compiler, int ends) {
    List<PolicyFile> before = LargeWorkspace.files(WorkspaceSize.FIGURE, 1, ends);
    List<PolicyFile> other = LargeWorkspace.files(WorkspaceSize.FIGURE, 2, ends);
    PolicyIndex old = PolicyIndex.of(workspace(compiler, before));
    compare("ten files", ends, old, workspace(compiler, withSomeOf(before, other)), SPREAD_RUNS);
    compare("everything rewritten", ends, old, workspace(compiler, other), 1);
  }

  private static void compare(String what, int ends, PolicyIndex old, Workspace young, int runs) {
    PolicyIndex index = PolicyIndex.of(young);
    for (int run = 0; run < runs; run++) {
      Watch watch = Watch.start();
      Review review = AccessReview.fromNowOn(old, index, NOW);
      System.out.printf(
          "%s, ends at %d instants: compared %s; changes at %d of them%s%n",
          what,
          ends,
          watch,
          Stream.concat(review.expands().stream(), review.restricts().stream())
              .flatMap(one -> one.from().stream())
              .distinct()
              .count(),
          review.openFrom().map(from -> ", unknown from " + from + " on").orElse(""));
    }
  }

  /** Ten files, some of teams and most of repositories, as another seed has them. */
  public static List<PolicyFile> withSomeOf(List<PolicyFile> files, List<PolicyFile> other) {
    List<PolicyFile> changed = new ArrayList<>(files);
    int every = files.size() / CHANGED;
    for (int i = 0; i < CHANGED; i++) {
      int at = i * every + 3 + 4 * i;
      if (!files.get(at).path().equals(other.get(at).path())) {
        throw new IllegalStateException(files.get(at).path());
      }
      changed.set(at, other.get(at));
    }
    return changed;
  }

  private static Workspace workspace(PolicyCompiler compiler, List<PolicyFile> files) {
    return compiler.compile(files).workspace().orElseThrow();
  }

  private static void print(Review review) {
    System.out.printf(
        "  %d changes expand, %d restrict, %d move, %d unknown, %d edges unchanged%n",
        review.expands().size(),
        review.restricts().size(),
        review.moved().size(),
        review.unknown().size(),
        review.unchanged());
  }

  // Of all threads, the JIT's and the collector's too: what counts on a machine that is shared.
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** What began at an instant of both clocks. */
  private record Watch(long wall, long processor) {
    static Watch start() {
      return new Watch(System.nanoTime(), processorNanos());
    }

    @Override
    public String toString() {
      return "%d ms, %d of processors"
          .formatted(
              (System.nanoTime() - wall) / 1_000_000, (processorNanos() - processor) / 1_000_000);
    }
  }
}
