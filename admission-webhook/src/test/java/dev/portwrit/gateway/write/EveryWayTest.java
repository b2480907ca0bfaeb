package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDeleted;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.Outcomes.assertRefused;
import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.Outcomes.headers;
import static dev.portwrit.gateway.write.PolicyTexts.ALL;
import static dev.portwrit.gateway.write.PolicyTexts.EXCEPTION;
import static dev.portwrit.gateway.write.PolicyTexts.RELEASES;
import static dev.portwrit.gateway.write.PolicyTexts.ROLES;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static dev.portwrit.gateway.write.RealWorld.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.write.WriteOutcome.UpstreamAnswered;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a tag can change through the protocol, over real HTTP. */
class EveryWayTest {
  @TempDir Path folder;
  private RealWorld world;
  private ManifestBytes d;
  private ManifestBytes x;

  @BeforeEach
  void start() throws Exception {
    world = new RealWorld(folder);
    d = world.image("D");
    x = world.image("X");
    world.forwarded();
  }

  @AfterEach
  void stop() throws Exception {
    world.stop();
  }

  /** Ways 1, 1b and 11. */
  @Nested
  class PutByTagOrDigest {
    @Test
    void putByTag_toExistingTagWithOtherDigest_isRefused() {
      world.push(BOB, "v1", d);
      assertDenied(world.push(BOB, "v1", x));
    }

    @Test
    void putByTag_sameDigestManyTimes_isCreatedEachTime() {
      for (int i = 0; i < 3; i++) {
        assertCreated(world.push(BOB, "v1", d));
      }
      assertThat(world.forwarded()).hasSize(1);
    }

    @Test
    void putByDigest_isForwardedAndTakesNoTag() throws Exception {
      assertCreated(world.pushByDigest(BOB, d));
      assertCreated(world.pushByDigest(BOB, d));
      assertThat(world.forwarded())
          .containsOnly("PUT /v2/acme/pay/api/manifests/" + d.digest())
          .hasSize(2);
      assertThat(world.ledger().entries(API)).isEmpty();
    }

    @Test
    void putByDigest_withOtherContent_isDigestInvalid() {
      WriteOutcome outcome =
          world.writes().put(BOB, API, new Reference.ByDigest(x.digest()), List.of(), d);
      assertRefused(OciError.Code.DIGEST_INVALID, outcome);
      assertThat(world.forwarded()).isEmpty();
    }

    @Test
    void putBySha512_isCheckedByItsBytesAndComparedBySha256() throws Exception {
      Digest sha512 = sha512(d);
      WriteOutcome outcome =
          world.writes().put(BOB, API, new Reference.ByDigest(sha512), List.of(), d);
      assertThat(headers(outcome, "Docker-Content-Digest")).containsExactly(sha512.value());
      Digest wrong = sha512(x);
      assertRefused(
          OciError.Code.DIGEST_INVALID,
          world.writes().put(BOB, API, new Reference.ByDigest(wrong), List.of(), d));
    }

    @Test
    void put_ofMoreThanFourMebibytes_isSizeInvalid() {
      ManifestBytes large =
          new ManifestBytes(new byte[ManifestBytes.MAX_LENGTH + 1], d.mediaType());
      assertRefused(OciError.Code.SIZE_INVALID, world.push(BOB, "v1", large));
      assertThat(OciError.Code.SIZE_INVALID.status()).isEqualTo(413);
    }

    @Test
    void put_toProtectedTagOfWhatIsNoManifest_isManifestInvalid() {
      ManifestBytes nonsense =
          new ManifestBytes("{\"Layers\":[]}".getBytes(StandardCharsets.UTF_8), d.mediaType());
      assertRefused(OciError.Code.MANIFEST_INVALID, world.push(BOB, "v1", nonsense));
      assertThat(world.forwarded()).isEmpty();
    }

