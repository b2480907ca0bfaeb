package dev.portwrit.gateway.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
  @TempDir Path folder;
  private LogFixture fixture;

  @BeforeEach
  void setUp() {
    fixture = new LogFixture(folder.resolve("log"));
  }

  @Test
  void append_record_writesEveryMemberInItsPlace() throws Exception {
    String instance;
    try (DecisionLog log = fixture.open()) {
      instance = log.instance();
      log.append(LogFixture.push("v1"));
    }
    assertThat(fixture.lines())
        .containsExactly(
            "{\"sequence\":1,\"previous\":\""
                + "0".repeat(64)
                + "\",\"time\":\"2026-03-01T12:00:00.000Z\",\"instance\":\""
                + instance
                + "\",\"kind\":\"decision\",\"caller\":\"user:bob\",\"operation\":\"push\","
                + "\"repository\":\"acme/pay/api\",\"tags\":[\"v1\"],\"digest\":\"sha256:"
                + sha256("v1")
                + "\",\"decision\":\"allow\",\"rule\":\"push to team:acme/pay on acme/pay/**\","
                + "\"file\":\"teams/pay.yaml\",\"line\":12,"
                + "\"commit\":\"0123456789abcdef0123456789abcdef01234567\"}");
  }

  @Test
  void append_secondRecord_carriesTheHashOfTheExactBytesOfTheFirst() throws Exception {
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v1"));
      log.append(LogFixture.push("v2"));
      assertThat(log.head()).isEqualTo(new Head(2, sha256(fixture.lines().get(1))));
    }
    JsonNode second = new ObjectMapper().readTree(fixture.lines().get(1));
    assertThat(second.get("previous").asText()).isEqualTo(sha256(fixture.lines().get(0)));
    assertThat(second.get("sequence").asLong()).isEqualTo(2);
  }

  @Test
  void append_hostileText_isEscapedToPrintableAscii() throws Exception {
    String hostile = "\u001b[2J\r\n\u202e\u0085\u2028 \"x\" \\ é \ud83d\ude00";
    DecisionRecord record =
        new DecisionRecord(
            new Subject.Anonymous(),
            "delete",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            DecisionRecord.Outcome.INDETERMINATE,
            Optional.empty(),
            List.of(
                new Rule(Rule.Kind.PROTECTION, hostile, Optional.of(new Place("a\nb.yaml", 1, 1)))),
            Optional.of(hostile),
            "c");
    try (DecisionLog log = fixture.open()) {
      log.append(record);
    }
    byte[] bytes = Files.readAllBytes(fixture.files().get(0));
    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(bytes[i]).isBetween((byte) 0x20, (byte) 0x7e);
    }
    JsonNode line = new ObjectMapper().readTree(bytes);
    assertThat(line.get("cause").asText()).isEqualTo(hostile);
    assertThat(line.get("warnings").get(0).get("rule").asText()).isEqualTo(hostile);
    assertThat(line.get("decision").asText()).isEqualTo("indeterminate");
  }

  @Test
  void append_concurrentRecords_shareOneForce() throws Exception {
    int threads = 16;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (DecisionLog log = fixture.open()) {
      fixture.store.gate = new CountDownLatch(1);
      fixture.store.entered = new CountDownLatch(1);
      List<Future<?>> appends = new ArrayList<>();
      appends.add(pool.submit(() -> append(log, "first")));
      assertThat(fixture.store.entered.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 1; i < threads; i++) {
        String tag = "v" + i;
        appends.add(pool.submit(() -> append(log, tag)));
      }
      awaitWaiting(threads);
      fixture.store.gate.countDown();
      for (Future<?> append : appends) {
        append.get(10, TimeUnit.SECONDS);
      }
      assertThat(fixture.store.forces).hasValue(2);
      assertThat(log.head().sequence()).isEqualTo(threads);
    } finally {
      pool.shutdownNow();
    }
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  /** All callers stand in {@code append}, thus all their records are gathered. */
  private static void awaitWaiting(int threads) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    long waiting;
    do {
      Thread.onSpinWait();
      waiting =
          Thread.getAllStackTraces().entrySet().stream()
              .filter(e -> e.getKey().getState() == Thread.State.TIMED_WAITING)
              .filter(e -> isInAppend(e.getValue()))
              .count();
    } while (waiting < threads && System.nanoTime() < deadline);
    assertThat(waiting).isEqualTo(threads);
  }

  private static boolean isInAppend(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().endsWith("LogQueue") && frame.getMethodName().equals("await")) {
        return true;
      }
    }
    return false;
  }

  private static void append(DecisionLog log, String tag) {
    try {
      log.append(LogFixture.push(tag));
    } catch (DecisionLogException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void append_beforeItReturns_recordIsForced() throws Exception {
    try (DecisionLog log = fixture.open()) {
      for (int i = 1; i <= 20; i++) {
        log.append(LogFixture.push("v" + i));
        assertThat(fixture.store.forces).hasValue(i);
        assertThat(fixture.lines()).hasSize(i);
      }
    }
  }

  @Test
  void append_manyThreads_makeOneChainWithEveryRecordOnce() throws Exception {
    fixture.settings =
        new DecisionLogSettings(40_000, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
    int threads = 8;
    int each = 200;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (DecisionLog log = fixture.open()) {
      List<Future<?>> work = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        work.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    if (i % 2 == 0) {
                      append(log, "t" + thread + "-" + i);
                    } else {
                      log.note(LogFixture.pull("t" + thread + "-" + i));
                    }
                  }
                }));
      }
      for (Future<?> one : work) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Verification.Intact.class,
            intact -> {
              assertThat(intact.lines()).isEqualTo((long) threads * each);
              assertThat(intact.start()).isEqualTo(Head.NONE);
              assertThat(intact.remarks()).isEmpty();
            });
    assertThat(fixture.files().size()).isGreaterThan(3);
    assertThat(fixture.lines().stream().map(DecisionLogTest::tagOf).distinct())
        .hasSize(threads * each);
  }

  private static String tagOf(String line) {
    int start = line.indexOf("\"tags\":[\"") + 9;
    return line.substring(start, line.indexOf('"', start));
  }

  @Test
  void note_withoutAnAppend_isWrittenSoon() throws Exception {
    try (DecisionLog log = fixture.open()) {
      log.note(LogFixture.pull("v1"));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (log.head().sequence() == 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(log.head().sequence()).isEqualTo(1);
    }
  }

  @Test
  void note_whileTheDiskHangs_returnsAndIsCountedWhenTooMuchWaits() throws Exception {
    fixture.settings =
        new DecisionLogSettings(1 << 20, 4_000, Duration.ofMillis(1), Duration.ofSeconds(20));
    try (DecisionLog log = fixture.open()) {
      fixture.store.gate = new CountDownLatch(1);
      fixture.store.entered = new CountDownLatch(1);
      log.note(LogFixture.pull("first"));
      assertThat(fixture.store.entered.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 100; i++) {
        log.note(LogFixture.pull("v" + i));
      }
      double missed = fixture.count("portwrit.decisionlog.missed");
      assertThat(missed).isBetween(80.0, 99.0);
      fixture.store.gate.countDown();
      log.append(LogFixture.push("after"));
      log.append(LogFixture.push("later"));
      assertThat(fixture.lines())
          .anyMatch(
              line -> line.contains("\"kind\":\"gap\",\"detail\":{\"missed\":\"" + (int) missed));
    }
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void append_diskFull_failsTakesBackAndGoesOnWhenThereIsRoom() throws Exception {
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v1"));
      Head before = log.head();
      long size = Files.size(fixture.files().get(0));
      fixture.store.room.set(100);
      assertThatThrownBy(() -> log.append(LogFixture.push("v2")))
          .isInstanceOf(DecisionLogException.class)
          .hasMessageEndingWith(
              "decisions-000001.jsonl` cannot be written: no space left on device");
      assertThat(log.isAvailable()).isFalse();
      assertThat(log.head()).isEqualTo(before);
      assertThat(Files.size(fixture.files().get(0))).isEqualTo(size);
      assertThat(fixture.count("portwrit.decisionlog.refused")).isEqualTo(1);
      fixture.store.room.set(Long.MAX_VALUE);
      log.append(LogFixture.push("v3"));
      assertThat(log.isAvailable()).isTrue();
    }
    assertThat(fixture.lines()).hasSize(3);
    assertThat(fixture.lines().get(1))
        .contains("\"kind\":\"gap\",\"detail\":{\"missed\":\"0\",\"refused\":\"1\"}");
    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Verification.Intact.class,
            intact ->
                assertThat(intact.remarks())
                    .containsExactly(
                        new Verification.Remark(
                            fixture.folder.resolve("decisions-000001.jsonl"), 2, "gap")));
  }

  @Test
  void append_forceFails_refusesAndTakesBack() throws Exception {
    try (DecisionLog log = fixture.open()) {
      fixture.store.failsToForce = true;
      assertThatThrownBy(() -> log.append(LogFixture.push("v1")))
          .isInstanceOf(DecisionLogException.class);
      fixture.store.failsToForce = false;
      log.append(LogFixture.push("v2"));
    }
    assertThat(fixture.lines()).noneMatch(line -> line.contains("\"v1\"")).hasSize(2);
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void append_cannotEvenTakeBack_staysRefusedUntilItCan() throws Exception {
    try (DecisionLog log = fixture.open()) {
      fixture.store.room.set(100);
      fixture.store.failsToTruncate = true;
      assertThatThrownBy(() -> log.append(LogFixture.push("v1")))
          .isInstanceOf(DecisionLogException.class);
      fixture.store.room.set(Long.MAX_VALUE);
      assertThatThrownBy(() -> log.append(LogFixture.push("v2")))
          .isInstanceOf(DecisionLogException.class);
      fixture.store.failsToTruncate = false;
      log.append(LogFixture.push("v3"));
    }
    assertThat(fixture.lines().get(0)).contains("\"refused\":\"2\"");
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void append_newFileCannotBeMade_refusesAndGoesOnLater() throws Exception {
    fixture.settings =
        new DecisionLogSettings(500, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v1"));
      fixture.store.failsToOpen = true;
      assertThatThrownBy(() -> log.append(LogFixture.push("v2")))
          .isInstanceOf(DecisionLogException.class)
          .hasMessageEndingWith("read-only file system");
      fixture.store.failsToOpen = false;
      log.append(LogFixture.push("v3"));
    }
    assertThat(fixture.files()).hasSize(2);
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void append_fileFull_chainGoesOnInTheNextFile() throws Exception {
    fixture.settings =
        new DecisionLogSettings(1_500, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
    try (DecisionLog log = fixture.open()) {
      for (int i = 0; i < 9; i++) {
        log.append(LogFixture.push("v" + i));
      }
    }
    assertThat(fixture.files().size()).isGreaterThanOrEqualTo(3);
    List<String> firstFile = Files.readAllLines(fixture.files().get(0));
    String firstOfSecond = Files.readAllLines(fixture.files().get(1)).get(0);
    assertThat(new ObjectMapper().readTree(firstOfSecond).get("previous").asText())
        .isEqualTo(sha256(firstFile.get(firstFile.size() - 1)));
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void append_interruptedThread_isStillWrittenAndStaysInterrupted() throws Exception {
    try (DecisionLog log = fixture.open()) {
      Thread.currentThread().interrupt();
      log.append(LogFixture.push("v1"));
      assertThat(Thread.interrupted()).isTrue();
      log.append(LogFixture.push("v2"));
      assertThat(log.head().sequence()).isEqualTo(2);
    }
  }

  @Test
  void append_afterClose_isRefused() throws Exception {
    DecisionLog log = fixture.open();
    log.note(LogFixture.pull("waiting"));
    log.close();
    assertThat(fixture.lines()).hasSize(1);
    assertThatThrownBy(() -> log.append(LogFixture.push("v1")))
        .isInstanceOf(DecisionLogException.class)
        .hasMessage("the decision log is closed");
    log.close();
  }

  @Test
  void append_hugeRecord_isRefusedNotCut() throws Exception {
    try (DecisionLog log = fixture.open()) {
      EventRecord huge = new EventRecord("huge", Map.of("text", "x".repeat(LogLine.MAX_BYTES)));
      assertThatThrownBy(() -> log.append(huge)).isInstanceOf(DecisionLogException.class);
      log.append(LogFixture.push("v1"));
    }
    assertThat(fixture.lines()).hasSize(2);
  }

  @Test
  void open_twice_secondIsRefused() throws Exception {
    DecisionLog first = fixture.open();
    assertThatThrownBy(fixture::open)
        .isInstanceOf(DecisionLogException.class)
        .hasMessageEndingWith("is the decision log of another gateway that runs");
    first.close();
    fixture.open().close();
  }

  @Test
  void open_folderIsAFile_saysSo() throws Exception {
    Files.writeString(fixture.folder, "x");
    assertThatThrownBy(fixture::open)
        .isInstanceOf(DecisionLogException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void open_existingLog_continuesItsChainAndInstance() throws Exception {
    String instance;
    try (DecisionLog log = fixture.open()) {
      instance = log.instance();
      log.append(LogFixture.push("v1"));
    }
    try (DecisionLog log = fixture.open()) {
      assertThat(log.instance()).isEqualTo(instance);
      assertThat(log.head().sequence()).isEqualTo(1);
      log.append(LogFixture.push("v2"));
    }
    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Verification.Intact.class,
            intact -> {
              assertThat(intact.lines()).isEqualTo(2);
              assertThat(intact.remarks()).isEmpty();
            });
  }

  @Test
  void note_lostWithAFailedBatch_isReportedAtClose() throws Exception {
    DecisionLog log = fixture.open();
    fixture.store.failsToForce = true;
    log.note(LogFixture.pull("v1"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (log.isAvailable() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(log.isAvailable()).isFalse();
    fixture.store.failsToForce = false;
    log.close();
    assertThat(fixture.lines()).hasSize(1);
    assertThat(fixture.lines().get(0)).contains("{\"missed\":\"1\",\"refused\":\"0\"}");
  }

  static String sha256(String text) throws Exception {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
