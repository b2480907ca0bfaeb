package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.webhook.HookReceiver;
import dev.portwrit.gateway.webhook.WebhookSecret;
import dev.portwrit.gateway.webhook.WebhookSettings;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a manifest costs to write through a gateway that tells nobody of it, one that tells a quick
 * receiver, and one whose receiver takes every event and never answers.
 */
public final class WebhookSpeed {
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
      repositories: acme/**
      %s
      ---
      registry: hub
      type: distribution
      url: %s
      gateway: true
      repositories: ["acme/**"]
      """;

  // With those that do not count, two lines stay below the thousand that wait for one receiver.
  private static final int ROUNDS = 400;
  private static final String KEY = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private WebhookSpeed() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("portwrit-webhook-speed");
    Deque<AutoCloseable> open = new ArrayDeque<>();
    RunningRegistry registry = RegistryKind.DEBIAN.start(folder.resolve("registry"));
    open.push(registry);
    try (HookReceiver quick = new HookReceiver();
        HookReceiver hung = new HookReceiver()) {
      hung.hold();
      List<Side> sides = new ArrayList<>();
      sides.add(side("no webhook", Optional.empty(), registry.url(), folder, open));
      sides.add(side("quick receiver", Optional.of(quick), registry.url(), folder, open));
      sides.add(side("hung receiver", Optional.of(hung), registry.url(), folder, open));
      byte[] manifest = new RegistryClient(registry.url()).manifest("acme/app", "layer");
      Comparison table = new Comparison(sides);
      table.line("manifest PUT, tag unprotected", ROUNDS, side -> side.put("build-", manifest));
      table.line("manifest PUT, tag protected, new", ROUNDS, side -> side.put("v-", manifest));
      hung.release();
    } finally {
      while (!open.isEmpty()) {
        open.pop().close();
      }
      SpeedWorld.delete(folder);
    }
  }

  private static Side side(
      String name,
      Optional<HookReceiver> receiver,
      URI registry,
      Path folder,
      Deque<AutoCloseable> open)
      throws Exception {
    Path own = Files.createDirectory(folder.resolve(name.replace(' ', '-')));
    Path policies = Files.createDirectory(own.resolve("policies"));
    String hooks = receiver.map(one -> "webhooks: [" + one.url("/") + "]").orElse("");
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(hooks, registry));
    String hash = BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray());
    Path users = Files.writeString(own.resolve("users"), "bob:" + hash + "\n");
    PolicySource source =
        PolicySource.open(policies.toString(), own, SourceEnvironment.ofProcess());
    open.push(source);
    GatewayService gateway =
        GatewayService.start(
            source,
            new GatewaySettings(
                "hub",
                Network.of(new ListenAddress("127.0.0.1", 0)),
                StateFiles.of(users, own.resolve("state").resolve("ledger")),
                Following.DEFAULT,
                Pace.DEFAULT,
                RegistryReach.DEFAULT,
                Watching.DEFAULT,
                WebhookSettings.DEFAULT
                    .allowing(receiver.map(one -> Set.of(one.address())).orElse(Set.of()))
                    .signed(new WebhookSecret(() -> Optional.of(KEY))),
                Map.of(),
                own),
            Clock.systemUTC());
    open.push(gateway);
    if (!gateway.awaitReady(Duration.ofMinutes(2))) {
      throw new IllegalStateException("the gateway did not become ready");
    }
    return new Side(
        name, URI.create("http://127.0.0.1:" + gateway.port()), SpeedWorld.login(), own);
  }
}