    @Test
    void put_withoutTheRole_isRefusedBeforeAnythingIsAsked() {
      world.push(BOB, "v1", d);
      world.forwarded();
      OciError there = assertDenied(world.push(EVE, "v1", d));
      OciError notThere = assertDenied(world.push(EVE, "v2", d));
      assertThat(there.message()).isEqualTo(notThere.message());
      assertDenied(world.pushByDigest(EVE, d));
      assertDenied(world.delete(BOB, "v1"));
      assertThat(world.seen).isEmpty();
    }

    @Test
    void put_thatTheRegistryRefuses_isAnsweredAsTheRegistryDoes() throws Exception {
      ManifestBytes incomplete =
          new ManifestBytes(
              new String(d.bytes(), StandardCharsets.UTF_8)
                  .replaceFirst("sha256:[0-9a-f]{4}", "sha256:0000")
                  .getBytes(StandardCharsets.UTF_8),
              d.mediaType());
      WriteOutcome outcome = world.push(BOB, "v1", incomplete);
      assertThat(outcome).isInstanceOf(UpstreamAnswered.class);
      assertThat(((UpstreamAnswered) outcome).status()).isBetween(400, 499);
      assertThat(world.row("v1")).isEqualTo(new Unseen());
      assertCreated(world.push(BOB, "v1", x));
    }
  }

  /** Way 2. */
  @Nested
  class TagQuery {
    @Test
    void everyValue_isATagWrite() throws Exception {
      world.push(BOB, "v1", d);
      world.forwarded();
      assertDenied(world.pushByDigest(BOB, x, "latest", "v1"));
      assertThat(world.forwarded()).isEmpty();
      assertThat(world.tag("latest")).isEmpty();
      assertThat(world.tag("v1")).contains(d.digest());
    }

    @Test
    void newTags_areForwardedReadBackAndHeld() throws Exception {
      WriteOutcome outcome = world.pushByDigest(BOB, d, "v1", "v2", "latest");
      assertThat(headers(outcome, "OCI-Tag")).containsExactly("v1", "v2", "latest");
      assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
      assertThat(world.row("v2")).isEqualTo(new Held(d.digest()));
      assertThat(world.row("latest")).isEqualTo(new Unseen());
      assertThat(world.tag("latest")).contains(d.digest());
    }

    @Test
    void tagsThatHaveItAlready_areNotForwarded() {
      world.push(BOB, "v1", d);
      world.forwarded();
      assertThat(headers(world.pushByDigest(BOB, d, "v1"), "OCI-Tag")).containsExactly("v1");
      assertThat(world.forwarded()).isEmpty();
      assertThat(headers(world.pushByDigest(BOB, d, "v1", "v2"), "OCI-Tag"))
          .containsExactly("v1", "v2");
      assertThat(world.forwarded())
          .containsExactly("PUT /v2/acme/pay/api/manifests/" + d.digest() + "?tag=v2");
    }

    @Test
    void registryThatDoesNotImplementIt_isLearnedAndBlocksNobody() throws Exception {
      world.registry.vices().turnOn(Vice.IGNORES_TAG_QUERY);
      assertThat(headers(world.pushByDigest(BOB, d, "v1"), "OCI-Tag")).isEmpty();
      assertThat(world.row("v1")).isEqualTo(new Unseen());
      world.forwarded();
      assertThat(headers(world.pushByDigest(BOB, d, "v2"), "OCI-Tag")).isEmpty();
      assertThat(world.forwarded())
          .as("the parameter is taken off")
          .containsExactly("PUT /v2/acme/pay/api/manifests/" + d.digest());
      assertCreated(world.push(BOB, "v1", x));
      assertDenied(world.pushByDigest(BOB, d, "v1"));
    }

