package dev.portwrit.cli;

import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.RealGit;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measures a report with its origins over a long history, each commit of which changes a file. */
public final class SinceSpeed {
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  private final int grants;
  private final Path folder = Files.createTempDirectory("portwrit-since-");
  private final RealGit git = RealGit.initBare(folder.resolve("policies"));
  private final List<PolicyFile> one;
  private final List<PolicyFile> other;
  private final boolean[] isOther;
  private int commits;

  private SinceSpeed(int grants) throws IOException {
    this.grants = grants;
    this.one = LargeWorkspace.files(WorkspaceSize.ofGrants(grants), 1);
    this.other = LargeWorkspace.files(WorkspaceSize.ofGrants(grants), 2);
    this.isOther = new boolean[one.size()];
  }

  /**
   * Prints a line for the report without and with history, for the same once more, and for the same
   * ten commits later, each a whole process.
   *
   * @param arguments how many commits, how many grants there are at each, and the program
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SinceSpeed speed = new SinceSpeed(Integer.parseInt(arguments[1]));
    String program = arguments[2];
    speed.grow(Integer.parseInt(arguments[0]));
    speed.run(program, "without history", "--no-history");
    speed.run(program, "for the first time");
    speed.run(program, "once more");
    speed.grow(10);
    speed.run(program, "ten commits later");
  }

  private void run(String program, String what, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program, "audit", "--format", "csv", "--quiet"));
    words.addAll(List.of("-C", git.folder().toString()));
    words.addAll(List.of(options));
    Path report = folder.resolve("report.csv");
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(report.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    long begin = System.nanoTime();
    int exit = builder.start().waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    try (Stream<String> lines = Files.lines(report)) {
      System.out.printf(
          "%,d commits, %,d grants, audit %-18s: %5.1f s, %,d rows, exit %s%n",
          commits, grants, what, seconds, lines.count() - 1, exit);
    }
  }

  private void grow(int more) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int end = commits + more; commits < end; commits++) {
      String message = "Commit " + commits;
      long time = FIRST.getEpochSecond() + 3600L * commits;
      line(stream, "commit refs/heads/main");
      line(stream, "committer Ada <ada@acme.example> " + time + " +0000");
      line(stream, "data " + message.length());
      line(stream, message);
      if (commits == 0) {
        for (PolicyFile file : one) {
          write(stream, file);
        }
      } else {
        if (commits == end - more) {
          line(stream, "from refs/heads/main^0");
        }
        int at = (int) (commits * 7919L % one.size());
        if (one.get(at).path().equals(other.get(at).path())) {
          isOther[at] = !isOther[at];
          write(stream, isOther[at] ? other.get(at) : one.get(at));
        }
      }
    }
    line(stream, "done");
    git.runWith(stream.toByteArray(), "fast-import", "--quiet");
  }

  private static void write(ByteArrayOutputStream stream, PolicyFile file) throws IOException {
    byte[] bytes = file.content();
    line(stream, "M 100644 inline " + file.path());
    line(stream, "data " + bytes.length);
    stream.write(bytes);
    line(stream, "");
  }

  private static void line(ByteArrayOutputStream stream, String text) throws IOException {
    stream.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
