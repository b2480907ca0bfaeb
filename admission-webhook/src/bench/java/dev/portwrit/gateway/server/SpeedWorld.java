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

/** A registry, Debian's unless said, with a gateway before it, in this process, that is ready. */
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
      """;

  private static final String REGISTRY =
      """
      registry: hub
      type: %s
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

  /** Begins, with one user who may do everything. */
  static SpeedWorld start() throws Exception {
    return start(RegistryKind.DEBIAN::start, "distribution", POLICY, bob());
  }

  /** Starts a registry in a folder. */
  interface Start {
    RunningRegistry in(Path folder) throws IOException;
  }

  /** Begins before another registry of a type, with the users and the policy of grants. */
  static SpeedWorld start(Start registry, String type, Grants grants) throws Exception {
    return start(registry, type, grants.policy(), grants.users());
  }

  private static SpeedWorld start(Start start, String type, String policy, String users)
      throws Exception {
    Path folder = Files.createTempDirectory("portwrit-gateway-speed");
    RunningRegistry registry = start.in(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), policy);
    Files.writeString(policies.resolve("hub.yaml"), REGISTRY.formatted(type, registry.url()));
    PolicySource source =
        PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    StateFiles files =
        StateFiles.of(
            Files.writeString(folder.resolve("users"), users),
            folder.resolve("state").resolve("ledger"));
    SpeedWorld world = new SpeedWorld(folder, registry, source, gateway(source, files, folder));
    System.out.printf("ready after %d ms%n%n", world.awaitReady());
    return world;
  }

  static Path users(Path folder) throws IOException {
    return Files.writeString(folder.resolve("users"), bob());
  }

  private static String bob() {
    return "bob:" + BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray()) + "\n";
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