    @Test
    void registryThatIsSaidNotToImplementIt_isNeverSentIt() {
      WriteSettings settings = world.settings();
      world.settings(
          new WriteSettings(
              settings.lockPatience(),
              settings.landing(),
              settings.retryAfter(),
              WriteSettings.TagQuery.NOT_IMPLEMENTED,
              false));
      assertThat(headers(world.pushByDigest(BOB, d, "v1", "latest"), "OCI-Tag")).isEmpty();
      assertThat(world.forwarded()).containsExactly("PUT /v2/acme/pay/api/manifests/" + d.digest());
    }

    @Test
    void registryThatSaysItSetATagAndDidNot_isNotBelieved() throws Exception {
      world.registry.vices().turnOn(Vice.DISCARDS_TAG);
      assertThat(headers(world.pushByDigest(BOB, d, "v1"), "OCI-Tag")).isEmpty();
      assertThat(world.row("v1")).isNotInstanceOf(Held.class);
      world.registry.vices().turnAllOff();
      world.clock.advance(world.settings().landing());
      assertCreated(world.push(BOB, "v1", x));
    }

    @Test
    void besideATagInThePath_isRefused() {
      WriteOutcome outcome =
          world
              .writes()
              .put(BOB, API, new Reference.ByTag(new Tag("a")), List.of(new Tag("v1")), d);
      assertRefused(OciError.Code.UNSUPPORTED, outcome);
      assertThat(world.forwarded()).isEmpty();
    }

    @Test
    void manyTags_areTakenAndTooManyRefused() {
      String[] ten = IntStream.range(0, 10).mapToObj(i -> "v" + i).toArray(String[]::new);
      assertThat(headers(world.pushByDigest(BOB, d, ten), "OCI-Tag")).hasSize(10);
      String[] many = IntStream.range(0, 33).mapToObj(i -> "t" + i).toArray(String[]::new);
      assertRefused(OciError.Code.UNSUPPORTED, world.pushByDigest(BOB, d, many));
    }
  }

  /** Way 3. */
  @Nested
  class DeleteByTag {
    @Test
    void protectedTag_isRefusedWhetherItExistsOrNot() throws Exception {
      world.push(BOB, "v1", d);
      world.forwarded();
      assertDenied(world.delete(CY, "v1"));
      assertDenied(world.delete(CY, "v2"));
      assertThat(world.forwarded()).isEmpty();
      assertThat(world.tag("v1")).contains(d.digest());
    }

    @Test
    void unprotectedTag_isDeletedAndOthersStay() throws Exception {
      world.push(BOB, "v1", d);
      world.push(BOB, "latest", d);
      assertDeleted(world.delete(CY, "latest"));
      assertThat(world.tag("latest")).isEmpty();
      assertThat(world.tag("v1")).contains(d.digest());
    }

    @Test
    void registryThatCannot_isAnsweredAsItDoes() throws Exception {
      world.push(BOB, "v1", d);
      world.policy(ALL + EXCEPTION);
      world.registry.vices().turnOn(Vice.DELETE_BY_TAG_DISABLED);
      WriteOutcome outcome = world.delete(CY, "v1");
      assertThat(outcome).isInstanceOf(UpstreamAnswered.class);
      assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
    }
  }

  /** Way 4. */
  @Nested
  class DeleteByDigest {
    @Test
    void manifestThatAProtectedTagPointsAt_isRefused() throws Exception {
      world.push(BOB, "v1", d);
      world.push(BOB, "latest", d);
      world.forwarded();
      assertDenied(world.delete(CY, d.digest().value()));
      assertThat(world.forwarded()).isEmpty();
      assertThat(world.tag("v1")).contains(d.digest());
    }

    @Test
    void manifestOfAProtectedTagNeverSeenBefore_isRefusedAndHeld() throws Exception {
      world.outside("v1", d);
      assertDenied(world.delete(CY, d.digest().value()));
      assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
    }

