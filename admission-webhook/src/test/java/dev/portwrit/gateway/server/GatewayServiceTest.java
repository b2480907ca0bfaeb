package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway made of a workspace in a folder and of its files, as the command makes it. */
class GatewayServiceTest {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      repositories: acme/**
      grants:
        - {role: maintain, to: [user:bob]}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      protection: acme/soft
      repositories: [acme/**]
      tags: [soft-*]
      rule: immutable
      enforce: warn
      ---
      registry: hub
      type: distribution
      url: %s
      gateway: true
      repositories: ["acme/**"]
      credentials: {username: env:HUB_USER, password: file:hub-password}
      """;

  @TempDir Path folder;
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() throws Exception {
    registry =
        EmbeddedRegistry.start(
            EmbeddedSettings.in(folder.resolve("registry"))
                .withCredentials(new Credentials("gateway", "s3cret")));
    Files.writeString(folder.resolve("hub-password"), "s3cret\n");
    Files.createDirectory(folder.resolve("policies"));
    Files.writeString(folder.resolve("policies/portwrit.yaml"), "version: 1\n");
    Files.writeString(policy(), ACME.formatted(registry.url()));
    Files.writeString(folder.resolve("users"), user("ada") + user("bob"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void protectedTag_isPushedOnceAndNeverMoved_alsoAfterARestart() throws Exception {
    byte[] other;
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      as("bob", gateway).pushImage("acme/api", "v1", "one");
      other = as("bob", gateway).manifest("acme/api", "two");
      HttpResponse<byte[]> refused = push(gateway, "v1", other);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(text(refused))
          .contains("DENIED", "protection acme/releases (immutable)", "acme.yaml", "\"line\":9");
      assertThat(push(gateway, "main", other).statusCode()).isEqualTo(201);
      assertThat(as("bob", gateway).send("DELETE", "/v2/acme/api/manifests/v1").statusCode())
          .isEqualTo(403);
    }
    // Behind the gateway's back the tag is lost; the ledger still knows what it must be.
    registry.vices().turnOn(Vice.FORGETS_TAGS);
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      assertThat(push(gateway, "v1", other).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void protection_thatComesIntoForce_holdsTheTagsThatAreThereInTheBackground() throws Exception {
    String without = ACME.replace("tags: [v*]", "tags: [none]");
    Files.writeString(policy(), without.formatted(registry.url()));
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      as("bob", gateway).pushImage("acme/api", "v1", "one");
      byte[] other = as("bob", gateway).manifest("acme/api", "two");
      Files.writeString(policy(), ACME.formatted(registry.url()));
      await(() -> isHeld("v1"));
      // Only who knew v1 before can tell that it is lost now, and not new.
      registry.vices().turnOn(Vice.FORGETS_TAGS);
      HttpResponse<byte[]> refused = push(gateway, "v1", other);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(text(refused)).contains("the registry has lost it");
    }
  }

  @Test
  void registryThatOthersMayReach_isSaidAtReadyz() throws Exception {
    Files.writeString(
        policy(), ACME.formatted(registry.url()).replace("gateway: true", "gateway: false"));
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      assertThat(gateway.readiness().lines())
          .contains(
              "registry `hub` does not say `gateway: true`: others may reach it past the gateway");
    }
  }

  @Test
  void warnOnlyProtection_letsPassWithAWarning() throws Exception {
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      as("bob", gateway).pushImage("acme/api", "soft-1", "one");
      HttpResponse<byte[]> moved =
          push(gateway, "soft-1", as("bob", gateway).manifest("acme/api", "two"));
      assertThat(moved.statusCode()).isEqualTo(201);
      assertThat(header(moved, "Warning")).startsWith("299 - \"protection acme/soft (immutable)");
    }
  }

  @Test
  void policyOfAFolder_thatChanges_holdsSoon() throws Exception {
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      RegistryClient bob = as("bob", gateway);
      assertThat(bob.send("GET", "/v2/acme/api/tags/list").statusCode()).isEqualTo(404);
      Files.writeString(policy(), ACME.formatted(registry.url()).replace("user:bob", "user:ada"));
      await(() -> status(bob, "/v2/acme/api/tags/list") == 403);
      // A broken policy changes nothing but what is said of it.
      Files.writeString(policy(), "organization: [");
      await(() -> gateway.readiness().lines().toString().contains("not accepted"));
      assertThat(gateway.readiness().isReady()).isTrue();
      assertThat(status(bob, "/v2/acme/api/tags/list")).isEqualTo(403);
    }
  }

  @Test
  void start_namesEverythingThatIsWrongAtOnce() throws Exception {
    Files.writeString(folder.resolve("users"), "bob:plain\n");
    Files.writeString(folder.resolve("ledger"), "this is no ledger, whatever its name says");
    GatewaySettings wrong =
        new GatewaySettings(
            "hub",
            Network.of(new ListenAddress("0.0.0.0", 0)),
            StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
            Following.DEFAULT,
            Pace.DEFAULT,
            Map.of(),
            folder);
    try (PolicySource source = source()) {
      assertThatThrownBy(() -> GatewayService.start(source, wrong, Clock.systemUTC()))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e ->
                  assertThat(e.problems())
                      .hasSize(4)
                      .anyMatch(problem -> problem.contains("can be reached from other machines"))
                      .anyMatch(problem -> problem.contains("users"))
                      .anyMatch(problem -> problem.contains("ledger"))
                      .anyMatch(problem -> problem.contains("`HUB_USER`")));
    }
  }

  @Test
  void start_forARegistryThatIsNone_namesThoseThatAre() throws Exception {
    try (PolicySource source = source()) {
      assertThatThrownBy(() -> GatewayService.start(source, settings("hob", 0), Clock.systemUTC()))
          .hasMessageContaining("no registry `hob`; it defines `hub`");
    }
  }

  @Test
  void start_withABrokenPolicy_isRefused() throws Exception {
    Files.writeString(policy(), "organization: acme\nowner: [ada]\n");
    try (PolicySource source = source()) {
      assertThatThrownBy(() -> GatewayService.start(source, settings(), Clock.systemUTC()))
          .isInstanceOf(GatewayException.class);
    }
  }

  @Test
  void secondGateway_overTheSameLedger_isRefused() throws Exception {
    try (PolicySource source = source();
        GatewayService first = GatewayService.start(source, settings(), Clock.systemUTC());
        PolicySource again = source()) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> GatewayService.start(again, settings(), Clock.systemUTC()))
          .isInstanceOf(GatewayException.class);
    }
  }

  @Test
  void registryThatIsNotThere_isSaidWithItsPlaceWhenTheGatewayIsReady() throws Exception {
    try (PolicySource source = source()) {
      registry.close();
      try (GatewayService gateway =
          GatewayService.start(source, settings("hub", 1), Clock.systemUTC())) {
        assertThat(gateway.awaitReady(Duration.ofSeconds(60))).isTrue();
        assertThat(gateway.registryProblem())
            .contains("the registry cannot be reached (" + registry.url().getAuthority() + ")");
      }
    }
  }

  @Test
  void warmUp_leavesNothingBehindAndThenItIsReady() throws Exception {
    try (PolicySource source = source();
        GatewayService gateway =
            GatewayService.start(source, settings("hub", 300), Clock.systemUTC())) {
      RegistryClient admin =
          new RegistryClient(URI.create("http://127.0.0.1:" + gateway.adminPort().orElseThrow()));
      assertThat(gateway.awaitReady(Duration.ofSeconds(60))).isTrue();
      assertThat(gateway.registryProblem()).isEmpty();
      await(() -> gateway.readiness().lines().size() == 1);
      assertThat(text(admin.send("GET", "/readyz"))).startsWith("ready\npolicy folder:");
      assertThat(text(admin.send("GET", "/metrics")))
          .contains("jvm_memory_used_bytes", "portwrit_identity_users")
          .doesNotContain("portwrit_gateway_requests");
      as("ada", gateway).send("GET", "/v2/");
      assertThat(text(admin.send("GET", "/metrics"))).contains("portwrit_gateway_requests");
      assertThat(text(as("ada", gateway).send("GET", "/v2/_catalog")))
          .isEqualTo("{\"repositories\":[]}");
    }
    String decisions = Files.readString(folder.resolve("ledger.decisions/decisions-000001.jsonl"));
    assertThat(decisions).contains("policy-accepted").doesNotContain("warm");
  }

  private boolean isHeld(String tag) {
    String query = "SELECT COUNT(*) FROM tag_state WHERE tag = '" + tag + "'";
    try (Connection ledger =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger"));
        ResultSet count = ledger.createStatement().executeQuery(query)) {
      return count.getInt(1) == 1;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Path policy() {
    return folder.resolve("policies/acme.yaml");
  }

  private PolicySource source() throws Exception {
    return PolicySource.open(
        folder.resolve("policies").toString(), folder, SourceEnvironment.ofProcess());
  }

  private GatewaySettings settings() {
    return settings("hub", 0);
  }

  private GatewaySettings settings(String name, int warmUp) {
    return new GatewaySettings(
        name,
        Network.of(new ListenAddress("127.0.0.1", 0)).withAdmin(new ListenAddress("127.0.0.1", 0)),
        StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
        Following.DEFAULT,
        new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), warmUp),
        Map.of("HUB_USER", "gateway"),
        folder);
  }

  private static HttpResponse<byte[]> push(GatewayService gateway, String tag, byte[] manifest)
      throws Exception {
    return as("bob", gateway).pushManifest("acme/api", tag, RegistryClient.MANIFEST, manifest);
  }

  private static RegistryClient as(String user, GatewayService gateway) {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()),
        "Authorization",
        GatewayFixture.basic(user));
  }

  private static String user(String name) {
    return name + ":" + BCrypt.withDefaults().hashToString(4, (name + "-pw").toCharArray()) + "\n";
  }

  private static int status(RegistryClient client, String target) {
    try {
      return client.send("GET", target).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
