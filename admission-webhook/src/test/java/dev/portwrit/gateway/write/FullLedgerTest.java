package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDeleted;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static dev.portwrit.gateway.write.RealWorld.DEE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.gateway.ledger.LedgerRoom;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite that refuses to write. */
class FullLedgerTest {
  private static final String CAUSE = "the gateway's ledger cannot be used";

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

  @Test
  void anyWrite_thatTheLedgerWouldHearOf_isUnavailableAndNotForwarded() throws Exception {
    world.push(BOB, "v1", world.d);
    world.push(BOB, "latest", world.x);
    LedgerRoom.makeReadOnly(world.ledger());
    int before = world.registry.writes();
    assertThat(assertUnavailable(world.push(BOB, "v2", world.x))).isEqualTo(CAUSE);
    assertUnavailable(world.push(CY, "v1", world.x));
    assertUnavailable(world.push(DEE, "stable", world.x));
    assertUnavailable(world.pushByDigest(BOB, world.x, "v3", "latest"));
    assertUnavailable(world.deleteTag(CY, "v1"));
    assertUnavailable(world.deleteManifest(CY, world.x));
    assertUnavailable(world.deleteBlob(CY, MemoryRegistry.layer("Y")));
    assertThat(world.registry.writes()).isEqualTo(before);

    // What needs no line in the ledger is decided as ever.
    assertDenied(world.push(BOB, "v1", world.x));
    assertCreated(world.push(BOB, "v1", world.d));
    assertCreated(world.push(BOB, "latest", world.d));

    LedgerRoom.giveBack(world.ledger());
    assertCreated(world.push(BOB, "v2", world.x));
    assertDeleted(world.deleteTag(CY, "v1"));
  }

  @Test
  void fileThatCannotGrow_refusesWhatIsNewUntilItCan() throws Exception {
    LedgerRoom.takeAway(world.ledger());
    int pushed = 0;
    while (pushed < 2_000 && world.push(BOB, "v-" + pushed, world.x) instanceof Done) {
      pushed++;
    }
    assertThat(pushed).as("the ledger is never full").isLessThan(2_000);
    String last = "v-" + pushed;
    // It was full before the request was sent, or when it was to be written down what came of it.
    assertThat(world.row(last) instanceof Pending).isEqualTo(world.registry.tag(last).isPresent());
    LedgerRoom.giveBack(world.ledger());
    assertCreated(world.push(BOB, last, world.x));
    assertDenied(world.push(BOB, last, world.y));
    assertThat(new Recovery(world.parts()).run()).isZero();
  }

  @Test
  void ledgerThatFillsUpBetweenIntentAndSettlement_resolvesWhenThereIsRoom() throws Exception {
    world.registry.fate(
        () -> {
          readOnly();
          return MemoryRegistry.Fate.ANSWERED;
        });
    assertThat(assertUnavailable(world.push(BOB, "v1", world.x))).isEqualTo(CAUSE);
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
    assertThat(world.row("v1")).isInstanceOf(Pending.class);
    assertUnavailable(world.push(BOB, "v1", world.y));
    LedgerRoom.giveBack(world.ledger());
    assertDenied(world.push(BOB, "v1", world.y));
    assertCreated(world.push(BOB, "v1", world.x));
  }

  private void readOnly() {
    try {
      LedgerRoom.makeReadOnly(world.ledger());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