    @Test
    void manifestNamedBySha512_isRefusedToo() throws Exception {
      world.push(BOB, "v1", d);
      world.writes().put(BOB, API, new Reference.ByDigest(sha512(d)), List.of(), d);
      assertThat(world.delete(CY, sha512(d).value()))
          .as("refused, or not to be decided")
          .isInstanceOfAny(WriteOutcome.Refused.class, WriteOutcome.Unavailable.class);
      assertThat(world.tag("v1")).contains(d.digest());
    }

    @Test
    void manifestOfUnprotectedTagsAlone_isDeleted() throws Exception {
      world.push(BOB, "v1", d);
      world.push(BOB, "latest", x);
      assertDeleted(world.delete(CY, x.digest().value()));
      assertThat(world.tag("latest")).isEmpty();
      assertThat(world.tag("v1")).contains(d.digest());
    }

    @Test
    void eachTagThatPointsAtIt_isATagDelete() throws Exception {
      world.push(BOB, "v1", d);
      world.push(BOB, "v2", d);
      world.policy(ALL + EXCEPTION);
      assertDenied(world.delete(CY, d.digest().value()));
      world.policy(ALL + EXCEPTION.replace("[v1]", "[v1, v2]"));
      assertDeleted(world.delete(CY, d.digest().value()));
      assertThat(world.row("v1")).isInstanceOf(Deleted.class);
      assertThat(world.row("v2")).isInstanceOf(Deleted.class);
      assertDenied(world.push(BOB, "v1", x));
    }

    @Test
    void tagThatTheRegistryHasElsewhere_staysAsItIs() throws Exception {
      world.push(BOB, "v1", d);
      world.outside("v1", x);
      world.outside(d.digest().value(), d);
      assertDenied(world.delete(CY, d.digest().value()));
      world.policy(ALL + EXCEPTION);
      assertDeleted(world.delete(CY, d.digest().value()));
      assertThat(world.tag("v1")).contains(x.digest());
      assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
    }

    @Test
    void tagsThatCannotBeListed_refuse() throws Exception {
      world.push(BOB, "latest", x);
      world.registry.vices().turnOn(Vice.SERVER_ERROR, SeenRequest.to("GET", "/tags/list"));
      assertUnavailable(world.delete(CY, x.digest().value()));
      world.registry.vices().turnAllOff();
      world.forwarded();
      assertThat(world.tag("latest")).contains(x.digest());
    }

    @Test
    void protectedTagThatCannotBeRead_refuses() throws Exception {
      world.push(BOB, "v1", d);
      world.push(BOB, "latest", x);
      world.registry.vices().turnOn(Vice.SERVER_ERROR, SeenRequest.to("GET", "/manifests/v1"));
      assertUnavailable(world.delete(CY, x.digest().value()));
    }

    @Test
    void tagThatMovedPastTheGateway_isSeenWhereItIs() throws Exception {
      world.push(BOB, "v1", d);
      world.outside("v1", x);
      assertDenied(world.delete(CY, x.digest().value()));
      assertDenied(world.delete(CY, d.digest().value()));
    }
  }

  /** Ways 5 and 6. */
  @Nested
  class DeleteOfParts {
    @Test
    void blobOfAProtectedTag_isRefused() throws Exception {
      world.push(BOB, "v1", d);
      world.forwarded();
      for (Digest blob : List.of(sha256("D"), sha256("{}"))) {
        OciError error = assertDenied(world.writes().deleteBlob(CY, API, blob));
        assertThat(error.message())
            .contains("`" + blob + "` is part of `acme/pay/api:v1`, which is `" + d.digest());
      }
      assertThat(world.forwarded()).isEmpty();
    }

    @Test
    void blobOfNoProtectedTag_isDeleted() throws Exception {
      world.push(BOB, "v1", d);
      Digest blob = world.direct.pushBlob(API.value(), new byte[] {1, 2, 3});
      assertDeleted(world.writes().deleteBlob(CY, API, blob));
    }

    @Test
    void blobOfAProtectedTagNeverSeenBefore_isRefused() throws Exception {
      world.outside("v1", d);
      assertDenied(world.writes().deleteBlob(CY, API, sha256("D")));
    }

