package dev.portwrit.gateway.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.gateway.upstream.BlobReader;
import dev.portwrit.gateway.upstream.BlobState;
import dev.portwrit.gateway.upstream.Listing;
import dev.portwrit.gateway.upstream.Presence;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.source.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RegoPushGuardrailTest {
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final RepositoryName REPOSITORY = new RepositoryName("acme/pay/api");
  private static final Guardrails STANDARD = Guardrails.standard(GuardrailLimits.DEFAULT);
  private static final String SAID =
      "{\"org.opencontainers.image.source\":\"https://git.example/pay\","
          + "\"org.opencontainers.image.revision\":\"4f1c2d9\"}";

  private final FewBlobs blobs = new FewBlobs();
  private final FewManifests manifests = new FewManifests();
  private final RegoPushGuardrail guardrail = new RegoPushGuardrail(STANDARD, manifests, blobs);

  @AfterAll
  static void close() {
    STANDARD.close();
  }

  @Test
  void check_releaseThatSaysItsSource_passes() {
    assertThat(check("{\"layers\":[],\"annotations\":" + SAID + "}", "v1"))
        .isEqualTo(new PushGuardrail.Passed());
  }

  @Test
  void check_releaseWhoseConfigurationSaysIt_passes() {
    assertThat(check(image(blobs.put("{\"config\":{\"Labels\":" + SAID + "}}")), "v1"))
        .isEqualTo(new PushGuardrail.Passed());
  }

  @Test
  void check_silentRelease_isRefusedWithTheRuleAndTheWayOut() {
    PushGuardrail.Verdict verdict = check("{\"layers\":[]}", "v1");
    assertThat(verdict).isInstanceOf(PushGuardrail.Refused.class);
    assertThat(((PushGuardrail.Refused) verdict).message())
        .doesNotContain("\n")
        .contains(
            "what takes the protected tag `v1` has no annotation `org.opencontainers.image.source`"
                + " (PW0602, portwrit.yaml:3): build it with `--annotation"
                + " org.opencontainers.image.source=...`");
  }

  @Test
  void check_tagWithoutProtection_passesAndReadsNothing() {
    assertThat(check(image(Digest.sha256(new byte[0])), "latest"))
        .isEqualTo(new PushGuardrail.Passed());
    assertThat(blobs.reads).isZero();
  }

  @Test
  void check_configurationThatCannotBeRead_isUndetermined() {
    PushGuardrail.Verdict verdict = check(image(Digest.sha256(new byte[0])), "v1");
    assertThat(verdict).isInstanceOf(PushGuardrail.Undetermined.class);
    assertThat(((PushGuardrail.Undetermined) verdict).cause())
        .contains("guardrail `release-annotations` could not be evaluated")
        .contains("the registry is down");
  }

  @Test
  void check_indexWhoseImageSaysIt_passes() {
    Digest child = manifests.put("{\"layers\":[],\"annotations\":" + SAID + "}");
    assertThat(check("{\"manifests\":[{\"digest\":\"" + child + "\"}]}", "v1"))
        .isEqualTo(new PushGuardrail.Passed());
  }

  @Test
  void check_indexWithAManifestThatIsMissing_isUndetermined() {
    Digest child = Digest.sha256(new byte[0]);
    assertThat(check("{\"manifests\":[{\"digest\":\"" + child + "\"}]}", "v1"))
        .isInstanceOf(PushGuardrail.Undetermined.class);
  }

  private PushGuardrail.Verdict check(String manifest, String tagText) {
    PolicyIndex index = PolicyIndex.of(workspace());
    Tag tag = new Tag(tagText);
    return guardrail.check(
        new PushGuardrail.Push(
            new Subject.User("bob"),
            REPOSITORY,
            tag,
            index.protectionsOf(REPOSITORY, tag),
            new ManifestBytes(manifest.getBytes(StandardCharsets.UTF_8), ""),
            new WritePolicy(index, "test", Optional.empty()),
            NOW));
  }

  private static String image(Digest configuration) {
    return "{\"layers\":[],\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
        + "\"digest\":\""
        + configuration
        + "\"}}";
  }

  private static Workspace workspace() {
    return new PolicyCompiler(StandardGuardrails.NAMES)
        .compile(
            List.of(
                PolicyFile.of(
                    "portwrit.yaml",
                    "version: 1\nguardrails:\n  standard: [release-annotations]\n"),
                PolicyFile.of(
                    "acme.yaml",
                    """
                    organization: acme
                    owners: [bob]
                    ---
                    protection: acme/releases
                    repositories: [acme/**]
                    tags: [v*]
                    rule: immutable
                    """)))
        .workspace()
        .orElseThrow();
  }

  /** Blobs that were put; the others cannot be read. */
  private static final class FewBlobs implements BlobReader {
    private final Map<Digest, byte[]> content = new HashMap<>();
    private int reads;

    Digest put(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      content.put(Digest.sha256(bytes), bytes);
      return Digest.sha256(bytes);
    }

    @Override
    public Content read(RepositoryName repository, Digest digest, int maxBytes) {
      reads++;
      byte[] bytes = content.get(digest);
      return bytes == null
          ? new Content.Unknown("the registry is down")
          : new Content.Present(new dev.portwrit.gateway.upstream.Body(bytes));
    }
  }

  /** Manifests that were put; nothing else can be asked of it. */
  private static final class FewManifests implements Upstream {
    private final Map<Digest, byte[]> content = new HashMap<>();

    Digest put(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      content.put(Digest.sha256(bytes), bytes);
      return Digest.sha256(bytes);
    }

    @Override
    public TagState read(RepositoryName repository, Reference reference) {
      byte[] bytes = content.get(((Reference.ByDigest) reference).digest());
      return bytes == null ? new TagState.Absent() : new TagState.At(new ManifestBytes(bytes, ""));
    }

    @Override
    public UpstreamAnswer putManifest(
        RepositoryName repository, Reference reference, List<Tag> tags, ManifestBytes manifest) {
      throw new AssertionError("guardrails only read");
    }

    @Override
    public UpstreamAnswer deleteManifest(RepositoryName repository, Reference reference) {
      throw new AssertionError("guardrails only read");
    }

    @Override
    public UpstreamAnswer deleteBlob(RepositoryName repository, Digest digest) {
      throw new AssertionError("guardrails only read");
    }

    @Override
    public Listing<Tag> tags(RepositoryName repository) {
      throw new AssertionError("guardrails look at one manifest");
    }

    @Override
    public Listing<RepositoryName> repositories() {
      throw new AssertionError("guardrails look at one manifest");
    }

    @Override
    public Presence presence(RepositoryName repository, Digest digest) {
      throw new AssertionError("guardrails read small blobs");
    }

    @Override
    public BlobState blob(RepositoryName repository, Digest digest) {
      throw new AssertionError("guardrails read small blobs");
    }
  }
}
