package dev.portwrit.workload;

import com.sun.management.OperatingSystemMXBean;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicyFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Measures how long the workspace of the figures takes from files to a checked workspace. */
public final class CompileSpeed {
  private CompileSpeed() {}

  /**
   * Prints a line for each run.
   *
   * @param arguments how many runs; the first is cold
   */
  public static void main(String[] arguments) {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    List<PolicyFile> files = LargeWorkspace.files(WorkspaceSize.FIGURE, 1);
    long bytes = files.stream().mapToLong(file -> file.content().length).sum();
    System.out.printf("files %d, bytes %d%n", files.size(), bytes);
    PolicyCompiler compiler = new PolicyCompiler(Set.of());
    for (int run = 0; run < runs; run++) {
      print("from nothing", new PolicyCompiler(Set.of()), files);
    }
    compiler.compile(files);
    for (int run = 0; run < runs; run++) {
      print("one file changed", compiler, withOneChange(files, run));
    }
  }

  private static void print(String what, PolicyCompiler compiler, List<PolicyFile> files) {
    long start = System.nanoTime();
    long processorStart = processorNanos();
    Compilation compilation = compiler.compile(files);
    long millis = (System.nanoTime() - start) / 1_000_000;
    long processor = (processorNanos() - processorStart) / 1_000_000;
    System.out.printf(
        "%s: %d ms, %d ms of processors, %d problems%n",
        what, millis, processor, compilation.problems().size());
  }

  // Of all threads, the JIT's and the collector's too: what counts on a machine that is shared.
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static List<PolicyFile> withOneChange(List<PolicyFile> files, int run) {
    List<PolicyFile> changed = new ArrayList<>(files);
    PolicyFile file = files.get(100);
    String text = new String(file.content(), StandardCharsets.UTF_8);
    changed.set(100, PolicyFile.of(file.path(), text + "# run " + run + "\n"));
    return changed;
  }
}
