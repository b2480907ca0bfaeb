package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamHealthTest {
  private static final RepositoryName REPOSITORY = new RepositoryName("acme/pay/api");
  private static final Reference V1 = new Reference.ByTag(new Tag("v1"));
  private static final String BY_TAG = "/v2/acme/pay/api/manifests/v1";
  private static final String NOT_THERE = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}";

  private final HttpClient client = new HttpClient();
  private final UpstreamHealth health =
      UpstreamHealth.watched(URI.create("http://gateway:s3cret@hub:5000"));

  @BeforeEach
  void start() throws Exception {
    client.start();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
  }

  private HttpUpstream upstream(URI registry) {
    UpstreamSettings settings =
        UpstreamSettings.of(registry, Registry.Type.DISTRIBUTION)
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new HttpUpstream(client, settings, UpstreamAuthorization.anonymous(), health);
  }

  private static URI nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void registryThatIsGone_isDownAfterFiveRequests_andItsTagsAreUnknown() throws Exception {
    HttpUpstream upstream = upstream(nobody());
    for (int i = 0; i < 4; i++) {
      assertThat(upstream.read(REPOSITORY, V1)).isInstanceOf(TagState.Unknown.class);
    }
    assertThat(health.isDown()).isFalse();
    upstream.read(REPOSITORY, V1);

    assertThat(health.cause()).contains("the registry cannot be reached (hub:5000)");
    assertThat(health.failed()).isEqualTo(5);
  }

  @Test
  void whileItIsDown_nothingIsSent_everythingIsUnknownAndAWriteDidNotArrive() throws Exception {
    try (ScriptedRegistry registry = new ScriptedRegistry()) {
      registry.on(BY_TAG, 404, NOT_THERE);
      HttpUpstream upstream = upstream(registry.uri());
      takeDown();

      assertThat(upstream.read(REPOSITORY, V1)).isInstanceOf(TagState.Unknown.class);
      assertThat(upstream.deleteManifest(REPOSITORY, V1))
          .isInstanceOfSatisfying(
              NoAnswer.class, none -> assertThat(none.mayHaveArrived()).isFalse());
      assertThat(registry.seen()).isEmpty();
    }
  }

  @Test
  void probe_findsOutThatItAnswersAgain() throws Exception {
    try (ScriptedRegistry registry = new ScriptedRegistry()) {
      registry.on("/v2/", 401, "");
      registry.on(BY_TAG, 404, NOT_THERE);
      takeDown();

      try (HealthProbe probe = new HealthProbe(client, registry.uri(), health)) {
        probe.look();
      }

      assertThat(health.isDown()).isFalse();
      assertThat(upstream(registry.uri()).read(REPOSITORY, V1)).isInstanceOf(TagState.Absent.class);
    }
  }

  @Test
  void probe_findsARegistryThatIsGoneWhileNobodyAsks() throws Exception {
    try (HealthProbe probe = new HealthProbe(client, nobody(), health)) {
      for (int look = 0; look < 20; look++) {
        probe.look();
      }
    }
    assertThat(health.isDown()).isTrue();
  }

  @Test
  void oneRequestWithoutAnAnswer_isKnownWithItsPlace_untilThereIsAnAnswer() throws Exception {
    try (HealthProbe probe = new HealthProbe(client, nobody(), health)) {
      probe.askNow();
    }
    assertThat(health.lastFailure()).contains("the registry cannot be reached (hub:5000)");
    assertThat(health.isDown()).isFalse();
    health.answered();
    assertThat(health.lastFailure()).isEmpty();
  }

  @Test
  void probe_asksNothingWhileAnswersCome() throws Exception {
    try (ScriptedRegistry registry = new ScriptedRegistry();
        HealthProbe probe = new HealthProbe(client, registry.uri(), health)) {
      for (int look = 0; look < 20; look++) {
        health.answered();
        probe.look();
      }
      assertThat(registry.seen()).isEmpty();
    }
  }

  @Test
  void answer_endsTheCountOfFailures() {
    for (int i = 0; i < 20; i++) {
      health.failed("no answer");
      health.answered();
    }
    assertThat(health.isDown()).isFalse();
  }

  private void takeDown() {
    for (int i = 0; i < 5; i++) {
      health.failed("no answer");
    }
    assertThat(health.isDown()).isTrue();
  }
}
