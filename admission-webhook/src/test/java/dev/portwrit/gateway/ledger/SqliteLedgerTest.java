package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends SqlLedgerContract {
  private final Path file;

  SqliteLedgerTest(@TempDir Path folder) {
    file = folder.resolve("ledger.db");
  }

  @Override
  Ledger open() throws LedgerException {
    return SqliteLedger.open(file);
  }

  @Override
  void alter(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void pragma(String pragma) throws LedgerException {
    ((SqliteLedger) ledger).pragma(pragma);
  }

  @Test
  void open_ofVersion1_keepsWhatItHoldsAndTakesWhatIsNew() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    ledger.intend(API, List.of(put(V2, X)), CI, T1);
    ledger.close();
    alter("DROP TABLE removal");
    alter("ALTER TABLE tag_intent DROP COLUMN repeats");
    alter("UPDATE ledger_schema SET version = 1");
    ledger = open();
    assertThat(ledger.state(API, V1)).isEqualTo(new Held(D));
    assertThat(ledger.state(API, V2))
        .isEqualTo(new Pending(new Intent.Put(X), new Unseen(), T1, false));
    ledger.intendRemoval(API, Set.of(D), CI, T0);
    reopen();
    assertThat(ledger.removals()).hasSize(1);
  }

  @Test
  void write_onAFullDisk_throwsAndLeavesNothing() throws LedgerException {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    pragma("max_page_count = 1");
    List<Intention> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(put(new Tag("t" + i), X));
    }
    assertThatThrownBy(() -> ledger.intend(API, many, BOB, T1))
        .isInstanceOf(LedgerException.class)
        .hasMessage("the disk under the ledger `%s` is full", file);
    assertThat(ledger.entries(API)).hasSize(1);
    assertThat(ledger.pending()).isEmpty();
    pragma("max_page_count = 1000000");
    ledger.intend(API, many, BOB, T1);
    assertThat(ledger.pending()).hasSize(2_000);
  }

  @Test
  void write_toWhatCannotBeWritten_throws() throws LedgerException {
    pragma("query_only = ON");
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

  private void intend(Tag tag) {
    try {
      ledger.intend(API, List.of(put(tag, X)), BOB, T0);
    } catch (LedgerException e) {
      throw new AssertionError(e);
    }
  }
}
