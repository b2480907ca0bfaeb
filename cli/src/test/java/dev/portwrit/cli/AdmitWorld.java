package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Policies with a guardrail on releases, a registry, and a gateway with an admin port before it.
 */
final class AdmitWorld implements AutoCloseable {
  static final List<String> USERS = List.of("ada", "bob", "cy", "dee", "eve");

  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee, eve]
      ---
      team: acme/release
      members: [bob]
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:bob, user:cy, user:dee]}
        - {role: pull, to: [user:eve]}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      protection: acme/stable
      repositories: [acme/**]
      tags: [stable]
      rule: restricted
      to: [team:release]
      ---
      protection: acme/nightlies
      repositories: [acme/**]
      tags: [nightly-*]
      rule: immutable
      enforce: warn
      ---
      exception: acme/rebuild
      protection: acme/releases
      repositories: [acme/**]
      tags: [v1]
      to: [user:dee]
      expires: 2999-12-31
      reason: base image rebuilt
      ---
      registry: local
      type: distribution
      url: %s
      repositories: [acme/**]
      gateway: true
      """;

  private final EmbeddedRegistry registry;
  private final Path policies;
  private final PolicySource source;
  private final GatewayService gateway;

  AdmitWorld(Path folder) throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(
        policies.resolve("portwrit.yaml"),
        "version: 1\nguardrails:\n  standard: [release-annotations]\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url()));
    String users =
        USERS.stream()
            .map(user -> user + ":" + BCrypt.withDefaults().hashToString(4, user.toCharArray()))
            .collect(Collectors.joining("\n", "", "\n"));
    ListenAddress anyPort = new ListenAddress("127.0.0.1", 0);
    source = PolicySource.open(policies.toString(), policies, SourceEnvironment.ofProcess());
    gateway =
        GatewayService.start(
            source,
            new GatewaySettings(
                "local",
                Network.of(anyPort).withAdmin(anyPort),
                StateFiles.of(
                    Files.writeString(folder.resolve("users"), users),
                    folder.resolve("state/ledger")),
                Following.DEFAULT,
                new Pace(UpstreamTimeouts.DEFAULT, Duration.ofSeconds(1), 0),
                Map.of(),
                policies),
            Clock.systemUTC());
  }

  /** The registry itself, past the gateway. */
  RegistryClient behind() {
    return new RegistryClient(registry.url());
  }

  /** A real push of a manifest by a user through the gateway. */
  HttpResponse<byte[]> push(
      String user, String repository, String tag, String mediaType, byte[] manifest)
      throws Exception {
    return client(user).pushManifest(repository, tag, mediaType, manifest);
  }

  /** {@code admit} by way of the gateway and by way of the registry, which must say the same. */
  Command.Outcome admit(String user, String target, String... words) {
    Command command =
        Command.in(policies)
            .withVariables(Map.of("PORTWRIT_USERNAME", user, "PORTWRIT_PASSWORD", user));
    String admin = "http://127.0.0.1:" + gateway.adminPort().orElseThrow();
    Command.Outcome byGateway = command.run(words(target, words, "--gateway", admin));
    Command.Outcome byRegistry =
        command.run(words(target, words, "--registry", "local", "--as", "user:" + user));
    assertThat(byGateway).as(byGateway.err() + byRegistry.err()).isEqualTo(byRegistry);
    return byGateway;
  }

  private static String[] words(String target, String[] words, String... more) {
    return Stream.of(
            Stream.of("admit", target, "--format", "json"), Stream.of(words), Stream.of(more))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }

  /** Somebody who comes through the gateway. */
  RegistryClient client(String user) {
    String pair = user + ":" + user;
    String login =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()), "Authorization", login);
  }

  /** Stops the gateway, and runs a command with its decision log. */
  Command.Outcome stopAndRun(String... words) {
    gateway.close();
    String log = policies.resolveSibling("state/ledger.decisions").toString();
    return Command.in(policies)
        .run(
            Stream.concat(Stream.of(words), Stream.of("--decision-log", log))
                .toArray(String[]::new));
  }

  void stopRegistry() {
    registry.close();
  }

  @Override
  public void close() {
    gateway.close();
    source.close();
    registry.close();
  }
}
