package dev.portwrit.admission;

import static dev.portwrit.admission.AdmissionWorld.*;
import static dev.portwrit.admission.TagAdmission.judgeDelete;
import static dev.portwrit.admission.TagAdmission.judgePush;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.TagJudgement.AlreadyThere;
import dev.portwrit.admission.TagJudgement.Drift;
import dev.portwrit.admission.TagJudgement.Forward;
import dev.portwrit.admission.TagJudgement.Refuse;
import dev.portwrit.admission.TagJudgement.ResolvePending;
import dev.portwrit.admission.TagJudgement.Undecidable;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TagAdmissionTest {
  private static final TagJudgement FORWARD = new Forward(List.of(), false, List.of());
  private static final TagJudgement RESTORE = new Forward(List.of(), true, List.of());

  /** The table of the ledger, row by row. */
  @Nested
  class Immutable {
    @Test
    void unseen_absent_isForwarded() {
      assertThat(judgePush(rules(IMMUTABLE), UNSEEN, ABSENT, X)).isEqualTo(FORWARD);
    }

    @Test
    void unseen_atD_pushD_isAlreadyThere() {
      assertThat(judgePush(rules(IMMUTABLE), UNSEEN, AT_D, D)).isEqualTo(new AlreadyThere(D));
    }

    @Test
    void unseen_atD_pushX_holdsDAndRefuses() {
      Refuse refuse = refused(judgePush(rules(IMMUTABLE), UNSEEN, AT_D, X));
      assertThat(refuse.hold()).contains(D);
      assertThat(refuse.drift()).isEmpty();
      assertThat(refuse.refusal().current()).contains(D);
      assertThat(refuse.refusal().pushed()).contains(X);
      assertThat(refuse.refusal().action()).isEqualTo(Action.OVERWRITE);
    }

    @Test
    void heldD_atD_pushD_isAlreadyThere() {
      assertThat(judgePush(rules(IMMUTABLE), HELD_D, AT_D, D)).isEqualTo(new AlreadyThere(D));
    }

    @Test
    void heldD_atD_pushX_isRefused() {
      Refuse refuse = refused(judgePush(rules(IMMUTABLE), HELD_D, AT_D, X));
      assertThat(refuse.hold()).isEmpty();
      assertThat(refuse.refusal().rule()).isEqualTo(IMMUTABLE.rule());
    }

    @Test
    void heldD_atD_pushXUnderException_isForwarded() {
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED), HELD_D, AT_D, X))
          .isEqualTo(new Forward(List.of(LIFT_RELEASES), false, List.of()));
    }

    @Test
    void heldD_absent_pushD_restores() {
      assertThat(judgePush(rules(IMMUTABLE), HELD_D, ABSENT, D)).isEqualTo(RESTORE);
    }

    @Test
    void heldD_atE_pushD_restores() {
      assertThat(judgePush(rules(IMMUTABLE), HELD_D, AT_E, D)).isEqualTo(RESTORE);
    }

    @Test
    void heldD_absent_pushX_isRefusedAndReported() {
      Refuse refuse = refused(judgePush(rules(IMMUTABLE), HELD_D, ABSENT, X));
      assertThat(refuse.drift()).contains(new Drift(D, Optional.empty()));
    }

    @Test
    void heldD_atE_pushX_isRefusedAndReported() {
      Refuse refuse = refused(judgePush(rules(IMMUTABLE), HELD_D, AT_E, X));
      assertThat(refuse.drift()).contains(new Drift(D, Optional.of(E)));
    }

    @Test
    void heldD_atE_pushE_isRefusedThoughTheRegistryHasIt() {
      Refuse refuse = refused(judgePush(rules(IMMUTABLE), HELD_D, AT_E, E));
      assertThat(refuse.drift()).contains(new Drift(D, Optional.of(E)));
    }

    @Test
    void heldD_absent_pushXUnderException_isForwarded() {
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED), HELD_D, ABSENT, X))
          .isEqualTo(new Forward(List.of(LIFT_RELEASES), false, List.of()));
    }

    @Test
    void heldD_atE_pushEUnderException_isAlreadyThere() {
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED), HELD_D, AT_E, E))
          .isEqualTo(new AlreadyThere(E));
    }

    @Test
    void deletedD_absent_pushD_isForwarded() {
      assertThat(judgePush(rules(IMMUTABLE), DELETED_D, ABSENT, D)).isEqualTo(RESTORE);
    }

    @Test
    void deletedD_absent_pushX_isRefused() {
      Refuse refuse = refused(judgePush(rules(IMMUTABLE), DELETED_D, ABSENT, X));
      assertThat(refuse.drift()).isEmpty();
      assertThat(refuse.refusal().current()).contains(D);
    }

    @Test
    void deletedD_absent_pushXUnderException_isForwarded() {
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED), DELETED_D, ABSENT, X))
          .isEqualTo(new Forward(List.of(LIFT_RELEASES), false, List.of()));
    }

    @Test
    void deletedD_atE_pushE_isRefused() {
      assertThat(judgePush(rules(IMMUTABLE), DELETED_D, AT_E, E)).isInstanceOf(Refuse.class);
    }

    @Test
    void pending_any_any_isResolvedFirst() {
      for (TagState upstream : List.of(ABSENT, AT_D, AT_X, UNKNOWN)) {
        for (ProtectionStanding standing : List.of(IMMUTABLE, IMMUTABLE_EXCEPTED, RESTRICTED)) {
          LedgerState pending = pending(new LedgerState.Intent.Put(X), HELD_D);
          assertThat(judgePush(rules(standing), pending, upstream, X))
              .isEqualTo(new ResolvePending());
          assertThat(judgePush(rules(standing), pending, upstream, D))
              .isEqualTo(new ResolvePending());
        }
      }
    }

    @Test
    void any_unknown_any_isUndecidable() {
      for (LedgerState ledger : List.of(UNSEEN, HELD_D, DELETED_D)) {
        for (ProtectionStanding standing : List.of(IMMUTABLE, IMMUTABLE_EXCEPTED, RESTRICTED)) {
          assertThat(judgePush(rules(standing), ledger, UNKNOWN, D))
              .isEqualTo(new Undecidable("the registry did not answer in 10 s"));
        }
      }
    }

    @Test
    void delete_ofWhatExists_isRefused() {
      Refuse refuse = refused(judgeDelete(rules(IMMUTABLE), HELD_D, AT_D));
      assertThat(refuse.refusal().action()).isEqualTo(Action.DELETE);
      assertThat(refuse.refusal().current()).contains(D);
    }

    @Test
    void delete_ofUnseenTag_isRefusedAndHeld() {
      assertThat(refused(judgeDelete(rules(IMMUTABLE), UNSEEN, AT_D)).hold()).contains(D);
    }

    @Test
    void delete_ofTagThatDoesNotExist_isRefusedAlike() {
      assertThat(judgeDelete(rules(IMMUTABLE), UNSEEN, ABSENT)).isInstanceOf(Refuse.class);
      assertThat(judgeDelete(rules(IMMUTABLE), UNSEEN, UNKNOWN)).isInstanceOf(Refuse.class);
    }

    @Test
    void delete_underException_isForwardedWithIt() {
      assertThat(judgeDelete(rules(IMMUTABLE_EXCEPTED), HELD_D, AT_D))
          .isEqualTo(new Forward(List.of(LIFT_RELEASES), false, List.of()));
    }

    @Test
    void delete_underExceptionWithUnknownUpstream_isUndecidable() {
      assertThat(judgeDelete(rules(IMMUTABLE_EXCEPTED), HELD_D, UNKNOWN))
          .isInstanceOf(Undecidable.class);
    }

    @Test
    void delete_underExceptionWhilePending_isResolvedFirst() {
      LedgerState pending = pending(new LedgerState.Intent.Put(X), HELD_D);
      assertThat(judgeDelete(rules(IMMUTABLE_EXCEPTED), pending, AT_D))
          .isEqualTo(new ResolvePending());
    }
  }

  /** The same rows record who made what; the subject decides. */
  @Nested
  class Restricted {
    @Test
    void named_createsMovesAndDeletes() {
      assertThat(judgePush(rules(RESTRICTED_NAMED), UNSEEN, ABSENT, X)).isEqualTo(FORWARD);
      assertThat(judgePush(rules(RESTRICTED_NAMED), HELD_D, AT_D, X)).isEqualTo(FORWARD);
      assertThat(judgeDelete(rules(RESTRICTED_NAMED), HELD_D, AT_D)).isEqualTo(FORWARD);
    }

    @Test
    void notNamed_mayNotCreate() {
      Refuse refuse = refused(judgePush(rules(RESTRICTED), UNSEEN, ABSENT, X));
      assertThat(refuse.refusal().action()).isEqualTo(Action.PUSH);
      assertThat(refuse.refusal().current()).isEmpty();
    }

    @Test
    void notNamed_mayNotMoveOrDelete() {
      assertThat(judgePush(rules(RESTRICTED), HELD_D, AT_D, X)).isInstanceOf(Refuse.class);
      assertThat(judgeDelete(rules(RESTRICTED), HELD_D, AT_D)).isInstanceOf(Refuse.class);
    }

    @Test
    void notNamed_pushOfTheDigestItHas_isAlreadyThere() {
      assertThat(judgePush(rules(RESTRICTED), HELD_D, AT_D, D)).isEqualTo(new AlreadyThere(D));
      assertThat(judgePush(rules(RESTRICTED), UNSEEN, AT_D, D)).isEqualTo(new AlreadyThere(D));
      assertThat(judgePush(rules(RESTRICTED), HELD_D, AT_E, E)).isEqualTo(new AlreadyThere(E));
    }

    @Test
    void notNamed_mayNotRestoreWhatWasLost() {
      assertThat(judgePush(rules(RESTRICTED), HELD_D, ABSENT, D)).isInstanceOf(Refuse.class);
    }

    @Test
    void notNamed_underException_passes() {
      assertThat(judgePush(rules(RESTRICTED_EXCEPTED), HELD_D, AT_D, X))
          .isEqualTo(new Forward(List.of(LIFT_STABLE), false, List.of()));
    }

    @Test
    void deletedUnderExceptionToIt_comesBackWithTheRoleAlone() {
      LedgerState deleted = new LedgerState.Deleted(D, List.of(LIFT_STABLE));
      assertThat(judgePush(rules(RESTRICTED), deleted, ABSENT, D)).isEqualTo(RESTORE);
      assertThat(judgePush(rules(RESTRICTED), deleted, ABSENT, X)).isInstanceOf(Refuse.class);
    }

    @Test
    void deletedUnderExceptionToAnother_doesNotComeBackWithTheRoleAlone() {
      assertThat(judgePush(rules(RESTRICTED), DELETED_D, ABSENT, D)).isInstanceOf(Refuse.class);
    }
  }

  @Nested
  class Several {
    @Test
    void all_mustLetItPass() {
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED, RESTRICTED), HELD_D, AT_D, X))
          .isInstanceOf(Refuse.class);
      assertThat(judgePush(rules(IMMUTABLE, RESTRICTED_NAMED), HELD_D, AT_D, X))
          .isInstanceOf(Refuse.class);
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED, RESTRICTED_NAMED), HELD_D, AT_D, X))
          .isInstanceOf(Forward.class);
    }

    @Test
    void theFirstThatRefuses_isTheRule() {
      assertThat(refusalOf(judgePush(rules(IMMUTABLE, RESTRICTED), HELD_D, AT_D, X)).rule())
          .isEqualTo(IMMUTABLE.rule());
      assertThat(refusalOf(judgePush(rules(IMMUTABLE, RESTRICTED), UNSEEN, ABSENT, X)).rule())
          .isEqualTo(RESTRICTED.rule());
    }

    @Test
    void delete_liftsEveryProtectionThatNeedsIt() {
      assertThat(judgeDelete(rules(IMMUTABLE_EXCEPTED, RESTRICTED_EXCEPTED), HELD_D, AT_D))
          .isEqualTo(new Forward(List.of(LIFT_RELEASES, LIFT_STABLE), false, List.of()));
    }
  }

  @Nested
  class Warning {
    @Test
    void warnOnly_overwrite_isForwardedWithWarning() {
      List<Rule> warned = List.of(IMMUTABLE_WARNING.rule());
      assertThat(judgePush(rules(IMMUTABLE_WARNING), UNSEEN, AT_D, X))
          .isEqualTo(new Forward(List.of(), false, warned));
      assertThat(judgeDelete(rules(IMMUTABLE_WARNING), UNSEEN, AT_D))
          .isEqualTo(new Forward(List.of(), false, warned));
    }

    @Test
    void warnOnly_create_hasNoWarning() {
      assertThat(judgePush(rules(IMMUTABLE_WARNING), UNSEEN, ABSENT, X)).isEqualTo(FORWARD);
    }

    @Test
    void warnOnly_unknown_isForwardedWithWarning() {
      assertThat(judgePush(rules(IMMUTABLE_WARNING), UNSEEN, UNKNOWN, X))
          .isEqualTo(new Forward(List.of(), false, List.of(IMMUTABLE_WARNING.rule())));
    }

    @Test
    void warnBesideDeny_bothSpeak() {
      assertThat(judgePush(rules(IMMUTABLE_EXCEPTED, IMMUTABLE_WARNING), HELD_D, AT_D, X))
          .isEqualTo(new Forward(List.of(LIFT_RELEASES), false, List.of(IMMUTABLE_WARNING.rule())));
    }
  }

  @Nested
  class RoleAndNoProtection {
    @Test
    void withoutRole_isRefusedBeforeAnythingElse() {
      TagRules outsider = new TagRules(BOB, REPOSITORY, TAG, DENIED, DENIED, List.of(IMMUTABLE));
      LedgerState pending = pending(new LedgerState.Intent.Put(X), HELD_D);
      for (TagState upstream : List.of(ABSENT, AT_D, UNKNOWN)) {
        for (LedgerState ledger : List.of(UNSEEN, HELD_D, pending)) {
          Refuse refuse = refused(judgePush(outsider, ledger, upstream, D));
          assertThat(refuse.refusal().rule()).isEqualTo(Rule.DEFAULT_DENY);
          assertThat(refuse.refusal().tag()).isEmpty();
          assertThat(refuse.refusal().current()).isEmpty();
          assertThat(refuse.hold()).isEmpty();
          assertThat(refused(judgeDelete(outsider, ledger, upstream)).refusal().current())
              .isEmpty();
        }
      }
    }

    @Test
    void roleThatCannotBeDetermined_isUndecidable() {
      Decision unknown = new Decision.Indeterminate("no policy is in force");
      TagRules rules = new TagRules(BOB, REPOSITORY, TAG, unknown, unknown, List.of());
      assertThat(judgePush(rules, UNSEEN, ABSENT, X))
          .isEqualTo(new Undecidable("no policy is in force"));
      assertThat(judgeDelete(rules, UNSEEN, ABSENT))
          .isEqualTo(new Undecidable("no policy is in force"));
    }

    @Test
    void withoutProtection_isForwardedWhateverTheRegistryHolds() {
      for (TagState upstream : List.of(ABSENT, AT_D, AT_X, UNKNOWN)) {
        assertThat(judgePush(rules(), UNSEEN, upstream, X)).isEqualTo(FORWARD);
        assertThat(judgePush(rules(), HELD_D, upstream, X)).isEqualTo(FORWARD);
        assertThat(judgeDelete(rules(), HELD_D, upstream)).isEqualTo(FORWARD);
      }
    }
  }

  private static Refuse refused(TagJudgement judgement) {
    assertThat(judgement).isInstanceOf(Refuse.class);
    return (Refuse) judgement;
  }

  private static Refusal refusalOf(TagJudgement judgement) {
    return refused(judgement).refusal();
  }
}
