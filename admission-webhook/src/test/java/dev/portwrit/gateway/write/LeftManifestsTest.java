package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static dev.portwrit.gateway.write.RealWorld.DEE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes that move a tag, before a registry that forgets what the last tag leaves, as zot does. */
class LeftManifestsTest {
  private RealWorld world;
  private ManifestBytes child;
  private ManifestBytes other;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new RealWorld(folder);
    world.settings(world.settings().forgettingLeft(true));
    world.registry.vices().turnOn(Vice.FORGETS_LEFT_MANIFESTS);
    child = world.image("amd64");
    other = world.image("other");
  }

  @AfterEach
  void stop() throws Exception {
    world.stop();
  }

  /** A protected index with a child that a tag names. */
  private void release() throws Exception {
    ManifestBytes index = world.index(child, world.image("arm64"));
    assertCreated(world.push(BOB, "amd64", child));
    assertCreated(world.push(BOB, "v1", index));
    world.forwarded();
  }

  private boolean isThere(Digest manifest) throws Exception {
    return world.direct.send("GET", "/v2/" + API + "/manifests/" + manifest).statusCode() == 200;
  }

  @Test
  void push_thatMovesATagOffAChildOfAProtectedIndex_isDenied() throws Exception {
    release();
    assertThat(assertDenied(world.push(BOB, "amd64", other)).message())
        .contains("`acme/pay/api:v1`", "acme/releases", child.digest().value(), "`amd64`");
    assertThat(world.forwarded()).isEmpty();
    assertThat(isThere(child.digest())).isTrue();
    assertThat(world.ledger().removals()).isEmpty();
  }

  @Test
  void pushByDigest_thatMovesATagOffAChildOfAProtectedIndex_isDenied() throws Exception {
    release();
    assertDenied(world.pushByDigest(BOB, other, "new", "amd64"));
    assertThat(world.forwarded()).isEmpty();
    assertThat(isThere(child.digest())).isTrue();
  }

  @Test
  void push_thatMovesATagOffAChildOfAnIndexThatNobodyHeldYet_isDenied() throws Exception {
    ManifestBytes index = world.index(child);
    world.outside("amd64", child);
    world.outside("v1", index);
    assertDenied(world.push(BOB, "amd64", other));
    assertThat(isThere(child.digest())).isTrue();
  }

  @Test
  void push_thatMovesATagOffAnotherImage_isDoneAndLeavesNoRemoval() throws Exception {
    release();
    assertCreated(world.push(BOB, "latest", other));
    assertCreated(world.push(BOB, "latest", world.image("newer")));
    assertThat(isThere(other.digest())).as("the registry has the vice").isFalse();
    assertThat(world.ledger().removals()).isEmpty();
  }

  @Test
  void push_thatMovesATagOffWhatAProtectedTagIs_isDone() throws Exception {
    assertCreated(world.push(BOB, "v1", child));
    assertCreated(world.push(BOB, "latest", child));
    assertCreated(world.push(BOB, "latest", other));
    assertThat(world.tag("v1")).contains(child.digest());
  }

  @Test
  void pushAgain_ofWhatATagHas_isDone() throws Exception {
    release();
    assertCreated(world.push(BOB, "amd64", child));
    assertThat(isThere(child.digest())).isTrue();
  }

  @Test
  void push_thatMovesARestrictedTagOffItsIndex_isDone() throws Exception {
    assertCreated(world.push(DEE, "stable", world.index(child)));
    assertCreated(world.push(DEE, "stable", other));
    assertThat(world.tag("stable")).contains(other.digest());
    assertThat(world.ledger().removals()).isEmpty();
  }

  @Test
  void push_toATagThatCannotBeRead_isUnavailable() throws Exception {
    release();
    world.registry.vices().turnOn(Vice.SERVER_ERROR, SeenRequest.to("GET", "/manifests/amd64"));
    assertUnavailable(world.push(BOB, "amd64", other));
    assertThat(world.forwarded()).isEmpty();
  }

  @Test
  void push_thatMovesATag_whileAProtectedIndexIsNotKnown_isUnavailable() throws Exception {
    assertCreated(world.push(BOB, "latest", other));
    ManifestBytes newer = world.image("newer");
    world.outside("v1", world.index(child));
    world.outsideDelete(child.digest().value());
    world.forwarded();
    assertUnavailable(world.push(BOB, "latest", newer));
    assertThat(world.forwarded()).isEmpty();
  }

  @Test
  void push_thatMovesATag_withoutAnAnswer_keepsProtectedTagsFromWhatItLeft() throws Exception {
    ManifestBytes index = world.index(child);
    assertCreated(world.push(BOB, "amd64", child));
    world.registry.vices().turnOn(Vice.LOSES_ANSWER, SeenRequest.to("PUT", "/manifests/amd64"));
    world.push(BOB, "amd64", other);
    world.registry.vices().turnOff(Vice.LOSES_ANSWER);
    world.restart();
    assertThat(assertUnavailable(world.push(BOB, "v1", index))).contains(child.digest().value());
    world.clock.advance(world.settings().landing());
    world.outside(child.digest().value(), child);
    assertCreated(world.push(BOB, "v1", index));
  }

  @Test
  void push_thatAnotherProxyCarriesOut_isRefusedWhereATagMayBeProtected() throws Exception {
    UnseenWrites unseen = new UnseenWrites(world.parts());
    Reference amd64 = new Reference.ByTag(new Tag("amd64"));
    assertDenied(unseen.put(BOB, API, amd64, List.of()));
    assertThat(unseen.put(BOB, API, new Reference.ByDigest(child.digest()), List.of()))
        .isInstanceOf(WriteOutcome.Done.class);
  }

  @Test
  void delete_ofAChildOfAProtectedIndex_isDeniedAsEver() throws Exception {
    release();
    assertDenied(world.delete(CY, child.digest().value()));
  }

  @Test
  void beforeARegistryThatKeepsThem_anUnprotectedTagIsNotRead() throws Exception {
    world.registry.vices().turnAllOff();
    world.settings(world.settings().forgettingLeft(false));
    release();
    world.seen.clear();
    assertCreated(world.push(BOB, "amd64", other));
    assertThat(world.seen)
        .extracting(SeenRequest::toString)
        .containsExactly("PUT /v2/acme/pay/api/manifests/amd64");
    assertThat(isThere(child.digest())).isTrue();
  }
}
