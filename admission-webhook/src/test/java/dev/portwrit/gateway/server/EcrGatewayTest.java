package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.TwinIam;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway before ECR: the twin is its API, the embedded registry where its images are. */
class EcrGatewayTest {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:bob]}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      url: %s
      gateway: true
      repositories: ["acme/**"]
      """;

  // What the twin gives out first, at the start, and second, for the first request.
  private static final String PASSWORD = "twin-password-2-neverToBeShown";

  @TempDir Path folder;
  private EmbeddedRegistry images;
  private final EcrTwin twin = EcrTwin.start("123456789012", "eu-west-1", Clock.systemUTC());

  @BeforeEach
  void start() throws Exception {
    images =
        EmbeddedRegistry.start(
            EmbeddedSettings.in(folder.resolve("registry"))
                .withCredentials(new Credentials("AWS", PASSWORD)));
    twin.world().imagesAt(images.url());
    String everything =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    TwinIam.Key key =
        twin.world().iam().key(twin.world().iam().role("gateway").with("all", everything).arn());
    System.setProperty("aws.accessKeyId", key.id());
    System.setProperty("aws.secretAccessKey", key.secret());
    Files.createDirectory(folder.resolve("policies"));
    Files.writeString(folder.resolve("policies/portwrit.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("policies/acme.yaml"), ACME.formatted(twin.url()));
    String hash = BCrypt.withDefaults().hashToString(4, "bob-pw".toCharArray());
    Files.writeString(folder.resolve("users"), "bob:" + hash + "\n");
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    images.close();
    twin.close();
  }

  private PolicySource source() throws Exception {
    return PolicySource.open(
        folder.resolve("policies").toString(), folder, SourceEnvironment.ofProcess());
  }

  private GatewaySettings settings() {
    return new GatewaySettings(
        "ecr",
        Network.of(new ListenAddress("127.0.0.1", 0)),
        StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
        Following.DEFAULT,
        new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), 0),
        Map.of(),
        folder);
  }

  @Test
  void push_passesWithTheTokenOfAwsWhichNobodySees() throws Exception {
    try (PolicySource source = source();
        GatewayService gateway = GatewayService.start(source, settings(), Clock.systemUTC())) {
      RegistryClient bob =
          new RegistryClient(
              URI.create("http://127.0.0.1:" + gateway.port()),
              "Authorization",
              GatewayFixture.basic("bob"));
      bob.pushImage("acme/api", "v1", "one");
      byte[] other = bob.manifest("acme/api", "two");
      HttpResponse<byte[]> refused =
          bob.pushManifest("acme/api", "v1", RegistryClient.MANIFEST, other);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(text(refused)).doesNotContain(secrets());
      assertThat(twin.calls()).containsOnly("GetAuthorizationToken");
      assertThat(twin.tokens()).hasSize(2);
      assertThat(gateway.readiness().lines().toString()).doesNotContain(secrets());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secrets());
      }
    }
  }

  private static List<String> secrets() {
    return List.of(
        PASSWORD,
        Base64.getEncoder().encodeToString(("AWS:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void start_withoutPermissionForAToken_saysWhatToAllow() throws Exception {
    TwinIam.Key poor = twin.world().iam().key(twin.world().iam().role("poor").arn());
    System.setProperty("aws.accessKeyId", poor.id());
    System.setProperty("aws.secretAccessKey", poor.secret());
    try (PolicySource source = source()) {
      assertThatThrownBy(() -> GatewayService.start(source, settings(), Clock.systemUTC()))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("ecr:GetAuthorizationToken")
          .hasMessageNotContaining(poor.secret());
    }
  }
}
