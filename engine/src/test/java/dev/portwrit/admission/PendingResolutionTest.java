package dev.portwrit.admission;

import static dev.portwrit.admission.AdmissionWorld.*;
import static dev.portwrit.admission.PendingResolution.Landing.OVER;
import static dev.portwrit.admission.PendingResolution.Landing.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.PendingResolution.Resolved;
import dev.portwrit.admission.PendingResolution.Waits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingResolutionTest {
  private static final Intent PUT_X = new Intent.Put(X);
  private static final Intent DELETE_UNDER_EXCEPTION =
      new Intent.Delete(Optional.of(D), List.of(LIFT_RELEASES));

  @Test
  void put_thatIsSeen_isHeldWheneverItLanded() {
    for (PendingResolution.Landing landing : PendingResolution.Landing.values()) {
      assertThat(PendingResolution.of(row(PUT_X, UNSEEN), AT_X, landing))
          .isEqualTo(new Resolved(new LedgerState.Held(X), true, false));
    }
  }

  @Test
  void put_thatIsNotSeenButMayLand_waits() {
    for (TagState upstream : List.of(ABSENT, AT_D, AT_E)) {
      assertThat(PendingResolution.of(row(PUT_X, HELD_D), upstream, POSSIBLE))
          .isInstanceOf(Waits.class);
    }
  }

  @Test
  void put_thatNeverCameToBe_blocksNobody() {
    assertThat(PendingResolution.of(row(PUT_X, UNSEEN), ABSENT, OVER))
        .isEqualTo(new Resolved(UNSEEN, false, false));
  }

  @Test
  void put_ofUnseenTagThatTurnsOutToBeSomethingElse_holdsThat() {
    assertThat(PendingResolution.of(row(PUT_X, UNSEEN), AT_E, OVER))
        .isEqualTo(new Resolved(new LedgerState.Held(E), false, false));
  }

  @Test
  void put_thatDidNotHappen_leavesWhatWasSettled() {
    for (Settled before : List.of(HELD_D, DELETED_D)) {
      for (TagState upstream : List.of(ABSENT, AT_D, AT_E)) {
        assertThat(PendingResolution.of(row(PUT_X, before), upstream, OVER))
            .isEqualTo(new Resolved(before, false, false));
      }
    }
  }

  @Test
  void anything_thatCannotBeReadBack_waits() {
    for (PendingResolution.Landing landing : PendingResolution.Landing.values()) {
      assertThat(PendingResolution.of(row(PUT_X, HELD_D), UNKNOWN, landing))
          .isEqualTo(new Waits("the registry did not answer in 10 s"));
      assertThat(PendingResolution.of(row(DELETE_UNDER_EXCEPTION, HELD_D), UNKNOWN, landing))
          .isEqualTo(new Waits("the registry did not answer in 10 s"));
    }
  }

  @Test
  void delete_underException_remembersTheDigestAndTheException() {
    assertThat(PendingResolution.of(row(DELETE_UNDER_EXCEPTION, HELD_D), ABSENT, OVER))
        .isEqualTo(new Resolved(DELETED_D, true, false));
    assertThat(PendingResolution.of(row(DELETE_UNDER_EXCEPTION, UNSEEN), ABSENT, OVER))
        .isEqualTo(new Resolved(DELETED_D, true, false));
  }

  @Test
  void delete_thatNeededNoException_forgetsTheTag() {
    Intent plain = new Intent.Delete(Optional.of(D), List.of());
    assertThat(PendingResolution.of(row(plain, HELD_D), ABSENT, OVER))
        .isEqualTo(new Resolved(UNSEEN, true, false));
  }

  @Test
  void delete_thatDidNotHappen_leavesWhatWasSettled() {
    assertThat(PendingResolution.of(row(DELETE_UNDER_EXCEPTION, HELD_D), AT_D, OVER))
        .isEqualTo(new Resolved(HELD_D, false, false));
    assertThat(PendingResolution.of(row(DELETE_UNDER_EXCEPTION, HELD_D), AT_D, POSSIBLE))
        .isInstanceOf(Waits.class);
  }

  @Test
  void anythingThatRepeats_staysOpenUntilItCannotLandASecondTime() {
    Pending put = new Pending(PUT_X, UNSEEN, NOW, true);
    Pending delete = new Pending(DELETE_UNDER_EXCEPTION, HELD_D, NOW, true);
    LedgerState.Held held = new LedgerState.Held(X);
    assertThat(PendingResolution.of(put, AT_X, POSSIBLE)).isEqualTo(new Resolved(held, true, true));
    assertThat(PendingResolution.of(put, AT_X, OVER)).isEqualTo(new Resolved(held, true, false));
    assertThat(PendingResolution.of(delete, ABSENT, POSSIBLE))
        .isEqualTo(new Resolved(DELETED_D, true, true));
    assertThat(PendingResolution.of(delete, ABSENT, OVER))
        .isEqualTo(new Resolved(DELETED_D, true, false));
  }

  private static Pending row(Intent intent, Settled before) {
    return new Pending(intent, before, NOW, false);
  }
}
