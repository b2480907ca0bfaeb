package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What a manifest costs to write directly, through a gateway with its ledger in a file, and through
 * one with its ledger in PostgreSQL on this machine, in an order drawn anew each round.
 */
public final class SharedLedgerSpeed {
  private static final String POLICY =
      """
      organization: acme
      owners: [bob]
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: hub
      type: distribution
      url: %s
      gateway: true
      repositories: ["acme/**"]
      """;

  private static final int ROUNDS = 600;

  private SharedLedgerSpeed() {}

  private interface Measured {
    void over(Side side) throws Exception;
  }

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("portwrit-ledger-speed");
    Path policies = Files.createDirectory(folder.resolve("policies"));
    String hash = BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray());
    Path users = Files.writeString(folder.resolve("users"), "bob:" + hash + "\n");
    StateFiles file = StateFiles.of(users, folder.resolve("file/ledger"));
    StateFiles shared =
        StateFiles.of(users, folder.resolve("shared/ledger"))
            .with(Optional.empty(), Optional.of(PostgresFixture.shared().settings()));
    try (RunningRegistry registry = RegistryKind.DEBIAN.start(folder.resolve("registry"))) {
      Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
      Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url()));
      try (PolicySource source =
              PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
          GatewayService one = start(source, file, folder);
          GatewayService other = start(source, shared, folder)) {
        List<Side> sides = new ArrayList<>();
        sides.add(new Side("direct", registry.url(), "", folder));
        sides.add(side("SQLite", one, folder));
        sides.add(side("PostgreSQL", other, folder));
        byte[] manifest = new RegistryClient(registry.url()).manifest("acme/app", "layer");
        compare(sides, "manifest PUT, tag protected, new", side -> side.put("v-", manifest));
        compare(sides, "manifest PUT, tag unprotected", side -> side.put("build-", manifest));
      }
    }
  }

  private static GatewayService start(PolicySource source, StateFiles files, Path folder)
      throws Exception {
    GatewayService gateway =
        GatewayService.start(
            source,
            new GatewaySettings(
                "hub",
                Network.of(new ListenAddress("127.0.0.1", 0)),
                files,
                Following.DEFAULT,
                Pace.DEFAULT,
                Map.of(),
                folder),
            Clock.systemUTC());
    if (!gateway.awaitReady(Duration.ofMinutes(2))) {
      throw new IllegalStateException("the gateway did not become ready");
    }
    return gateway;
  }

  private static Side side(String name, GatewayService gateway, Path folder) {
    URI url = URI.create("http://127.0.0.1:" + gateway.port());
    return new Side(name, url, GatewayFixture.basic("bob"), folder);
  }

  private static void compare(List<Side> sides, String name, Measured measured) throws Exception {
    double[][] times = new double[sides.size()][ROUNDS];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      order.add(i);
    }
    Random random = new Random(1);
    // The first third does not count.
    for (int round = -ROUNDS / 3; round < ROUNDS; round++) {
      Collections.shuffle(order, random);
      for (int side : order) {
        long begin = System.nanoTime();
        measured.over(sides.get(side));
        if (round >= 0) {
          times[side][round] = (System.nanoTime() - begin) / 1e6;
        }
      }
    }
    System.out.printf("%-40s%10s%10s%10s%14s%n", name, "p50", "p90", "p99", "over direct");
    for (double[] values : times) {
      Arrays.sort(values);
    }
    for (int i = 0; i < times.length; i++) {
      double[] values = times[i];
      System.out.printf(
          "%-40s%10.2f%10.2f%10.2f%14.2f%n",
          "  " + sides.get(i).name(),
          at(values, 0.5),
          at(values, 0.9),
          at(values, 0.99),
          at(values, 0.5) - at(times[0], 0.5));
    }
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }
}
