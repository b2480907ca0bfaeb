package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** How many answers a second come over sixteen connections, by several ways in turn. */
final class Throughput {
  static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration ROUND = Duration.ofSeconds(2);

  /** A way to the registry, for one user. */
  record Way(String name, URI base, String login) {
    private Load load(List<String> targets) {
      return new Load(name, base, targets.stream().map(target -> new Ask(target, login)).toList());
    }
  }

  /** What one connection asks for, and the login that it sends; empty for none. */
  record Ask(String target, String login) {}

  /** What is asked of one server, by the connections in turn. */
  record Load(String name, URI base, List<Ask> asks) {
    Load {
      asks = List.copyOf(asks);
    }

    private KeptConnection connection(int i) throws IOException {
      Ask ask = asks.get(i % asks.size());
      return new KeptConnection(base, ask.target(), RegistryClient.ANY_MANIFEST, ask.login());
    }
  }

  private Throughput() {}

  /**
   * Prints a line for each way; the rounds of all ways take turns.
   *
   * @param targets what is asked for, by the connections in turn
   * @return answers a second, in the order of the ways
   */
  static double[] compare(String what, List<String> targets, List<Way> ways) throws Exception {
    return compare(what, ways.stream().map(way -> way.load(targets)).toList());
  }

  /** The same where each server is asked in words of its own. */
  static double[] compare(String what, List<Load> loads) throws Exception {
    double[][] rates = new double[loads.size()][ROUNDS];
    for (Load load : loads) {
      rate(load, WARM_UP);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < loads.size(); i++) {
        rates[i][round] = rate(loads.get(i), ROUND);
      }
    }
    double[] medians = new double[loads.size()];
    for (int i = 0; i < loads.size(); i++) {
      Arrays.sort(rates[i]);
      medians[i] = rates[i][ROUNDS / 2];
      print(what, loads.get(i), medians[i]);
    }
    return medians;
  }

  /** Asks for everything once, over sixteen connections at a time, and prints a line. */
  static void once(String what, Load load) throws Exception {
    long begin = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    int sum =
        onAll(
            connection -> {
              int count = 0;
              for (int i = next.getAndIncrement();
                  i < load.asks().size();
                  i = next.getAndIncrement()) {
                count += count(load, i, begin);
              }
              return count;
            });
    print(what, load, sum * 1e9 / (System.nanoTime() - begin));
  }

  private static void print(String what, Load load, double rate) {
    System.out.printf("%-40s%-24s%10.0f a second%n", what, load.name(), rate);
  }

  private static double rate(Load load, Duration duration) throws Exception {
    long begin = System.nanoTime();
    long end = begin + duration.toNanos();
    int sum = onAll(connection -> count(load, connection, end));
    return sum * 1e9 / (System.nanoTime() - begin);
  }

  private interface Counted {
    int by(int connection) throws Exception;
  }

  private static int onAll(Counted counted) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int connection = i;
        all.add(threads.submit(() -> counted.by(connection)));
      }
      int sum = 0;
      for (Future<Integer> one : all) {
        sum += one.get();
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Asks at least once, and until an instant of {@link System#nanoTime}. */
  private static int count(Load load, int ask, long end) throws Exception {
    int count = 0;
    try (KeptConnection connection = load.connection(ask)) {
      do {
        connection.get();
        count++;
      } while (System.nanoTime() - end < 0);
    }
    return count;
  }
}
