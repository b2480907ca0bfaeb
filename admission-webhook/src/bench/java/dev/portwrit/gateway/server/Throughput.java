package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many manifests a second come over sixteen connections, by one way to the registry. */
final class Throughput {
  static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration ROUND = Duration.ofSeconds(2);

  /** A way to the registry. */
  record Way(String name, URI base, String login) {}

  private Throughput() {}

  /**
   * Prints a line for each way; the rounds of all ways take turns.
   *
   * @param targets what is asked for, by the connections in turn
   */
  static void compare(String what, List<String> targets, List<Way> ways) throws Exception {
    double[][] rates = new double[ways.size()][ROUNDS];
    for (Way way : ways) {
      rate(way, targets, WARM_UP);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ways.size(); i++) {
        rates[i][round] = rate(ways.get(i), targets, ROUND);
      }
    }
    for (int i = 0; i < ways.size(); i++) {
      Arrays.sort(rates[i]);
      System.out.printf(
          "%-40s%-24s%10.0f a second%n", what, ways.get(i).name(), rates[i][ROUNDS / 2]);
    }
  }

  private static double rate(Way way, List<String> targets, Duration duration) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long begin = System.nanoTime();
      long end = begin + duration.toNanos();
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        String target = targets.get(i % targets.size());
        all.add(threads.submit(() -> count(way, target, end)));
      }
      int sum = 0;
      for (Future<Integer> one : all) {
        sum += one.get();
      }
      return sum * 1e9 / (System.nanoTime() - begin);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int count(Way way, String target, long end) throws Exception {
    int count = 0;
    try (KeptConnection connection =
        new KeptConnection(way.base(), target, RegistryClient.ANY_MANIFEST, way.login())) {
      while (System.nanoTime() < end) {
        connection.get();
        count++;
      }
    }
    return count;
  }
}
