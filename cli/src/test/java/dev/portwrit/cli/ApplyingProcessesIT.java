package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.neighbour.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes that apply to one registry, with their state in a folder or in PostgreSQL. */
class ApplyingProcessesIT {
  private static final String FOLDER = "a folder";
  private static final String DATABASE = "PostgreSQL";

  @TempDir Path folder;
  private EcrWorkshop workshop;
  private String database = "";

  @BeforeEach
  void start() {
    workshop = new EcrWorkshop(folder);
    workshop.commit("push", "api", "core", "web");
  }

  @AfterEach
  void stop() {
    workshop.close();
  }

  private CommandProcess process(String state, String verb) throws Exception {
    List<String> words = new ArrayList<>(List.of(verb, "--registry", "ecr", "--state"));
    if (state.equals(FOLDER)) {
      words.add(folder.resolve("state").toString());
    } else {
      if (database.isEmpty()) {
        database = PostgresServer.shared().database();
      }
      words.add(PostgresServer.shared().url(database) + "?user=" + PostgresServer.USER);
      words.addAll(List.of("--state-password", "env:STATE_WORD"));
    }
    return workshop.start(
        Map.of("STATE_WORD", PostgresServer.PASSWORD), words.toArray(String[]::new));
  }

  private void ends(String state, String verb) throws Exception {
    try (CommandProcess process = process(state, verb)) {
      assertThat(process.status()).as(process.said()).isZero();
    }
  }

  /** Holds the first call that writes until it is let go. */
  private static final class Held {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Held(EcrWorkshop workshop) {
      AtomicBoolean first = new AtomicBoolean(true);
      workshop.twin.onArrival(
          operation -> {
            if (EcrWorkshop.WRITES.contains(operation) && first.getAndSet(false)) {
              arrived.countDown();
              await(released);
            }
          });
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void arrived() {
      await(arrived);
    }

    void release() {
      released.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FOLDER, DATABASE})
  void apply_whileAnotherProcessDoes_isRefused(String state) throws Exception {
    Held held = new Held(workshop);
    try (CommandProcess first = process(state, "apply")) {
      held.arrived();
      try (CommandProcess second = process(state, "apply")) {
        assertThat(second.status()).as(second.said()).isEqualTo(2);
        assertThat(second.said()).contains("another run is under way, by ");
      }
      assertThat(workshop.writes()).isZero();
      held.release();
      assertThat(first.status()).as(first.said()).isZero();
    }
    // Three repositories, each made and given its policy once.
    assertThat(workshop.writes()).isEqualTo(6);
    ends(state, "plan");
  }

  @ParameterizedTest
  @ValueSource(strings = {FOLDER, DATABASE})
  void apply_killedAtSomeCall_isResumedByTheNext(String state) throws Exception {
    for (int call : List.of(9, 15, 21)) {
      AtomicReference<CommandProcess> running = new AtomicReference<>();
      CountDownLatch started = new CountDownLatch(1);
      AtomicInteger calls = new AtomicInteger();
      workshop.twin.onArrival(
          operation -> {
            if (calls.incrementAndGet() == call) {
              Held.await(started);
              Objects.requireNonNull(running.get()).kill();
            }
          });
      try (CommandProcess process = process(state, "apply")) {
        running.set(process);
        started.countDown();
        assertThat(process.status()).as(process.said()).isIn(137, 0);
      }
      awaitFree(state);
    }
    workshop.twin.onArrival(operation -> {});

    ends(state, "apply");
    ends(state, "plan");
    ends(state, "drift");
    assertThat(workshop.twin.world().data().mayPull(role("ci"), "acme/web")).isTrue();
  }

  // With each turn two repositories change places and one is made: four writes.
  @Test
  void apply_killedBetweenAWriteAndItsAnswer_isSafe_andResumedByTheNext() throws Exception {
    ends(FOLDER, "apply");
    for (int write = 1; write <= 4; write++) {
      String opened = write % 2 == 0 ? "api" : "web";
      String closed = write % 2 == 0 ? "web" : "api";
      String made = "made-" + write;
      workshop.commit("pull", closed, made);
      workshop.commit("push", opened);
      killedAfterWrite(write);

      assertThat(mayPush("core")).isTrue();
      assertThat(mayPush(made)).isFalse();
      assertThat(workshop.twin.world().data().mayPull(role("ci"), "acme/" + closed)).isTrue();
      ends(FOLDER, "apply");
      assertThat(mayPush(opened)).isTrue();
      assertThat(mayPush(closed)).isFalse();
      assertThat(workshop.twin.world().data().mayPull(role("ci"), "acme/" + made)).isTrue();
    }
    ends(FOLDER, "plan");
    ends(FOLDER, "drift");
  }

