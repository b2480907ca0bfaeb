package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.PolicySource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway before ECR. */
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

  @TempDir Path folder;
  private EcrScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new EcrScene(folder, ACME);
    scene.twin.world().with("acme/api");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void push_passesWithTheTokenOfAwsWhichNobodySees() throws Exception {
    try (PolicySource source = scene.source();
        GatewayService gateway = scene.gateway(source)) {
      RegistryClient bob = EcrScene.client(gateway, "bob");
      bob.pushImage("acme/api", "v1", "one");
      byte[] other = bob.manifest("acme/api", "two");
      HttpResponse<byte[]> refused =
          bob.pushManifest("acme/api", "v1", RegistryClient.MANIFEST, other);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(text(refused)).doesNotContain(scene.secrets());
      assertThat(scene.twin.calls()).containsOnly("GetAuthorizationToken", "DescribeRepositories");
      assertThat(scene.twin.calls()).containsOnlyOnce("DescribeRepositories");
      assertThat(scene.twin.tokens()).hasSize(2);
      scene.assertNothingLeaks(gateway);
    }
  }

  @Test
  void start_withoutPermissionForAToken_saysWhatToAllow() throws Exception {
    TwinIam.Key poor = scene.comeAs("poor", "{\"Statement\":[]}");
    try (PolicySource source = scene.source()) {
      assertThatThrownBy(() -> scene.gateway(source))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("ecr:GetAuthorizationToken")
          .hasMessageNotContaining(poor.secret());
    }
  }
}
