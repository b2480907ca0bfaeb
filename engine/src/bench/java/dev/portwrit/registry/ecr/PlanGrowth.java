package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code bin/portwrit plan} as a process of its own, of ever more repositories of the twin, which
 * takes 10 ms for each call, at a given rate at most.
 */
public final class PlanGrowth {
  private static final Duration OF_A_CALL = Duration.ofMillis(10);
  private static final int[] SIZES = {1_000, 3_000, 10_000};
  private static final int MEBIBYTE = 1024;

  private final Path folder;
  private final RealGit git;
  private final EcrTwin twin;
  private final TwinIam.Key key;
  private final int repositories;

  private PlanGrowth(Path folder, EcrTwin twin, int repositories) {
    this.folder = folder;
    this.twin = twin;
    this.repositories = repositories;
    this.git = RealGit.init(folder.resolve("policies"));
    twin.world().iam().role("engine").with("all", all());
    this.key = twin.world().iam().key(GovernedTeams.ENGINE);
  }

  private static String all() {
    return "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  }

  /**
   * Prints a table.
   *
   * @param arguments the largest size that is measured; all of them where nothing is said
   */
  public static void main(String[] arguments) throws Exception {
    int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : Integer.MAX_VALUE;
    System.out.printf(
        "%-36s %12s %8s %10s %9s  %s%n",
        "", "repositories", "seconds", "ms for one", "RSS, MiB", "exit, calls");
    for (int size : SIZES) {
      if (size <= most) {
        measure(size);
      }
    }
  }

  private static void measure(int repositories) throws Exception {
    Path folder = Files.createTempDirectory("portwrit-plan");
    try (EcrTwin twin = EcrTwin.start(GovernedTeams.ACCOUNT, "eu-west-1", Clock.systemUTC())) {
      PlanGrowth growth = new PlanGrowth(folder, twin, repositories);
      GovernedTeams policies =
          new GovernedTeams(repositories / GovernedTeams.OF_A_TEAM, twin.url(), false);
      policies.fill(twin.world());
      growth.applied(growth.commit(policies.files(false)));
      twin.takes(OF_A_CALL);
      growth.row("nothing changed");
      growth.commit(policies.files(true));
      growth.row("one team changed");
      growth.row("one team changed, --changed", "--changed");
      if (repositories == SIZES[0]) {
        twin.faults().rate(100, 200);
        growth.row("the same, 100 calls a second at most");
      }
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private String commit(Map<String, String> files) {
    files.forEach(git::write);
    return git.commit("policies");
  }

  private void applied(String commit) throws IOException {
    Path state = Files.createDirectories(folder.resolve("state"));
    Files.writeString(
        state.resolve("applied"),
        "applied " + commit.strip() + "\nat " + GovernedTeams.NOW + "\nrun 1\n");
  }

  private void row(String label, String... options) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bin/portwrit", "plan", "--registry", "ecr"));
    command.addAll(List.of("-C", git.folder().toString()));
    command.addAll(List.of("--state", folder.resolve("state").toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(said.toFile())
            .redirectOutput(folder.resolve("plan").toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", key.id());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", key.secret());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().putIfAbsent("PORTWRIT_JAVA_OPTS", "-Xmx256m");
    long begin = System.nanoTime();
    Process process = builder.start();
    long most = 0;
    while (process.isAlive()) {
      most = Math.max(most, residentKibibytes(process.pid()));
      Thread.sleep(20);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
    System.out.printf(
        "%-36s %,12d %8.1f %10.2f %9d  %d, %s%n",
        label,
        repositories,
        seconds,
        seconds * 1000 / repositories,
        most / MEBIBYTE,
        process.exitValue(),
        lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }

  /** The most that a process had in memory so far; zero if it has ended. */
  private static long residentKibibytes(long process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
