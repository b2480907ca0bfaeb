package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.Lift;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever it is kept in. */
abstract class LedgerContract {
  static final RepositoryName API = new RepositoryName("acme/pay/api");
  static final RepositoryName WEB = new RepositoryName("acme/pay/web");
  static final Tag V1 = new Tag("v1");
  static final Tag V2 = new Tag("v2");
  static final Digest D = digest("D");
  static final Digest X = digest("X");
  static final Digest LAYER = digest("layer");
  static final Subject BOB = new Subject.User("bob");
  static final Subject CI = new Subject.Service("acme", "ci");
  static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant T1 = T0.plusSeconds(60);
  static final List<Lift> LIFTS =
      List.of(new Lift("acme/rebuild", "acme/releases"), new Lift("acme/x", "acme/y"));

  Ledger ledger;

  /** Opens the ledger of this test, which keeps what it was told before. */
  abstract Ledger open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    ledger = open();
  }

  void reopen() throws Exception {
    ledger.close();
    ledger = open();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void state_ofTagNeverSeen_isUnseen() throws Exception {
    assertThat(ledger.state(API, V1)).isEqualTo(new Unseen());
    assertThat(ledger.entries(API)).isEmpty();
  }

  @Test
  void repositories_areThoseWithARowOrAnIntent_eachOnce() throws Exception {
    assertThat(ledger.repositories()).isEmpty();
    settle(V1, new Held(D), Optional.of(BOB), T0);
    settle(V2, new Held(X), Optional.of(BOB), T0);
    ledger.intend(WEB, List.of(new Intention(V1, new Intent.Put(D), false)), BOB, T0);
    assertThat(ledger.repositories()).containsExactly(API, WEB);
  }

  @Test
  void settle_everyState_isThereAfterReopening() throws Exception {
    for (Settled state : List.of(new Held(D), new Deleted(D, LIFTS), new Held(X))) {
      settle(V1, state, Optional.of(BOB), T0);
      reopen();
      assertThat(ledger.state(API, V1)).isEqualTo(state);
      assertThat(ledger.entries(API))
          .containsExactly(new LedgerEntry(API, V1, state, Optional.of(BOB), T0));
    }
  }

  @Test
  void intend_isThereAfterReopening_withWhatWasSettledBefore() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.intend(API, List.of(put(V1, X), put(V2, X)), CI, T1);
    reopen();
    assertThat(ledger.state(API, V1))
        .isEqualTo(new Pending(new Intent.Put(X), new Held(D), T1, false));
    assertThat(ledger.state(API, V2))
        .isEqualTo(new Pending(new Intent.Put(X), new Unseen(), T1, false));
    assertThat(ledger.pending())
        .extracting(LedgerEntry::tag, LedgerEntry::by)
        .containsExactly(tuple(V1, Optional.of(CI)), tuple(V2, Optional.of(CI)));
  }

  @Test
  void intend_delete_remembersDigestAndLifts() throws Exception {
    for (Intent intent :
        List.of(
            new Intent.Delete(Optional.of(D), LIFTS),
            new Intent.Delete(Optional.empty(), List.of()))) {
      ledger.intend(API, List.of(new Intention(V1, intent, true)), BOB, T0);
      reopen();
      assertThat(ledger.state(API, V1)).isEqualTo(new Pending(intent, new Unseen(), T0, true));
    }
  }

  @Test
  void settle_takesTheIntentAway() throws Exception {
    ledger.intend(API, List.of(put(V1, X)), CI, T0);
    settle(V1, new Held(X), Optional.of(CI), T0);
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(X));
    assertThat(ledger.pending()).isEmpty();
  }

  @Test
  void settle_open_leavesTheIntentBesideWhatIsSettled() throws Exception {
    ledger.intend(API, List.of(new Intention(V1, new Intent.Put(X), true)), CI, T0);
    Settlement open = new Settlement(V1, new Held(X), Optional.of(CI), T0, true);
    ledger.settle(API, List.of(open), Map.of());
    reopen();
    assertThat(ledger.state(API, V1))
        .isEqualTo(new Pending(new Intent.Put(X), new Held(X), T0, true));
    settle(V1, new Held(X), Optional.empty(), T1);
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(X));
  }

  @Test
  void removal_isThereAfterReopening_untilItEnds() throws Exception {
    ledger.intendRemoval(API, Set.of(D), CI, T0);
    ledger.intendRemoval(WEB, Set.of(X), CI, T0);
    ledger.intendRemoval(API, Set.of(D), BOB, T1);
    reopen();
    assertThat(ledger.removals()).containsExactly(new Removal(API, D, T1), new Removal(WEB, X, T0));
    ledger.endRemoval(API, Set.of(D));
    assertThat(ledger.removals()).containsExactly(new Removal(WEB, X, T0));
  }

  @Test
  void redate_takesWhatIsLaterThanCanBe_andNothingElse() throws Exception {
    ledger.intend(API, List.of(put(V1, X)), CI, T1);
    ledger.intend(WEB, List.of(put(V1, X)), CI, T0);
    ledger.intendRemoval(API, Set.of(D), CI, T1);
    ledger.intendRemoval(WEB, Set.of(X), CI, T0);
    ledger.redate(T0, T0.minusSeconds(60));
    reopen();
    assertThat(ledger.pending())
        .extracting(LedgerEntry::repository, LedgerEntry::at)
        .containsExactly(tuple(API, T0.minusSeconds(60)), tuple(WEB, T0));
    assertThat(ledger.removals())
        .containsExactly(new Removal(API, D, T0.minusSeconds(60)), new Removal(WEB, X, T0));
  }

  @Test
  void settle_asItWas_keepsWhoMadeItAndWhen() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.intend(API, List.of(put(V1, X)), CI, T1);
    settle(V1, new Held(D), Optional.empty(), T1);
    assertThat(ledger.entries(API))
        .containsExactly(new LedgerEntry(API, V1, new Held(D), Optional.of(BOB), T0));
  }

  @Test
  void settle_unseen_forgetsTheTag() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    settle(V1, new Unseen(), Optional.of(BOB), T1);
    assertThat(ledger.entries(API)).isEmpty();
  }

  @Test
  void entries_areThoseOfTheRepository() throws Exception {
    settle(V1, new Held(D), Optional.empty(), T0);
    ledger.settle(WEB, List.of(new Settlement(V2, new Held(X), Optional.empty(), T0)), Map.of());
    ledger.intend(API, List.of(put(V2, D)), BOB, T1);
    assertThat(ledger.entries(API)).extracting(LedgerEntry::tag).containsExactly(V1, V2);
    assertThat(ledger.entries(WEB)).extracting(LedgerEntry::tag).containsExactly(V2);
  }

  @Test
  void holding_findsHeldRowsByWhatTheirManifestIsMadeOf() throws Exception {
    Closure closure = new Closure(Set.of(LAYER, digest("config")), Optional.empty());
    ledger.settle(API, List.of(held(V1, D), held(V2, X)), Map.of(D, closure));
    assertThat(ledger.holding(API, Set.of(LAYER))).extracting(LedgerEntry::tag).containsExactly(V1);
    assertThat(ledger.holding(API, Set.of(digest("other"), LAYER))).hasSize(1);
    assertThat(ledger.holding(API, Set.of(digest("other")))).isEmpty();
    assertThat(ledger.holding(WEB, Set.of(LAYER))).isEmpty();
  }

  @Test
  void holding_leavesOutWhatWasDeleted() throws Exception {
    Closure closure = new Closure(Set.of(LAYER), Optional.empty());
    ledger.settle(API, List.of(held(V1, D)), Map.of(D, closure));
    settle(V1, new Deleted(D, LIFTS), Optional.of(BOB), T1);
    assertThat(ledger.holding(API, Set.of(LAYER))).isEmpty();
    settle(V1, new Held(D), Optional.of(BOB), T1);
    assertThat(ledger.holding(API, Set.of(LAYER))).hasSize(1);
  }

  @Test
  void closure_isForgottenWithTheLastRowThatNamesIt() throws Exception {
    Closure closure = new Closure(Set.of(LAYER), Optional.empty());
    ledger.settle(API, List.of(held(V1, D), held(V2, D)), Map.of(D, closure));
    settle(V1, new Held(X), Optional.of(BOB), T1);
    assertThat(ledger.withoutClosure(API)).extracting(LedgerEntry::tag).containsExactly(V1);
    settle(V2, new Held(X), Optional.of(BOB), T1);
    settle(V1, new Held(D), Optional.of(BOB), T1);
    assertThat(ledger.withoutClosure(API)).extracting(LedgerEntry::tag).containsExactly(V1, V2);
    assertThat(ledger.holding(API, Set.of(LAYER))).isEmpty();
  }

  @Test
  void withoutClosure_namesThoseThatAreNotAllKnown() throws Exception {
    Closure partly = new Closure(Set.of(LAYER), Optional.of("a child could not be read"));
    ledger.settle(API, List.of(held(V1, D), held(V2, X)), Map.of(D, partly));
    assertThat(ledger.withoutClosure(API)).extracting(LedgerEntry::tag).containsExactly(V1, V2);
    assertThat(ledger.holding(API, Set.of(LAYER))).hasSize(1);
    Closure all = new Closure(Set.of(LAYER), Optional.empty());
    ledger.settle(API, List.of(), Map.of(D, all, X, all));
    assertThat(ledger.withoutClosure(API)).isEmpty();
  }

  @Test
  void everyCall_afterClosing_throws() {
    ledger.close();
    assertThatThrownBy(() -> ledger.state(API, V1)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.intend(API, List.of(put(V1, X)), BOB, T0))
        .isInstanceOf(LedgerException.class);
  }

  void settle(Tag tag, Settled state, Optional<Subject> by, Instant at) throws LedgerException {
    ledger.settle(API, List.of(new Settlement(tag, state, by, at)), Map.of());
  }

  static Settlement held(Tag tag, Digest digest) {
    return new Settlement(tag, new Held(digest), Optional.of(BOB), T0);
  }

  static Intention put(Tag tag, Digest digest) {
    return new Intention(tag, new Intent.Put(digest), false);
  }

  static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
