package dev.portwrit.gateway.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReopeningTest {
  @TempDir Path folder;
  private LogFixture fixture;

  @BeforeEach
  void writeThreeRecords() throws Exception {
    fixture = new LogFixture(folder.resolve("log"));
    try (DecisionLog log = fixture.open()) {
      for (int i = 1; i <= 3; i++) {
        log.append(LogFixture.push("v" + i));
      }
    }
  }

  @Test
  void open_lastLineTornAnywhere_isKeptAsideAndTheChainGoesOn() throws Exception {
    Path file = fixture.files().get(0);
    byte[] whole = Files.readAllBytes(file);
    int lastLine = new String(whole, StandardCharsets.UTF_8).indexOf("{\"sequence\":3");
    for (int cut = lastLine + 1; cut < whole.length; cut += 37) {
      byte[] torn = Arrays.copyOf(whole, cut);
      Files.write(file, torn);
      try (DecisionLog log = fixture.open()) {
        log.append(LogFixture.push("again"));
      }
      assertThat(fixture.lines()).hasSize(4);
      assertThat(fixture.lines().get(2))
          .contains("\"sequence\":3")
          .contains(
              "\"kind\":\"recovered\",\"detail\":{\"bytes\":\""
                  + (cut - lastLine)
                  + "\",\"kept-in\":\"decisions-000001.jsonl.torn-3\"}");
      assertThat(Files.readAllBytes(fixture.folder.resolve("decisions-000001.jsonl.torn-3")))
          .isEqualTo(Arrays.copyOfRange(whole, lastLine, cut));
      assertThat(fixture.verify())
          .isInstanceOfSatisfying(
              Verification.Intact.class, intact -> assertThat(intact.remarks()).hasSize(1));
    }
  }

  @Test
  void open_diskFullWhenTheRecoveryIsToBeLogged_failsAndLogsItTheNextTime() throws Exception {
    Files.writeString(fixture.files().get(0), "{\"sequ", StandardOpenOption.APPEND);
    fixture.store.room.set(10);
    assertThatThrownBy(fixture::open).isInstanceOf(DecisionLogException.class);
    assertThat(fixture.lines()).hasSize(3);
    fixture.store.room.set(Long.MAX_VALUE);
    fixture.open().close();
    fixture.open().close();
    assertThat(fixture.lines()).hasSize(4);
    assertThat(fixture.lines().get(3)).contains("\"recovered\"").contains("\"bytes\":\"6\"");
  }

  @Test
  void open_zerosAtTheEnd_areCutOff() throws Exception {
    Files.write(fixture.files().get(0), new byte[5000], StandardOpenOption.APPEND);
    fixture.open().close();
    assertThat(fixture.lines()).hasSize(4);
    assertThat(fixture.lines().get(3)).contains("\"recovered\"").contains("\"bytes\":\"5000\"");
  }

  @Test
  void open_zerosThenALineOfTheSameBatch_areCutOffTogether() throws Exception {
    Path file = fixture.files().get(0);
    List<String> lines = Files.readAllLines(file);
    String holed =
        lines.get(0) + "\n" + "\0".repeat(lines.get(1).length()) + "\n" + lines.get(2) + "\n";
    Files.writeString(file, holed);
    fixture.open().close();
    assertThat(fixture.lines()).hasSize(2);
    assertThat(fixture.lines().get(1)).contains("\"sequence\":2").contains("\"recovered\"");
  }

  @Test
  void open_changedLine_isRefusedAndNamed() throws Exception {
    Path file = fixture.files().get(0);
    String text = Files.readString(file).replaceFirst("user:bob", "user:eve");
    Files.writeString(file, text);
    assertThatThrownBy(fixture::open)
        .isInstanceOf(DecisionLogException.class)
        .hasMessageStartingWith("`" + file + "`:2: the line before it has another hash");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void open_garbageFarFromTheEnd_isRefused() throws Exception {
    Path file = fixture.files().get(0);
    Files.writeString(file, "garbage\n", StandardOpenOption.APPEND);
    byte[] block = new byte[1 << 20];
    for (int i = 0; i <= Batch.MAX_BYTES >> 20; i++) {
      Files.write(file, block, StandardOpenOption.APPEND);
    }
    assertThatThrownBy(fixture::open)
        .isInstanceOf(DecisionLogException.class)
        .hasMessageContaining("further from its end than a crash reaches");
  }

  @Test
  void open_emptyFileAfterAFullOne_continuesTheChain() throws Exception {
    Files.createFile(LogFiles.next(fixture.files().get(0)));
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v4"));
    }
    assertThat(Files.readAllLines(fixture.files().get(1)).get(0)).contains("\"sequence\":4");
    assertThat(fixture.verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void open_fileBeforeTheLastDamaged_isRefused() throws Exception {
    fixture.settings =
        new DecisionLogSettings(100, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v4"));
    }
    Path first = fixture.files().get(0);
    byte[] bytes = Files.readAllBytes(first);
    Files.write(first, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(fixture::open)
        .isInstanceOf(DecisionLogException.class)
        .hasMessageContaining("is damaged at byte");
  }

  @Test
  void open_olderFilesRemoved_continues() throws Exception {
    fixture.settings =
        new DecisionLogSettings(100, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v4"));
    }
    Files.delete(fixture.files().get(0));
    try (DecisionLog log = fixture.open()) {
      log.append(LogFixture.push("v5"));
      assertThat(log.head().sequence()).isEqualTo(5);
    }
    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Verification.Intact.class,
            intact -> assertThat(intact.start().sequence()).isEqualTo(3));
  }
}
