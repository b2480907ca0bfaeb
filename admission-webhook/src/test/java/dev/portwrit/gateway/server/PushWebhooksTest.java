package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.webhook.HookReceiver;
import dev.portwrit.gateway.webhook.WebhookSecret;
import dev.portwrit.gateway.webhook.WebhookSettings;
import dev.portwrit.reference.Digest;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pushes through a whole gateway, and what a receiver hears of them. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PushWebhooksTest {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      ---
      repositories: acme/told/*
      webhooks: [%s]
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

  @TempDir Path folder;
  private HookReceiver receiver;
  private EmbeddedRegistry registry;
  private PolicySource source;
  private GatewayService gateway;

  @BeforeEach
  void start() throws Exception {
    receiver = new HookReceiver();
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(
        policies.resolve("acme.yaml"), ACME.formatted(receiver.url("/hook"), registry.url()));
    String hash = BCrypt.withDefaults().hashToString(4, "ada-pw".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
    source = PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    gateway = open();
  }

  private GatewayService open() throws Exception {
    WebhookSecret secret = new WebhookSecret(() -> Optional.of("A".repeat(40)));
    GatewaySettings settings =
        new GatewaySettings(
            "hub",
            Network.of(new ListenAddress("127.0.0.1", 0)),
            StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
            Following.DEFAULT,
            new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), 0),
            Map.of(),
            folder);
    return GatewayService.start(
        source,
        settings.with(WebhookSettings.DEFAULT.signed(secret).allowing(Set.of(receiver.address()))),
        Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    gateway.close();
    source.close();
    registry.close();
    receiver.close();
  }

  private RegistryClient ada() {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()),
        "Authorization",
        GatewayFixture.basic("ada"));
  }

  private int push(String repository, String reference, byte[] manifest) throws Exception {
    return ada()
        .pushManifest(repository, reference, RegistryClient.MANIFEST, manifest)
        .statusCode();
  }

  @Test
  void push_isTold_andWhatIsRefusedOrChangesNothingIsNot() throws Exception {
    Digest one = ada().pushImage("acme/told/api", "v1", "one");
    assertThat(receiver.next().isOf("v1", one.value())).isTrue();
    byte[] first = ada().manifest("acme/told/api", "one");
    byte[] second = ada().manifest("acme/told/api", "two");
    assertThat(push("acme/told/api", "v1", first)).isEqualTo(201);
    assertThat(push("acme/told/api", "v1", second)).isEqualTo(403);
    assertThat(push("acme/told/api", Digest.sha256(second).value(), second)).isEqualTo(201);
    ada().pushImage("acme/other", "v1", "one");
    assertThat(push("acme/told/api", "latest", second)).isEqualTo(201);
    // Events of other tags would have come before it, or would come now.
    HookReceiver.Call last = receiver.next();
    assertThat(last.isOf("latest", Digest.sha256(second).value())).isTrue();
    assertThat(last.body()).contains("\"pushedBy\":\"user:ada\"");
    gateway.close();
    assertThat(receiver.left()).isZero();
    gateway = open();
    assertThat(receiver.left()).isZero();
  }

  @Test
  void push_byDigestWithTags_isToldOfEach() throws Exception {
    byte[] manifest = ada().manifest("acme/told/api", "one");
    String digest = Digest.sha256(manifest).value();
    int status =
        ada()
            .send(
                "PUT",
                "/v2/acme/told/api/manifests/" + digest + "?tag=v1&tag=latest",
                BodyPublishers.ofByteArray(manifest),
                "Content-Type",
                RegistryClient.MANIFEST)
            .statusCode();
    assertThat(status).isEqualTo(201);
    List<HookReceiver.Call> calls = List.of(receiver.next(), receiver.next());
    assertThat(calls).anyMatch(call -> call.isOf("v1", digest));
    assertThat(calls).anyMatch(call -> call.isOf("latest", digest));
  }

  @Test
  void push_whileTheReceiverHangs_isAnswered_andToldAfterARestart() throws Exception {
    receiver.hold();
    Digest one = ada().pushImage("acme/told/api", "latest", "one");
    receiver.next();
    Digest two = ada().pushImage("acme/told/api", "latest", "two");
    gateway.close();
    receiver.release();
    gateway = open();
    assertThat(receiver.next().isOf("latest", one.value())).isTrue();
    assertThat(receiver.next().isOf("latest", two.value())).isTrue();
  }
}
