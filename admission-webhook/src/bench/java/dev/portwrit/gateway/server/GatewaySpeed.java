package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.NginxProxy;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.neighbour.SmallImages;
import dev.portwrit.reference.Digest;
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
 * What the gateway costs before a real registry: the same requests go to Debian's docker-registry,
 * through nginx and Jetty as plain proxies, and through the gateway, in an order drawn anew each
 * round, so that the machine's noise falls on all of them.
 */
public final class GatewaySpeed {
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

  private static final int SMALL_ROUNDS = 400;
  private static final int CLIENT_ROUNDS = 20;
  private static final int LARGE_ROUNDS = 5;
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int LARGE = 200 * 1000 * 1000;

  private final List<Side> sides;
  private final RegistryClient registry;
  private final SmallImages images;

  private GatewaySpeed(List<Side> sides, URI registry, Path folder) {
    this.sides = sides;
    this.registry = new RegistryClient(registry);
    this.images = new SmallImages(folder.resolve("images"), 1);
  }

  private interface Measured {
    void over(Side side) throws Exception;
  }

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("portwrit-gateway-speed");
    try (RunningRegistry registry = RegistryKind.DEBIAN.start(folder.resolve("registry"));
        BareProxy jetty = BareProxy.before(registry.url())) {
      Optional<NginxProxy> nginx = NginxProxy.before(registry.url(), folder.resolve("nginx"));
      Path policies = Files.createDirectory(folder.resolve("policies"));
      Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
      Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url()));
      try (PolicySource source =
              PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
          GatewayService gateway =
              GatewayService.start(source, settings(folder), Clock.systemUTC())) {
        long begin = System.nanoTime();
        if (!gateway.awaitReady(Duration.ofMinutes(2))) {
          throw new IllegalStateException("the gateway did not become ready");
        }
        System.out.printf("ready after %d ms%n%n", (System.nanoTime() - begin) / 1_000_000);
        List<Side> sides = new ArrayList<>();
        sides.add(new Side("direct", registry.url(), "", folder));
        nginx.ifPresent(proxy -> sides.add(new Side("nginx", proxy.url(), "", folder)));
        sides.add(new Side("bare Jetty", jetty.url(), "", folder));
        URI url = URI.create("http://127.0.0.1:" + gateway.port());
        sides.add(new Side("gateway", url, GatewayFixture.basic("bob"), folder));
        new GatewaySpeed(sides, registry.url(), folder).run();
        throughput(registry.url(), url, folder);
      } finally {
        nginx.ifPresent(NginxProxy::close);
      }
    }
  }

  private static void throughput(URI registry, URI gateway, Path folder) throws Exception {
    Digest digest = new RegistryClient(registry).pushImage("acme/app", "much", "much");
    List<Throughput.Way> ways = new ArrayList<>();
    ways.add(new Throughput.Way("direct", registry, ""));
    Optional<NginxProxy> plain = NginxProxy.before(registry, folder.resolve("nginx-plain"));
    Optional<NginxProxy> asking = NginxProxy.asking(registry, folder.resolve("nginx-asking"));
    try {
      plain.ifPresent(proxy -> ways.add(new Throughput.Way("nginx", proxy.url(), "")));
      asking.ifPresent(
          proxy -> ways.add(new Throughput.Way("nginx, auth_request", proxy.url(), "")));
      ways.add(new Throughput.Way("gateway", gateway, GatewayFixture.basic("bob")));
      System.out.println();
      String manifests = "/v2/acme/app/manifests/";
      Throughput.compare("manifest by tag, 16 connections", manifests + "much", ways);
      Throughput.compare("manifest by digest, 16 connections", manifests + digest, ways);
    } finally {
      plain.ifPresent(NginxProxy::close);
      asking.ifPresent(NginxProxy::close);
    }
  }

  private static GatewaySettings settings(Path folder) throws Exception {
    String hash = BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray());
    return new GatewaySettings(
        "hub",
        Network.of(new ListenAddress("127.0.0.1", 0)),
        StateFiles.of(
            Files.writeString(folder.resolve("users"), "bob:" + hash + "\n"),
            folder.resolve("state/ledger")),
        Following.DEFAULT,
        Pace.DEFAULT,
        Map.of(),
        folder);
  }

  private void run() throws Exception {
    heading();
    LocalImage image = images.image();
    compare("crane push of known blobs, cold proxies", CLIENT_ROUNDS, side -> side.push(image));
    byte[] manifest = registry.manifest("acme/app", "layer");
    compare("manifest PUT, tag unprotected", SMALL_ROUNDS, side -> side.put("build-", manifest));
    compare("manifest PUT, tag protected, new", SMALL_ROUNDS, side -> side.put("v-", manifest));
    compare("manifest PUT, same digest again", SMALL_ROUNDS, side -> side.putAt("v1", manifest));
    compare("manifest GET by tag", SMALL_ROUNDS, side -> side.get("v1"));
    byte[] small = random(MEBIBYTE);
    Digest smallBlob = registry.pushBlob("acme/app", small);
    compare("blob GET, 1 MiB", SMALL_ROUNDS / 2, side -> side.download(smallBlob, MEBIBYTE));
    byte[] large = random(LARGE);
    Digest largeBlob = registry.pushBlob("acme/app", large);
    compare("blob GET, 200 MB", LARGE_ROUNDS, side -> side.download(largeBlob, LARGE));
    compare("blob PUT, 200 MB", LARGE_ROUNDS, side -> side.upload(large, largeBlob));
    compare("crane push of known blobs", CLIENT_ROUNDS, side -> side.push(image));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private void heading() {
    StringBuilder first = new StringBuilder("%-40s".formatted("milliseconds"));
    StringBuilder second = new StringBuilder(" ".repeat(40));
    for (Side side : sides) {
      first.append("%20s".formatted(side.name()));
      second.append("%12s%8s".formatted("p50", "p99"));
    }
    System.out.println(first);
    System.out.println(second);
  }

  private void compare(String name, int rounds, Measured measured) throws Exception {
    // A fifth of the rounds first, which do not count.
    for (int i = 0; i < rounds / 5 + 1; i++) {
      for (Side side : sides) {
        measured.over(side);
      }
    }
    double[][] times = new double[sides.size()][rounds];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      order.add(i);
    }
    Random random = new Random(1);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (int side : order) {
        long begin = System.nanoTime();
        measured.over(sides.get(side));
        times[side][round] = (System.nanoTime() - begin) / 1e6;
      }
    }
    StringBuilder line = new StringBuilder("%-40s".formatted(name));
    for (double[] values : times) {
      Arrays.sort(values);
      line.append("%12.2f%8.2f".formatted(at(values, 0.5), at(values, 0.99)));
    }
    System.out.println(line);
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }
}