    @Test
    void manifestOfAProtectedTagByTheWayOfBlobs_isRefused() {
      world.push(BOB, "v1", d);
      assertDenied(world.writes().deleteBlob(CY, API, d.digest()));
    }

    @Test
    void childOfAProtectedIndex_andItsLayers_areRefused() throws Exception {
      ManifestBytes index = world.index(d, x);
      assertCreated(world.push(BOB, "v1", index));
      world.forwarded();
      assertDenied(world.delete(CY, d.digest().value()));
      assertDenied(world.delete(CY, x.digest().value()));
      assertDenied(world.writes().deleteBlob(CY, API, sha256("X")));
      assertThat(world.forwarded()).isEmpty();
    }

    @Test
    void childOfAProtectedIndex_isRefusedUnderAnExceptionForTheTagToo() throws Exception {
      world.push(BOB, "v1", world.index(d, x));
      world.policy(ALL + EXCEPTION);
      OciError error = assertDenied(world.delete(CY, d.digest().value()));
      assertThat(error.message()).contains("delete the tag first");
      assertDeleted(world.delete(CY, "v1"));
      assertDeleted(world.delete(CY, d.digest().value()));
    }

    @Test
    void closureThatIsNotKnown_refusesEveryDeleteInTheRepository() throws Exception {
      ManifestBytes index = world.index(d);
      world.push(BOB, "v1", index);
      world.push(BOB, "latest", x);
      world
          .registry
          .vices()
          .turnOn(Vice.SERVER_ERROR, SeenRequest.to("GET", "/manifests/" + d.digest()));
      Digest blob = world.direct.pushBlob(API.value(), new byte[] {1, 2, 3});
      assertThat(assertUnavailable(world.writes().deleteBlob(CY, API, blob)))
          .contains("it is not known what `v1` is made of");
      assertUnavailable(world.delete(CY, x.digest().value()));
      world.registry.vices().turnAllOff();
      assertDeleted(world.writes().deleteBlob(CY, API, blob));
    }

    @Test
    void withoutProtection_partsAreNobodysBusiness() throws Exception {
      world.push(BOB, "v1", world.index(d));
      world.policy(ROLES);
      assertDeleted(world.delete(CY, d.digest().value()));
    }
  }

  /** Ways 7 and 8. */
  @Nested
  class SigningTags {
    private final String hex = "a".repeat(64);

    @Test
    void signingTags_matchNoOrdinaryPattern() {
      world.policy(ROLES + RELEASES.replace("[v*]", "['*']"));
      for (String suffix : List.of("", ".sig", ".att", ".sbom")) {
        assertCreated(world.push(BOB, "sha256-" + hex + suffix, d));
        assertCreated(world.push(BOB, "sha256-" + hex + suffix, x));
      }
    }

    @Test
    void tagsThatOnlyLookLikeThem_areProtected() {
      world.policy(ROLES + RELEASES.replace("[v*]", "['*']"));
      for (String tag :
          List.of(
              "sha256-" + hex + ".sig2",
              "sha256-" + hex.substring(1),
              "sha256-" + "A".repeat(64),
              "sha512-" + hex)) {
        assertCreated(world.push(BOB, tag, d));
        assertDenied(world.push(BOB, tag, x));
      }
    }

    @Test
    void patternThatBeginsWithSha256_protectsThem() {
      world.policy(ROLES + RELEASES.replace("[v*]", "['sha256-*']"));
      assertCreated(world.push(BOB, "sha256-" + hex + ".sig", d));
      assertDenied(world.push(BOB, "sha256-" + hex + ".sig", x));
    }
  }

  private static Digest sha256(String content) {
    return Digest.sha256(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Digest sha512(ManifestBytes manifest) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(manifest.bytes());
    return new Digest("sha512:" + HexFormat.of().formatHex(hash));
  }
}
