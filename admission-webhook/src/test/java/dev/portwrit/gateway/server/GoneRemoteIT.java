package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceFixture;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Git remote of two running gateways is gone for a day; one of them minds. */
class GoneRemoteIT {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final String API = "acme/api";
  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:%3$s]}
        - {role: push, to: [user:cy], expires: %2$s}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: hub
      type: distribution
      url: %1$s
      gateway: true
      repositories: ["acme/**"]
      """;

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock();
  private EmbeddedRegistry registry;
  private RealGit remote;
  private RealGit work;
  private PolicySource source;
  private PolicySource sourceOfStrict;
  private GatewayService gateway;
  private GatewayService strict;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    remote = RealGit.initBare(folder.resolve("remote.git"));
    work = remote.cloneTo(folder.resolve("work"));
    work.write("portwrit.yaml", "version: 1\n");
    push("bob");
    StringBuilder users = new StringBuilder();
    for (String name : new String[] {"ada", "bob", "cy"}) {
      String hash = BCrypt.withDefaults().hashToString(4, (name + "-pw").toCharArray());
      users.append(name).append(':').append(hash).append('\n');
    }
    Files.writeString(folder.resolve("users"), users);
    source = open("loose");
    sourceOfStrict = open("strict");
    gateway = gateway(source, "loose", Optional.empty());
    strict = gateway(sourceOfStrict, "strict", Optional.of(Duration.ofHours(1)));
  }

  @AfterEach
  void stop() {
    gateway.close();
    strict.close();
    source.close();
    sourceOfStrict.close();
    registry.close();
  }

  /** Commits a policy by which somebody may push, and for half a day from now cy too. */
  private void push(String user) {
    Instant half = clock.instant().plus(Duration.ofHours(12));
    work.write("acme.yaml", POLICY.formatted(registry.url(), half, user));
    work.commit(user);
    work.push();
  }

  private PolicySource open(String name) throws Exception {
    return PolicySource.open(
        remote.folder().toUri().toString(),
        folder,
        SourceFixture.environment(Files.createDirectory(folder.resolve("home-" + name))));
  }

  private GatewayService gateway(PolicySource from, String name, Optional<Duration> age)
      throws Exception {
    return GatewayService.start(
        from,
        new GatewaySettings(
            "hub",
            Network.of(new ListenAddress("127.0.0.1", 0)),
            StateFiles.of(
                folder.resolve("users"),
                Files.createDirectory(folder.resolve(name)).resolve("ledger")),
            new Following(Revision.CURRENT, Optional.empty(), age),
            new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), 0),
            Map.of(),
            folder),
        clock);
  }

  @Test
  void remoteGoneForADay_leavesThePolicyInForce_orRefusesWrites_andIsFollowedWhenItIsBack()
      throws Exception {
    byte[] first = as("bob", gateway).manifest(API, "first");
    byte[] other = as("bob", gateway).manifest(API, "other");
    assertThat(push(gateway, "bob", "v1", first).statusCode()).isEqualTo(201);
    assertThat(push(strict, "bob", "v1", first).statusCode()).isEqualTo(201);
    assertThat(push(strict, "cy", "main", first).statusCode()).isEqualTo(201);

    Path away = Files.move(remote.folder(), folder.resolve("away.git"));
    until(() -> isUnreachable(gateway) && isUnreachable(strict));
    clock.move(Duration.ofDays(1));
    assertThat(push(gateway, "bob", "main", other).statusCode()).isEqualTo(201);
    assertThat(push(gateway, "cy", "main", first).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> refused = push(strict, "bob", "main", first);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(header(refused, "Retry-After")).isNotEmpty();
    assertThat(text(refused)).contains("the policy could not be looked at for 14");
    for (GatewayService each : new GatewayService[] {gateway, strict}) {
      assertThat(push(each, "bob", "v1", other).statusCode()).isIn(403, 503);
      HttpResponse<byte[]> pulled =
          as("bob", each).send("GET", "/v2/acme/api/manifests/v1", "Accept", MANIFEST);
      assertThat(pulled.statusCode()).isEqualTo(200);
      assertThat(pulled.body()).isEqualTo(first);
    }

    Files.move(away, remote.folder());
    push("ada");
    for (GatewayService each : new GatewayService[] {gateway, strict}) {
      until(() -> push(each, "bob", "main", other).statusCode() == 403);
      assertThat(push(each, "ada", "main", first).statusCode()).isEqualTo(201);
      assertThat(push(each, "ada", "v1", other).statusCode()).isEqualTo(403);
    }
  }

  private static boolean isUnreachable(GatewayService gateway) {
    return gateway.readiness().lines().get(0).contains("could not be looked at");
  }

  private static HttpResponse<byte[]> push(
      GatewayService gateway, String user, String tag, byte[] manifest) throws Exception {
    return as(user, gateway).pushManifest(API, tag, MANIFEST, manifest);
  }

  private static RegistryClient as(String user, GatewayService gateway) {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()),
        "Authorization",
        GatewayFixture.basic(user));
  }

  /** Asks again and again; there is nothing to wait for but what comes by itself. */
  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
