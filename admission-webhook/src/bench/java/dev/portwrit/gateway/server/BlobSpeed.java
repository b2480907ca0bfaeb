package dev.portwrit.gateway.server;

import dev.portwrit.neighbour.NginxProxy;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;

/**
 * Blobs of 200 MB by several ways to one registry. Each round goes all ways, in an order drawn
 * anew, and each way is compared with the direct one of its own round: what the machine does
 * meanwhile falls on all of them.
 */
public final class BlobSpeed {
  private static final int ROUNDS = 11;
  private static final int LARGE = 200 * 1000 * 1000;
  private static final int PART = 10 * 1000 * 1000;

  private final List<Side> sides;

  private BlobSpeed(List<Side> sides) {
    this.sides = sides;
  }

  private interface Measured {
    void over(Side side) throws Exception;
  }

  /** Prints a table; of the rows that are named, or of all. */
  public static void main(String[] arguments) throws Exception {
    try (SpeedWorld world = SpeedWorld.start();
        BareProxy jetty = BareProxy.before(world.registry())) {
      Optional<NginxProxy> nginx =
          NginxProxy.before(world.registry(), world.folder().resolve("nginx"));
      Optional<NginxProxy> large =
          NginxProxy.withLargeBuffers(world.registry(), world.folder().resolve("nginx-large"));
      try {
        List<Side> sides = new ArrayList<>();
        sides.add(new Side("direct", world.registry(), "", world.folder()));
        nginx.ifPresent(proxy -> sides.add(new Side("nginx", proxy.url(), "", world.folder())));
        large.ifPresent(
            proxy -> sides.add(new Side("nginx 256 KiB", proxy.url(), "", world.folder())));
        sides.add(new Side("bare Jetty", jetty.url(), "", world.folder()));
        sides.add(new Side("gateway", world.gateway(), SpeedWorld.login(), world.folder()));
        new BlobSpeed(sides).run(world, List.of(arguments));
      } finally {
        nginx.ifPresent(NginxProxy::close);
        large.ifPresent(NginxProxy::close);
      }
    }
  }

  private void run(SpeedWorld world, List<String> chosen) throws Exception {
    byte[] content = new byte[LARGE];
    new Random(LARGE).nextBytes(content);
    Digest blob = new RegistryClient(world.registry()).pushBlob("acme/app", content);
    Map<String, Measured> rows = new LinkedHashMap<>();
    rows.put("down-hashed", side -> side.download(blob, LARGE));
    rows.put("down-thrown-away", side -> side.downloadAndForget(blob, LARGE));
    rows.put("up-in-one", side -> side.upload(content, blob));
    rows.put("up-in-parts", side -> side.upload(content, blob, PART));
    for (Map.Entry<String, Measured> row : rows.entrySet()) {
      if (chosen.isEmpty() || chosen.contains(row.getKey())) {
        compare(row.getKey(), row.getValue());
      }
    }
  }

  private void compare(String what, Measured measured) throws Exception {
    double[][] times = new double[sides.size()][ROUNDS];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      order.add(i);
    }
    Random random = new Random(1);
    // The first two rounds do not count.
    for (int round = -2; round < ROUNDS; round++) {
      Collections.shuffle(order, random);
      for (int side : order) {
        long begin = System.nanoTime();
        measured.over(sides.get(side));
        if (round >= 0) {
          times[side][round] = (System.nanoTime() - begin) / 1e6;
        }
      }
    }
    print(what, times);
  }

  private void print(String what, double[][] times) {
    System.out.printf(
        "%-20s%-16s%12s%28s%n", what, "", "ms at p50", "speed of direct: p25 p50 p75");
    for (int i = 0; i < times.length; i++) {
      double[] shares = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        shares[round] = times[0][round] / times[i][round];
      }
      double[] sorted = times[i].clone();
      Arrays.sort(sorted);
      Arrays.sort(shares);
      System.out.printf(
          "%-20s%-16s%12.0f%14.2f%7.2f%7.2f%n",
          "",
          sides.get(i).name(),
          Comparison.at(sorted, 0.5),
          Comparison.at(shares, 0.25),
          Comparison.at(shares, 0.5),
          Comparison.at(shares, 0.75));
    }
  }
}
