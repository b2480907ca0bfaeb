package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDeleted;
import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static dev.portwrit.gateway.write.RealWorld.DEE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.gateway.write.MemoryRegistry.Fate;
import dev.portwrit.reference.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that take effect after others were answered. */
class LateRequestsTest {
  private ProtocolWorld world;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(PolicyTexts.ALL + PolicyTexts.EXCEPTION));
  }

  @AfterEach
  void stop() {
    assertThat(world.promises.broken()).isEmpty();
    world.close();
  }

  /** Makes a request whose answer does not come, and which is under way from then on. */
  private void late(Runnable request) {
    world.registry.fate(() -> Fate.LATE);
    request.run();
    world.registry.fate(() -> Fate.ANSWERED);
  }

  private void windowPasses() {
    world.clock.advance(Duration.ofMinutes(3));
  }

  @Test
  void delete_madeAgain_leavesTheTagClosedForTheFirst() throws Exception {
    world.push(BOB, "v1", world.d);
    late(() -> world.deleteTag(CY, "v1"));
    assertDeleted(world.deleteTag(CY, "v1"));
    assertUnavailable(world.push(BOB, "v1", world.d));
    world.registry.land();
    windowPasses();
    assertCreated(world.push(BOB, "v1", world.d));
  }

  @Test
  void delete_ofTagThatWasGoneAlready_leavesTheTagClosed() throws Exception {
    world.push(BOB, "v1", world.d);
    world.outside("v1", Optional.empty());
    late(() -> world.deleteTag(CY, "v1"));
    assertUnavailable(world.push(BOB, "v1", world.d));
    windowPasses();
    assertCreated(world.push(BOB, "v1", world.d));
  }

  @Test
  void put_refusedWhenMadeAgain_isStillWaitedFor() throws Exception {
    world.outside("v8", Optional.of(world.withoutItsLayer));
    late(() -> world.push(BOB, "v1", world.withoutItsLayer));
    assertThat(world.push(BOB, "v1", world.withoutItsLayer))
        .isInstanceOf(WriteOutcome.UpstreamAnswered.class);
    assertThat(world.row("v1")).isInstanceOf(Pending.class);
    assertUnavailable(world.push(BOB, "v1", world.x));
    windowPasses();
    assertCreated(world.push(BOB, "v1", world.x));
  }

  @Test
  void put_seenWhenMadeAgain_isHeldAtOnceAndMovedByNobodyMeanwhile() throws Exception {
    late(() -> world.push(DEE, "stable", world.x));
    assertCreated(world.push(DEE, "stable", world.x));
    assertThat(world.row("stable").settled()).isEqualTo(new Held(world.x.digest()));
    assertUnavailable(world.push(DEE, "stable", world.y));
    world.registry.land();
    windowPasses();
    assertCreated(world.push(DEE, "stable", world.y));
  }

  @Test
  void refusal_whileAPutIsUnderWay_doesNotForgetThePut() throws Exception {
    late(() -> world.push(BOB, "v1", world.x));
    world.outside("v1", Optional.of(world.y));
    Outcomes.assertDenied(world.push(BOB, "v1", world.x));
    assertThat(world.row("v1")).isInstanceOf(Pending.class);
  }

  @Test
  void deleteOfManifest_underWay_keepsProtectedTagsFromTakingIt() throws Exception {
    world.push(BOB, "latest", world.d);
    late(() -> world.deleteManifest(CY, world.d));
    assertUnavailable(world.push(BOB, "v1", world.d));
    assertCreated(world.push(BOB, "v2", world.x));
    world.registry.land();
    windowPasses();
    assertCreated(world.push(BOB, "v1", world.d));
    assertThat(new Recovery(world.parts()).run()).isZero();
    assertThat(world.ledger().removals()).isEmpty();
  }

  @Test
  void clockSetBack_closesATagForNoLongerThanFromThenOn() throws Exception {
    world.push(BOB, "latest", world.d);
    late(() -> world.deleteManifest(CY, world.d));
    late(() -> world.push(BOB, "v1", world.x));
    world.clock.advance(Duration.ofDays(-1));
    assertThat(new Recovery(world.parts()).run()).isEqualTo(2);
    assertUnavailable(world.push(BOB, "v1", world.y));
    assertUnavailable(world.push(BOB, "v2", world.d));
    world.registry.land();
    windowPasses();
    assertThat(new Recovery(world.parts()).run()).isZero();
    Outcomes.assertDenied(world.push(BOB, "v1", world.y));
    assertCreated(world.push(BOB, "v2", world.d));
  }

  @Test
  void deleteOfManifest_madeAgain_isStillWaitedFor() throws Exception {
    world.push(BOB, "latest", world.d);
    late(() -> world.deleteManifest(CY, world.d));
    assertDeleted(world.deleteManifest(CY, world.d));
    assertUnavailable(world.push(BOB, "v1", world.d));
    assertThat(new Recovery(world.parts()).run()).isEqualTo(1);
  }

  @Test
  void deleteOfBlob_underWay_keepsProtectedTagsFromTakingIt() throws Exception {
    late(() -> world.deleteBlob(CY, MemoryRegistry.layer("D")));
    assertUnavailable(world.push(BOB, "v1", world.d));
    assertCreated(world.push(BOB, "latest", world.d));
    assertCreated(world.push(BOB, "v1", world.x));
  }

  @Test
  void deleteOfManifest_thatIsAnswered_isForgottenAtOnce() throws Exception {
    world.push(BOB, "latest", world.d);
    assertDeleted(world.deleteManifest(CY, world.d));
    assertThat(world.ledger().removals()).isEmpty();
    assertCreated(world.push(BOB, "v1", world.d));
  }

  @Test
  void admit_ofWhatIsPendingForTheSame_saysWhatThePushWould() {
    late(() -> world.push(BOB, "v1", world.x));
    ManifestWrites writes = new ManifestWrites(world.parts());
    assertThat(
            writes.admit(
                new PushQuestion(BOB, API, new Tag("v1"), world.x.digest(), BroughtContent.NONE)))
        .isInstanceOf(PushAnswer.Allowed.class);
    assertThat(
            writes.admit(
                new PushQuestion(BOB, API, new Tag("v1"), world.y.digest(), BroughtContent.NONE)))
        .isInstanceOf(PushAnswer.Undetermined.class);
    assertCreated(world.push(BOB, "v1", world.x));
  }
}
