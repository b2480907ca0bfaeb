package dev.portwrit.cli;

import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.RealGit;
import dev.portwrit.workload.DiffSpeed;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures {@code diff} as a process, by what was compiled before. */
public final class DiffProcessSpeed {
  private final Path folder = Files.createTempDirectory("portwrit-diff-");
  private final RealGit git = RealGit.init(folder.resolve("policies"));
  private final String program;
  private int caches;

  private DiffProcessSpeed(String program) throws IOException {
    this.program = program;
  }

  /**
   * Prints a line for each kind of run, some times over.
   *
   * @param arguments the program, and how often
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DiffProcessSpeed speed = new DiffProcessSpeed(arguments[0]);
    List<PolicyFile> before = LargeWorkspace.files(WorkspaceSize.FIGURE, 1);
    String old = speed.commit(before);
    String young =
        speed.commit(DiffSpeed.withSomeOf(before, LargeWorkspace.files(WorkspaceSize.FIGURE, 2)));
    for (int run = 0; run < Integer.parseInt(arguments[1]); run++) {
      speed.forget();
      System.out.printf("diff, neither compiled before: %s%n", speed.diff(old, young));
      System.out.printf("diff, both compiled before:    %s%n", speed.diff(old, young));
      speed.forget();
      speed.run("can", "user:nobody", "pull", "a/b", "--at", old);
      System.out.printf("diff, the old one before:      %s%n", speed.diff(old, young));
    }
  }

  private String commit(List<PolicyFile> files) {
    files.forEach(
        file -> git.write(file.path(), new String(file.content(), StandardCharsets.UTF_8)));
    return git.commit("A state");
  }

  private void forget() {
    caches++;
  }

  private String diff(String old, String young) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int exit = run("diff", old, young, "--format", "json");
    return "%,d ms, exit %d".formatted((System.nanoTime() - begin) / 1_000_000, exit);
  }

  private int run(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program);
    builder.command().addAll(List.of(words));
    builder.command().addAll(List.of("-C", git.folder().toString()));
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("said").toFile());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache" + caches).toString());
    return builder.start().waitFor();
  }
}
