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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest {
  private static final RepositoryName API = new RepositoryName("acme/pay/api");
  private static final RepositoryName WEB = new RepositoryName("acme/pay/web");
  private static final Tag V1 = new Tag("v1");
  private static final Tag V2 = new Tag("v2");
  private static final Digest D = digest("D");
  private static final Digest X = digest("X");
  private static final Digest LAYER = digest("layer");
  private static final Subject BOB = new Subject.User("bob");
  private static final Subject CI = new Subject.Service("acme", "ci");
  private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(60);
  private static final List<Lift> LIFTS =
      List.of(new Lift("acme/rebuild", "acme/releases"), new Lift("acme/x", "acme/y"));

  private final Path file;
  private SqliteLedger ledger;

  SqliteLedgerTest(@TempDir Path folder) throws LedgerException {
    file = folder.resolve("ledger.db");
    ledger = SqliteLedger.open(file);
  }

  private void reopen() throws LedgerException {
    ledger.close();
    ledger = SqliteLedger.open(file);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void state_ofTagNeverSeen_isUnseen() throws LedgerException {
    assertThat(ledger.state(API, V1)).isEqualTo(new Unseen());
    assertThat(ledger.entries(API)).isEmpty();
  }

  @Test
  void settle_everyState_isThereAfterReopening() throws LedgerException {
    for (Settled state : List.of(new Held(D), new Deleted(D, LIFTS), new Held(X))) {
      settle(V1, state, Optional.of(BOB), T0);
      reopen();
      assertThat(ledger.state(API, V1)).isEqualTo(state);
      assertThat(ledger.entries(API))
          .containsExactly(new LedgerEntry(API, V1, state, Optional.of(BOB), T0));
    }
  }

  @Test
  void intend_isThereAfterReopening_withWhatWasSettledBefore() throws LedgerException {
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
  void intend_delete_remembersDigestAndLifts() throws LedgerException {
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
  void settle_takesTheIntentAway() throws LedgerException {
    ledger.intend(API, List.of(put(V1, X)), CI, T0);
    settle(V1, new Held(X), Optional.of(CI), T0);
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(X));
    assertThat(ledger.pending()).isEmpty();
  }

  @Test
  void settle_open_leavesTheIntentBesideWhatIsSettled() throws LedgerException {
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
  void removal_isThereAfterReopening_untilItEnds() throws LedgerException {
    ledger.intendRemoval(API, Set.of(D), CI, T0);
    ledger.intendRemoval(WEB, Set.of(X), CI, T0);
    ledger.intendRemoval(API, Set.of(D), BOB, T1);
    reopen();
    assertThat(ledger.removals()).containsExactly(new Removal(API, D, T1), new Removal(WEB, X, T0));
    ledger.endRemoval(API, Set.of(D));
    assertThat(ledger.removals()).containsExactly(new Removal(WEB, X, T0));
  }

  @Test
  void open_ofVersion1_keepsWhatItHoldsAndTakesWhatIsNew() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.intend(API, List.of(put(V2, X)), CI, T1);
    ledger.close();
    alter("DROP TABLE removal");
    alter("ALTER TABLE tag_intent DROP COLUMN repeats");
    alter("UPDATE ledger_schema SET version = 1");
    ledger = SqliteLedger.open(file);
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(D));
    assertThat(ledger.state(API, V2))
        .isEqualTo(new Pending(new Intent.Put(X), new Unseen(), T1, false));
    ledger.intendRemoval(API, Set.of(D), CI, T0);
    reopen();
    assertThat(ledger.removals()).hasSize(1);
  }

  @Test
  void settle_asItWas_keepsWhoMadeItAndWhen() throws LedgerException {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.intend(API, List.of(put(V1, X)), CI, T1);
    settle(V1, new Held(D), Optional.empty(), T1);
    assertThat(ledger.entries(API))
        .containsExactly(new LedgerEntry(API, V1, new Held(D), Optional.of(BOB), T0));
  }

  @Test
  void settle_unseen_forgetsTheTag() throws LedgerException {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    settle(V1, new Unseen(), Optional.of(BOB), T1);
    assertThat(ledger.entries(API)).isEmpty();
  }

  @Test
  void entries_areThoseOfTheRepository() throws LedgerException {
    settle(V1, new Held(D), Optional.empty(), T0);
    ledger.settle(WEB, List.of(new Settlement(V2, new Held(X), Optional.empty(), T0)), Map.of());
    ledger.intend(API, List.of(put(V2, D)), BOB, T1);
    assertThat(ledger.entries(API)).extracting(LedgerEntry::tag).containsExactly(V1, V2);
    assertThat(ledger.entries(WEB)).extracting(LedgerEntry::tag).containsExactly(V2);
  }

  @Test
  void holding_findsHeldRowsByWhatTheirManifestIsMadeOf() throws LedgerException {
    Closure closure = new Closure(Set.of(LAYER, digest("config")), Optional.empty());
    ledger.settle(API, List.of(held(V1, D), held(V2, X)), Map.of(D, closure));
    assertThat(ledger.holding(API, Set.of(LAYER))).extracting(LedgerEntry::tag).containsExactly(V1);
    assertThat(ledger.holding(API, Set.of(digest("other"), LAYER))).hasSize(1);
    assertThat(ledger.holding(API, Set.of(digest("other")))).isEmpty();
    assertThat(ledger.holding(WEB, Set.of(LAYER))).isEmpty();
  }

  @Test
  void holding_leavesOutWhatWasDeleted() throws LedgerException {
    Closure closure = new Closure(Set.of(LAYER), Optional.empty());
    ledger.settle(API, List.of(held(V1, D)), Map.of(D, closure));
    settle(V1, new Deleted(D, LIFTS), Optional.of(BOB), T1);
    assertThat(ledger.holding(API, Set.of(LAYER))).isEmpty();
    settle(V1, new Held(D), Optional.of(BOB), T1);
    assertThat(ledger.holding(API, Set.of(LAYER))).hasSize(1);
  }

  @Test
  void closure_isForgottenWithTheLastRowThatNamesIt() throws LedgerException {
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
  void withoutClosure_namesThoseThatAreNotAllKnown() throws LedgerException {
    Closure partly = new Closure(Set.of(LAYER), Optional.of("a child could not be read"));
    ledger.settle(API, List.of(held(V1, D), held(V2, X)), Map.of(D, partly));
    assertThat(ledger.withoutClosure(API)).extracting(LedgerEntry::tag).containsExactly(V1, V2);
    assertThat(ledger.holding(API, Set.of(LAYER))).hasSize(1);
    Closure all = new Closure(Set.of(LAYER), Optional.empty());
    ledger.settle(API, List.of(), Map.of(D, all, X, all));
    assertThat(ledger.withoutClosure(API)).isEmpty();
  }

  @Test
  void write_onAFullDisk_throwsAndLeavesNothing() throws LedgerException {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.pragma("max_page_count = 1");
    List<Intention> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(put(new Tag("t" + i), X));
    }
    assertThatThrownBy(() -> ledger.intend(API, many, BOB, T1))
        .isInstanceOf(LedgerException.class)
        .hasMessage("the disk under the ledger `%s` is full", file);
    assertThat(ledger.entries(API)).hasSize(1);
    assertThat(ledger.pending()).isEmpty();
    ledger.pragma("max_page_count = 1000000");
    ledger.intend(API, many, BOB, T1);
    assertThat(ledger.pending()).hasSize(2_000);
  }

  @Test
  void write_toWhatCannotBeWritten_throws() throws LedgerException {
    ledger.pragma("query_only = ON");
    assertThatThrownBy(() -> settle(V1, new Held(D), Optional.empty(), T0))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("cannot be written");
    assertThat(ledger.state(API, V1)).isEqualTo(new Unseen());
  }

  @Test
  void write_besideBusyWriters_waitsForFewOfThem() throws Exception {
    int busy = 3;
    int writes = 200;
    AtomicInteger others = new AtomicInteger();
    AtomicBoolean isOver = new AtomicBoolean();
    CountDownLatch running = new CountDownLatch(busy);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < busy; i++) {
      Tag tag = new Tag("busy-" + i);
      Thread thread =
          new Thread(
              () -> {
                while (!isOver.get()) {
                  intend(tag);
                  others.incrementAndGet();
                  running.countDown();
                }
              });
      threads.add(thread);
      thread.start();
    }
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    int before = others.get();
    for (int i = 0; i < writes; i++) {
      intend(V1);
    }
    int meanwhile = others.get() - before;
    isOver.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    // Some slip in while this thread is not waiting; in no order it would be many times as many.
    assertThat(meanwhile).isLessThan(writes * busy * 3);
  }

  private void intend(Tag tag) {
    try {
      ledger.intend(API, List.of(put(tag, X)), BOB, T0);
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void open_ofNewerVersion_isRefused() throws Exception {
    ledger.close();
    alter("UPDATE ledger_schema SET version = 3");
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "the ledger `%s` is of version 3 and this program knows 2; use a newer portwrit", file);
  }

  @Test
  void open_ofAnotherDatabase_isRefused() throws Exception {
    ledger.close();
    alter("DROP TABLE ledger_schema");
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessage("`%s` is a database, but not a ledger", file);
  }

  @Test
  void open_ofNoDatabase_isRefused() throws IOException {
    ledger.close();
    Files.writeString(file, "organization: acme\n".repeat(1_000));
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is damaged; restore it from a backup");
  }

  @Test
  void open_ofDamagedFile_isRefused() throws Exception {
    List<Intention> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(put(new Tag("t" + i), X));
    }
    ledger.intend(API, many, BOB, T0);
    ledger.close();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 20_000; i++) {
      bytes[i] = (byte) 0x5a;
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is damaged; restore it from a backup");
  }

  @Test
  void open_whileAnotherGatewayUsesIt_isRefused() {
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "the ledger `%s` is in use by another gateway; give each gateway its own", file);
  }

  @Test
  void open_inAFolderThatIsNotThere_isRefused() {
    assertThatThrownBy(() -> SqliteLedger.open(file.resolve("below").resolve("ledger.db")))
        .isInstanceOf(LedgerException.class);
  }

  @Test
  void row_thatNoLedgerWrites_isDamageAndNotAState() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    for (String damage :
        List.of(
            "UPDATE tag_state SET digest = 'sha256:0'",
            "UPDATE tag_state SET digest = ''",
            "UPDATE tag_state SET state = 'free'",
            "UPDATE tag_state SET subject = 'nobody'")) {
      ledger.close();
      alter(damage);
      ledger = SqliteLedger.open(file);
      assertThatThrownBy(() -> ledger.state(API, V1))
          .as(damage)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void everyCall_afterClosing_throws() {
    ledger.close();
    assertThatThrownBy(() -> ledger.state(API, V1)).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.intend(API, List.of(put(V1, X)), BOB, T0))
        .isInstanceOf(LedgerException.class);
  }

  private void settle(Tag tag, Settled state, Optional<Subject> by, Instant at)
      throws LedgerException {
    ledger.settle(API, List.of(new Settlement(tag, state, by, at)), Map.of());
  }

  private static Intention put(Tag tag, Digest digest) {
    return new Intention(tag, new Intent.Put(digest), false);
  }

  private static Settlement held(Tag tag, Digest digest) {
    return new Settlement(tag, new Held(digest), Optional.of(BOB), T0);
  }

  private void alter(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