  private boolean mayPush(String repository) {
    return workshop
        .twin
        .world()
        .data()
        .mayPush(role("ci"), "acme/" + repository, "v1", "sha256:" + "0".repeat(64));
  }

  private void killedAfterWrite(int write) throws Exception {
    AtomicReference<CommandProcess> running = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger writes = new AtomicInteger();
    workshop.twin.onDeparture(
        operation -> {
          if (EcrWorkshop.WRITES.contains(operation) && writes.incrementAndGet() == write) {
            Held.await(started);
            Objects.requireNonNull(running.get()).kill();
          }
        });
    try (CommandProcess process = process(FOLDER, "apply")) {
      running.set(process);
      started.countDown();
      assertThat(process.status()).as(process.said()).isEqualTo(137);
    }
    workshop.twin.onDeparture(operation -> {});
    assertThat(writes).hasValue(write);
  }

  private static String role(String name) {
    return "arn:aws:iam::" + EcrWorkshop.ACCOUNT + ":role/" + name;
  }

  // The server hears of the end of a process at once, but not before it.
  private void awaitFree(String state) throws Exception {
    while (state.equals(DATABASE) && sessionsWithLocks() > 0) {
      Thread.onSpinWait();
    }
  }

  private int sessionsWithLocks() throws Exception {
    return count(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE"
            + " l.locktype = 'advisory' AND d.datname = '"
            + database
            + "'");
  }

  private int count(String sql) throws Exception {
    try (Connection connection = PostgresServer.shared().connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void apply_thatLostItsLease_writesNothingMore() throws Exception {
    Held held = new Held(workshop);
    try (CommandProcess first = process(DATABASE, "apply")) {
      held.arrived();
      // As the server does with a session that it hears nothing of.
      PostgresServer.shared().endSessions(database);
      try (CommandProcess second = process(DATABASE, "apply")) {
        assertThat(second.status()).as(second.said()).isZero();
      }
      long writes = workshop.writes();
      held.release();

      assertThat(first.status()).as(first.said()).isEqualTo(3);
      assertThat(first.said()).contains("cannot be kept").contains("nothing more was done");
      // The call that was under way cannot be called back.
      assertThat(workshop.writes()).isEqualTo(writes + 1);
    }
    ends(DATABASE, "plan");
  }

  @Test
  void state_ofSeveralMachines_isOneTruthInTheDatabase() throws Exception {
    ends(DATABASE, "apply");
    workshop.commit("pull", "api");
    ends(DATABASE, "apply");

    assertThat(count("SELECT count(DISTINCT run) FROM apply_record")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM apply_state WHERE run = 2")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM apply_record WHERE content LIKE '%only-for-tests%'"))
        .isZero();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void stateDatabase_thatIsNotThere_isSaid_andNothingIsDone() throws Exception {
    try (CommandProcess process =
        workshop.start(
            Map.of(),
            "apply",
            "--registry",
            "ecr",
            "--state",
            "jdbc:postgresql://127.0.0.1:1/nowhere?user=nobody")) {
      assertThat(process.status()).as(process.said()).isEqualTo(3);
      assertThat(process.said())
          .contains("`jdbc:postgresql://127.0.0.1:1/nowhere` cannot be reached");
    }
    assertThat(workshop.writes()).isZero();
  }

  @Test
  void apply_toldToEnd_endsAfterTheStepInFlight() throws Exception {
    Held held = new Held(workshop);
    try (CommandProcess process = process(FOLDER, "apply")) {
      held.arrived();
      process.terminateInAStep();
      held.release();

      assertThat(process.status()).as(process.said()).isEqualTo(143);
    }
    assertThat(workshop.writes()).isEqualTo(1);
    ends(FOLDER, "apply");
    ends(FOLDER, "plan");
  }
}
