package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.upstream.BlobReader;
import dev.portwrit.gateway.upstream.HttpBlobReader;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Digest;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guardrail in Rego between the protocol and an embedded registry, over real HTTP. */
class GuardedPushTest {
  private static final String SAID =
      "{\"org.opencontainers.image.source\":\"https://git.example/pay\","
          + "\"org.opencontainers.image.revision\":\"4f1c2d9\"}";

  @TempDir private Path folder;
  private final HttpClient client = new HttpClient();
  private final Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT);
  private RealWorld world;
  private HttpUpstream upstream;
  private BlobReader blobs;

  @BeforeEach
  void start() throws Exception {
    client.start();
    world = new RealWorld(folder);
    UpstreamSettings settings =
        UpstreamSettings.of(world.registry.url(), Registry.Type.DISTRIBUTION);
    upstream = new HttpUpstream(client, settings, UpstreamAuthorization.anonymous());
    blobs = new HttpBlobReader(client, settings, UpstreamAuthorization.anonymous());
    world.policy(policy());
    world.guardrail(new RegoPushGuardrail(guardrails, upstream, blobs));
  }

  @AfterEach
  void stop() throws Exception {
    world.stop();
    client.stop();
    guardrails.close();
  }

  @Test
  void push_silentRelease_isDeniedLoggedAndNeverForwarded() throws Exception {
    ManifestBytes silent = image("{}");
    world.forwarded();

    WriteOutcome outcome = world.push(BOB, "v1", silent);

    assertThat(outcome).isInstanceOf(WriteOutcome.Refused.class);
    OciError error = ((WriteOutcome.Refused) outcome).error();
    assertThat(error.code()).isEqualTo(OciError.Code.DENIED);
    assertThat(error.message())
        .contains("no annotation `org.opencontainers.image.revision` (PW0602, portwrit.yaml:3)");
    assertThat(world.forwarded()).isEmpty();
    assertThat(world.row("v1")).isEqualTo(new LedgerState.Unseen());
    assertThat(world.decisions.last().toString()).contains("PW0602");
  }

  @Test
  void push_releaseWhoseLabelsSayItsSource_isHeld() throws Exception {
    ManifestBytes image = image(SAID);
    assertThat(world.push(BOB, "v1", image)).isInstanceOf(WriteOutcome.Done.class);
    assertThat(world.row("v1")).isEqualTo(new LedgerState.Held(image.digest()));
  }

  @Test
  void push_indexOfReleases_isHeld() throws Exception {
    ManifestBytes index = world.index(image(SAID), image(SAID.replace("4f1c2d9", "a0b1c2d")));
    assertThat(world.push(BOB, "v1", index)).isInstanceOf(WriteOutcome.Done.class);
  }

  @Test
  void push_indexWithASilentImage_isDenied() throws Exception {
    ManifestBytes index = world.index(image(SAID), image("{}"));
    assertThat(world.push(BOB, "v1", index)).isInstanceOf(WriteOutcome.Refused.class);
  }

  @Test
  void push_silentImageToATagWithoutProtection_passes() throws Exception {
    assertThat(world.push(BOB, "latest", image("{}"))).isInstanceOf(WriteOutcome.Done.class);
  }

  @Test
  void pushByDigest_silentImageWithAProtectedTag_isDenied() throws Exception {
    ManifestBytes silent = image("{}");
    world.forwarded();
    assertThat(world.pushByDigest(BOB, silent, "latest", "v1"))
        .isInstanceOf(WriteOutcome.Refused.class);
    assertThat(world.forwarded()).isEmpty();
  }

  @Test
  void push_configurationThatCannotBeRead_isUnavailableAndNeverForwarded() throws Exception {
    BlobReader down =
        (repository, digest, maxBytes) -> new BlobReader.Content.Unknown("the registry is down");
    world.guardrail(new RegoPushGuardrail(guardrails, upstream, down));
    ManifestBytes image = image(SAID);
    world.forwarded();

    assertThat(world.push(BOB, "v1", image)).isInstanceOf(WriteOutcome.Unavailable.class);

    assertThat(world.forwarded()).isEmpty();
    assertThat(world.row("v1")).isEqualTo(new LedgerState.Unseen());
  }

  @Test
  void push_releaseThatIsThereAlready_isNotAskedAgain() throws Exception {
    ManifestBytes silent = image("{}");
    world.outside("v1", silent);
    assertThat(world.push(BOB, "v1", silent)).isInstanceOf(WriteOutcome.Done.class);
  }

  private ManifestBytes image(String labels) throws IOException, InterruptedException {
    byte[] config = RegistryClient.bytes("{\"config\":{\"Labels\":" + labels + "}}");
    Digest digest = world.direct.pushBlob(API.value(), config);
    return new ManifestBytes(
        RegistryClient.bytes(
            """
            {"schemaVersion":2,"mediaType":"%s","layers":[],
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d}}
            """
                .formatted(RegistryClient.MANIFEST, digest, config.length)),
        RegistryClient.MANIFEST);
  }

  private static WritePolicy policy() {
    return new WritePolicy(
        PolicyIndex.of(
            new PolicyCompiler(StandardGuardrails.NAMES)
                .compile(
                    List.of(
                        PolicyFile.of(
                            "portwrit.yaml",
                            "version: 1\nguardrails:\n  standard: [release-annotations]\n"),
                        PolicyFile.of("acme.yaml", PolicyTexts.ALL)))
                .workspace()
                .orElseThrow()),
        "test",
        Optional.empty());
  }
}
