package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Debian's docker-registry with a gateway before it, in this process, that is ready. */
final class SpeedWorld implements AutoCloseable {
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

  private final Path folder;
  private final RunningRegistry registry;
  private final PolicySource source;
  private final GatewayService gateway;

  private SpeedWorld(
      Path folder, RunningRegistry registry, PolicySource source, GatewayService gateway) {
    this.folder = folder;
    this.registry = registry;
    this.source = source;
    this.gateway = gateway;
  }

  static SpeedWorld start() throws Exception {
    Path folder = Files.createTempDirectory("portwrit-gateway-speed");
    RunningRegistry registry = RegistryKind.DEBIAN.start(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url()));
    PolicySource source =
        PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    StateFiles files =
        StateFiles.of(users(folder), folder.resolve("state").resolve("ledger"));
    SpeedWorld world =
        new SpeedWorld(folder, registry, source, gateway(source, files, folder));
    System.out.printf("ready after %d ms%n%n", world.awaitReady());
    return world;
  }

  static Path users(Path folder) throws IOException {
    String hash = BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray());
    return Files.writeString(folder.resolve("users"), "bob:" + hash + "\n");
  }

  private static GatewayService gateway(PolicySource source, StateFiles files, Path folder)
      throws Exception {
    return GatewayService.start(
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
  }

  private long awaitReady() throws InterruptedException {
    long begin = System.nanoTime();
    if (!gateway.awaitReady(Duration.ofMinutes(2))) {
      throw new IllegalStateException("the gateway did not become ready");
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  Path folder() {
    return folder;
  }

  URI registry() {
    return registry.url();
  }

  URI gateway() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  /** What the one user of the gateway sends. */
  static String login() {
    return GatewayFixture.basic("bob");
  }

  @Override
  public void close() throws Exception {
    gateway.close();
    source.close();
    registry.close();
    delete(folder);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
