package dev.portwrit.cli;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayException;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A Git repository of policies, a registry and a gateway before it, all in one folder. */
final class DemoWorld implements AutoCloseable {
  private static final int BCRYPT_COST = 5;

  private final Path policies;
  private final EmbeddedRegistry registry;
  private final PolicySource source;
  private final GatewayService gateway;
  private final Map<String, String> passwords;

  private DemoWorld(
      Path policies,
      EmbeddedRegistry registry,
      PolicySource source,
      GatewayService gateway,
      Map<String, String> passwords) {
    this.policies = policies;
    this.registry = registry;
    this.source = source;
    this.gateway = gateway;
    this.passwords = passwords;
  }

  /** Makes all of it below a folder. */
  static DemoWorld start(Path folder)
      throws IOException, GitAPIException, SourceException, GatewayException {
    EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Path policies = Files.createDirectories(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), template("portwrit.yaml"));
    Files.writeString(
        policies.resolve("acme.yaml"),
        template("acme.yaml")
            + """
            ---
            registry: demo
            type: distribution
            url: %s
            repositories: [acme/**]
            gateway: true
            """
                .formatted(registry.url()));
    try (Git git = Git.init().setDirectory(policies.toFile()).setInitialBranch("main").call()) {
      commit(git, "Let the payments team push, and never move a release");
    }
    Map<String, String> passwords = Map.of("bob", password(), "eve", password());
    Path users = folder.resolve("users");
    Files.writeString(users, users(passwords));
    PolicySource source =
        PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    GatewaySettings settings =
        new GatewaySettings(
            "demo",
            Network.of(new ListenAddress("127.0.0.1", 0)),
            StateFiles.of(users, folder.resolve("state").resolve("ledger")),
            Following.DEFAULT,
            Pace.DEFAULT.withWarmUp(0),
            Map.of(),
            folder);
    GatewayService gateway = GatewayService.start(source, settings, Clock.systemUTC());
    return new DemoWorld(policies, registry, source, gateway, passwords);
  }

  Path policies() {
    return policies;
  }

  String registryAddress() {
    return registry.address();
  }

  String gatewayAddress() {
    return "127.0.0.1:" + gateway.port();
  }

  /** A client that is logged in at the gateway. */
  DemoClient client(String user) {
    return new DemoClient(
        URI.create("http://" + gatewayAddress()), user, passwords.getOrDefault(user, ""));
  }

  @Override
  public void close() {
    gateway.close();
    source.close();
    registry.close();
  }

  private static void commit(Git git, String subject) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage(subject)
        .setAuthor("Ada", "ada@acme.example")
        .setCommitter("Ada", "ada@acme.example")
        .setSign(false)
        .call();
  }

  private static String password() {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String users(Map<String, String> passwords) {
    StringBuilder lines = new StringBuilder();
    passwords.forEach(
        (name, password) ->
            lines
                .append(name)
                .append(':')
                .append(
                    BCrypt.with(BCrypt.Version.VERSION_2Y)
                        .hashToString(BCRYPT_COST, password.toCharArray()))
                .append('\n'));
    return lines.toString();
  }

  private static String template(String name) throws IOException {
    try (InputStream in = DemoWorld.class.getResourceAsStream("demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out demo/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
