package dev.portwrit.gateway.inforce;

import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceFixture;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures how long a pushed change of one file takes from the poll that sees it to being in force,
 * in the workspace of the figures: fetch, reading, compiling, indexing, checks, writing down.
 */
public final class FollowSpeed {
  private FollowSpeed() {}

  /**
   * Prints the fastest, the median and the slowest change.
   *
   * @param arguments how many changes are counted; as many before them warm up
   */
  public static void main(String[] arguments) throws Exception {
    int changes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Path folder = Files.createTempDirectory("portwrit-follow");
    try {
      RealGit remote = RealGit.initBare(folder.resolve("remote.git"));
      RealGit work = remote.cloneTo(folder.resolve("work"));
      List<PolicyFile> files = LargeWorkspace.files(WorkspaceSize.FIGURE, 1);
      files.forEach(file -> work.write(file.path(), text(file)));
      work.commit("all of it");
      work.push();
      measure(folder, work, files.get(100), changes);
    } finally {
      delete(folder);
    }
  }

  private static void measure(Path folder, RealGit work, PolicyFile file, int changes)
      throws Exception {
    try (PolicySource source =
        PolicySource.open(
            folder.resolve("remote.git").toUri().toString(),
            folder,
            SourceFixture.environment(folder))) {
      long begin = System.nanoTime();
      PolicyInForce policy =
          PolicyInForce.start(
              source,
              new PolicyCompiler(Set.of()),
              new AcceptedCommitFile(folder.resolve("accepted")),
              new FollowSettings(
                  Revision.CURRENT,
                  Optional.empty(),
                  List.of(new AdminsCheck()),
                  Clock.systemUTC(),
                  PolicyEvents.NONE));
      System.out.printf("first policy in force: %d ms%n", millisSince(begin));
      List<Long> times = new ArrayList<>();
      for (int change = 0; change < 2 * changes; change++) {
        work.write(file.path(), text(file) + "# change " + change + "\n");
        String id = work.commit("change " + change);
        work.push();
        begin = System.nanoTime();
        policy.pollOnce();
        long millis = millisSince(begin);
        if (!policy.current().version().equals(id)) {
          throw new IllegalStateException(policy.status().text());
        }
        if (change >= changes) {
          times.add(millis);
        }
      }
      times.sort(null);
      System.out.printf(
          "one file changed: %d ms at best, %d at the median, %d at worst of %d%n",
          times.get(0), times.get(changes / 2), times.get(changes - 1), changes);
    }
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static String text(PolicyFile file) {
    return new String(file.content(), StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
