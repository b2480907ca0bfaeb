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
import java.util.List;

/** Measures a report with its origins over a long history, each commit of which changes a file. */
public final class SinceSpeed {
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  private SinceSpeed() {}

  /**
   * Prints a line for the report without and with history.
   *
   * @param arguments how many commits, and how many grants there are at each
   */
  public static void main(String[] arguments) throws IOException {
    int commits = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
    int grants = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    Path folder = Files.createTempDirectory("portwrit-since-");
    RealGit git = RealGit.initBare(folder);
    git.runWith(history(commits, grants), "fast-import", "--quiet");
    for (String option : List.of("--no-history", "--quiet")) {
      long begin = System.nanoTime();
      Command.Outcome outcome =
          Command.in(folder).run("audit", "--format", "csv", "-C", folder.toString(), option);
      System.out.printf(
          "%,d commits, %,d grants, audit %-12s: %.1f s, %,d rows, exit %s%n",
          commits,
          grants,
          option.equals("--quiet") ? "" : option,
          (System.nanoTime() - begin) / 1e9,
          outcome.out().lines().count() - 1,
          outcome.exitCode());
    }
  }

  private static byte[] history(int commits, int grants) throws IOException {
    List<PolicyFile> one = LargeWorkspace.files(WorkspaceSize.ofGrants(grants), 1);
    List<PolicyFile> other = LargeWorkspace.files(WorkspaceSize.ofGrants(grants), 2);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    boolean[] isOther = new boolean[one.size()];
    for (int i = 0; i < commits; i++) {
      String message = "Commit " + i;
      long time = FIRST.getEpochSecond() + 3600L * i;
      line(stream, "commit refs/heads/main");
      line(stream, "committer Ada <ada@acme.example> " + time + " +0000");
      line(stream, "data " + message.length());
      line(stream, message);
      if (i == 0) {
        for (PolicyFile file : one) {
          write(stream, file);
        }
      } else {
        int at = (int) (i * 7919L % one.size());
        if (one.get(at).path().equals(other.get(at).path())) {
          isOther[at] = !isOther[at];
          write(stream, isOther[at] ? other.get(at) : one.get(at));
        }
      }
    }
    line(stream, "done");
    return stream.toByteArray();
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
