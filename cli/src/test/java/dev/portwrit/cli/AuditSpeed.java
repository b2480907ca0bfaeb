package dev.portwrit.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Measures a report of many edges: the members of teams that have roles in many repositories. Start
 * it with the heap that is to be enough.
 */
public final class AuditSpeed {
  private static final int PEOPLE = 500;
  private static final int ACTIONS = 3;

  private AuditSpeed() {}

  /**
   * Prints a line for each format.
   *
   * @param arguments how many edges
   */
  public static void main(String[] arguments) throws IOException {
    int edges = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path folder = Files.createTempDirectory("portwrit-audit-");
    write(folder, edges);
    for (String format : List.of("csv", "ndjson")) {
      for (int i = 0; i < 2; i++) {
        Path report = folder.resolve("report." + format + ".out");
        long begin = System.nanoTime();
        ExitCode exit;
        try (PrintStream out =
            new PrintStream(
                new BufferedOutputStream(Files.newOutputStream(report)),
                false,
                StandardCharsets.UTF_8)) {
          exit =
              new Program(
                      new Environment(
                          folder, Map.of(), Clock.systemUTC(), System.in, out, System.err, false))
                  .run("audit", "--format", format, "--no-history");
        }
        try (var lines = Files.lines(report)) {
          System.out.printf(
              "%-7s %s: %.1f s, %,d rows, %,d MB, heap %,d MiB, exit %s%n",
              format,
              i == 0 ? "first" : "again",
              (System.nanoTime() - begin) / 1e9,
              lines.count() - 1,
              Files.size(report) >> 20,
              Runtime.getRuntime().maxMemory() >> 20,
              exit);
        }
      }
    }
  }

  private static void write(Path folder, int edges) throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    StringBuilder people = new StringBuilder("organization: acme\nmembers:\n");
    StringBuilder team = new StringBuilder("---\nteam: acme/all\nmembers:\n");
    for (int i = 0; i < PEOPLE; i++) {
      people.append("  - u").append(i).append('\n');
      team.append("  - u").append(i).append('\n');
    }
    String protection =
        "---\nprotection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\nrule: immutable\n";
    Files.writeString(folder.resolve("people.yaml"), people + team.toString() + protection);
    int repositories = (edges + PEOPLE * ACTIONS - 1) / (PEOPLE * ACTIONS);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < repositories; i++) {
      all.append(i == 0 ? "" : "---\n")
          .append("repository: acme/r")
          .append(i)
          .append("\ngrants:\n  - {role: push, to: [team:acme/all]}\n");
    }
    Files.writeString(folder.resolve("repositories.yaml"), all.toString());
  }
}
