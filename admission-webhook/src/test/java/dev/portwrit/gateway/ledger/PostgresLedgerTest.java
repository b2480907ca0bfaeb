package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger of a gateway that is not alone. */
class PostgresLedgerTest extends SqlLedgerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String WRITTEN = "written";

  private PostgresFixture database;

  @BeforeEach
  @Override
  void start() throws Exception {
    database = PostgresFixture.shared();
    super.start();
  }

  @Override
  Ledger open() throws LedgerException {
    PostgresLedger opened = database.open();
    return LockedLedger.of(opened, opened.locks());
  }

  @Override
  void alter(String sql) throws Exception {
    database.execute(sql);
  }

  @Test
  void open_ofVersion1_keepsWhatItHoldsAndTakesWhatIsNew() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.intend(API, List.of(put(V2, X)), CI, T1);
    alter("DROP TABLE removal");
    alter("ALTER TABLE tag_intent DROP COLUMN repeats");
    alter("UPDATE ledger_schema SET version = 1");
    reopen();
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(D));
    assertThat(ledger.state(API, V2))
        .isEqualTo(new Pending(new Intent.Put(X), new Unseen(), T1, false));
    ledger.intendRemoval(API, Set.of(D), CI, T0);
    assertThat(ledger.removals()).hasSize(1);
  }

  @Test
  void open_byManyGatewaysAtOnce_makesTheTablesOnce() throws Exception {
    PostgresFixture empty = PostgresFixture.shared();
    List<Callable<PostgresLedger>> opening = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      opening.add(empty::open);
    }
    for (PostgresLedger one : together(opening)) {
      assertThat(one.pending()).isEmpty();
      one.close();
    }
    assertThat(empty.count("SELECT count(*) FROM ledger_schema")).isEqualTo(1);
  }

  @Test
  void twoGateways_seeWhatEachOtherWrites() throws Exception {
    try (PostgresLedger other = database.open()) {
      settle(V1, new Held(D), Optional.of(BOB), T0);
      assertThat(other.state(API, V1)).isEqualTo(new Held(D));
    }
  }

  @Test
  void write_withoutTheLockOfItsRepository_isABug() throws Exception {
    try (PostgresLedger bare = database.open()) {
      assertThatThrownBy(() -> bare.intend(API, List.of(put(V1, X)), BOB, T0))
          .isInstanceOf(IllegalStateException.class);
      try (RepositoryLocks.Hold hold = bare.locks().exclusive(WEB, PATIENCE).orElseThrow()) {
        assertThat(hold).isNotNull();
        assertThatThrownBy(() -> bare.intend(API, List.of(put(V1, X)), BOB, T0))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void write_afterTheSessionWithTheLockEnded_isRefusedWhileAnotherHasTheLock() throws Exception {
    try (PostgresLedger one = database.open();
        PostgresLedger other = database.open()) {
      try (RepositoryLocks.Hold mine =
          one.locks().shared(API, List.of(V1), PATIENCE).orElseThrow()) {
        assertThat(mine).isNotNull();
        assertThat(one.state(API, V1)).isEqualTo(new Unseen());
        database.endSessions();
        try (OtherThread theirs = OtherThread.with(() -> taken(other))) {
          assertThat(theirs).isNotNull();
          assertThatThrownBy(() -> one.intend(API, List.of(put(V1, X)), BOB, T0))
              .isInstanceOf(LedgerException.class)
              .hasMessageContaining("cannot be reached");
          assertThatThrownBy(() -> one.state(API, V1)).isInstanceOf(LedgerException.class);
          Settlement settlement = held(V1, X);
          assertThatThrownBy(() -> one.settle(API, List.of(settlement), Map.of()))
              .isInstanceOf(LedgerException.class);
        }
      }
      try (PostgresLedger third = database.open()) {
        assertThat(third.entries(API)).isEmpty();
      }
    }
    assertThat(database.locks()).isZero();
  }

  @Test
  void lock_overAConnectionThatDiedUnused_isTakenOverANewOne() throws Exception {
    try (PostgresLedger one = database.open()) {
      one.locks().exclusive(API, PATIENCE).orElseThrow().close();
      database.endSessions();
      assertThat(one.locks().exclusive(API, PATIENCE))
          .isPresent()
          .get()
          .satisfies(hold -> hold.close());
    }
  }

  @Test
  void hold_ofAGatewayThatHangs_isTakenAwayAndItCanWriteNothing() throws Exception {
    PostgresSettings settings = database.settings(Duration.ofSeconds(1));
    try (PostgresLedger hanging = PostgresLedger.open(settings, Clock.systemUTC());
        PostgresLedger other = database.open();
        RepositoryLocks.Hold mine =
            hanging.locks().shared(API, List.of(V1), PATIENCE).orElseThrow()) {
      assertThat(mine).isNotNull();
      // It says nothing from now on.
      try (OtherThread theirs = OtherThread.with(() -> taken(other))) {
        assertThat(theirs).isNotNull();
        assertThatThrownBy(() -> hanging.intend(API, List.of(put(V1, X)), BOB, T0))
            .isInstanceOf(LedgerException.class);
      }
    }
  }

  @Test
  void readOnlyDatabase_refusesWritesAndTakesThemAgain() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    database.readOnly(true);
    database.endSessions();
    // A connection that ended unseen refuses too.
    assertThat(untilIs(answer -> answer.contains("is read-only"))).isTrue();
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(D));
    database.readOnly(false);
    database.endSessions();
    assertThat(untilIs(WRITTEN::equals)).isTrue();
  }

  /** Whether one of a few attempts to write is answered so. */
  private boolean untilIs(Predicate<String> expected) {
    return Stream.generate(this::attempt).limit(20).anyMatch(expected);
  }

  private String attempt() {
    try {
      ledger.intend(API, List.of(put(V2, X)), BOB, T1);
      return WRITTEN;
    } catch (LedgerException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void commit_isDurableWhateverTheDatabaseIsSetTo() throws Exception {
    database.execute(
        """
        CREATE FUNCTION require_durable() RETURNS trigger AS $$
        BEGIN
          IF current_setting('synchronous_commit') = 'off' THEN RAISE 'not durable'; END IF;
          RETURN NEW;
        END $$ LANGUAGE plpgsql
        """);
    database.execute(
        "CREATE TRIGGER durable BEFORE INSERT ON tag_intent FOR EACH ROW"
            + " EXECUTE FUNCTION require_durable()");
    database.set("synchronous_commit = off");
    reopen();
    ledger.intend(API, List.of(put(V1, X)), BOB, T0);
    assertThat(ledger.pending()).hasSize(1);
  }

  @Test
  void settle_ofTheSameManifestsByManyAtOnce_neverStandsStill() throws Exception {
    try (PostgresLedger other = database.open()) {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Tag tag = new Tag("t" + i);
        PostgresLedger own = i % 2 == 0 ? other : database.open();
        writers.add(() -> moveToAndFro(own, tag));
      }
      assertThat(together(writers)).containsOnly(40);
    }
    for (Digest root : List.of(D, X)) {
      assertThat(database.count("SELECT count(*) FROM closure WHERE root = '" + root + "'"))
          .isLessThanOrEqualTo(1);
    }
  }

  private int moveToAndFro(PostgresLedger own, Tag tag) throws LedgerException {
    int done = 0;
    for (int i = 0; i < 40; i++) {
      Digest root = i % 2 == 0 ? D : X;
      Closure closure = new Closure(Set.of(LAYER, D, X), Optional.empty());
      try (RepositoryLocks.Hold hold =
          own.locks().shared(API, List.of(tag), PATIENCE).orElseThrow()) {
        assertThat(hold).isNotNull();
        own.settle(API, List.of(held(tag, root)), Map.of(D, closure, X, closure));
        done++;
      }
    }
    return done;
  }

  @Test
  void open_withAWrongPassword_isRefusedAndNamesNoSecret() throws Exception {
    PostgresSettings wrong =
        new PostgresSettings(
            database.settings().url() + "?options=-c%20geqo=off",
            Optional.of("keeper"),
            () -> Optional.of("wr0ng"),
            2,
            PostgresPace.DEFAULT);
    assertThatThrownBy(() -> PostgresLedger.open(wrong, Clock.systemUTC()))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "the ledger `%s` does not accept the login",
            wrong.url().substring(0, wrong.url().indexOf('?')));
    assertThat(wrong.toString()).doesNotContain("wr0ng");
  }

  @Test
  void open_withAPasswordInTheAddress_isRefusedAndDoesNotRepeatIt() throws Exception {
    PostgresSettings open =
        new PostgresSettings(
            "jdbc:postgresql://127.0.0.1/ledger?user=a&password=s3cret",
            Optional.empty(),
            Optional::empty,
            2,
            PostgresPace.DEFAULT);
    assertThatThrownBy(() -> PostgresLedger.open(open, Clock.systemUTC()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("carries a password")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void open_withAClockThatIsFarOff_refusesEveryWrite() throws Exception {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
    try (PostgresLedger other = PostgresLedger.open(database.settings(), late)) {
      assertThatThrownBy(() -> other.locks().exclusive(API, PATIENCE))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("differs from that of this gateway by");
    }
    assertThat(database.locks()).isZero();
  }

  private static RepositoryLocks.Hold taken(PostgresLedger ledger) throws LedgerException {
    return ledger.locks().shared(API, List.of(V1), PATIENCE).orElseThrow();
  }

  /** A lock that is held by a thread of its own, as by another gateway. */
  private record OtherThread(ExecutorService thread, RepositoryLocks.Hold hold)
      implements AutoCloseable {
    static OtherThread with(Callable<RepositoryLocks.Hold> taking) throws Exception {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      return new OtherThread(thread, thread.submit(taking).get());
    }

    @Override
    public void close() {
      CompletableFuture.runAsync(hold::close, thread).join();
      thread.shutdown();
    }
  }

  private static <T> List<T> together(List<Callable<T>> actions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(actions.size());
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(actions)) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
