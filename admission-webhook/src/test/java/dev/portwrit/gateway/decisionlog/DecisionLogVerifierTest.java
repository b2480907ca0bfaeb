package dev.portwrit.gateway.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class DecisionLogVerifierTest {
  private static final int LINES = 30;
  private static Path folder;
  private static List<Path> files;
  private static List<byte[]> contents;
  private static Head head;

  @BeforeContainer
  static void writeThreeFiles() throws Exception {
    folder = Files.createTempDirectory("portwrit-verifier");
    LogFixture fixture = new LogFixture(folder.resolve("log"));
    fixture.settings =
        new DecisionLogSettings(5_000, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
    try (DecisionLog log = fixture.open()) {
      for (int i = 1; i <= LINES; i++) {
        log.append(LogFixture.push("v" + i));
      }
      head = log.head();
    }
    files = fixture.files();
    contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    assertThat(files.size()).isGreaterThanOrEqualTo(3);
  }

  @AfterContainer
  static void removeFiles() throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder.resolve("log/decisions.lock"));
    Files.delete(folder.resolve("log"));
    Files.delete(folder);
  }

  @Property(tries = 1)
  void verify_untouched_isIntact() throws IOException {
    restore();
    assertThat(verify(Optional.of(head)))
        .isEqualTo(new Verification.Intact(LINES, Head.NONE, head, List.of()));
  }

  @Property(tries = 400)
  void verify_oneByteChanged_isFoundAtThatLineOrTheNext(
      @ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    restore();
    int file = at % files.size();
    byte[] bytes = contents.get(file).clone();
    int offset = (at / files.size()) % bytes.length;
    bytes[offset] ^= (byte) change;
    Files.write(files.get(file), bytes);
    assertThat(verify(Optional.of(head)))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken ->
                assertThat(lineNumber(broken))
                    .isBetween(line(file, offset), line(file, offset) + 1));
  }

  @Property(tries = 60)
  void verify_lineRemoved_isFound(@ForAll @IntRange(max = LINES - 1) int removed)
      throws IOException {
    List<String> lines = allLines();
    lines.remove(removed);
    writeAll(lines);
    // Without the first line it is a log whose older files are gone: that is told by its start.
    Verification found = verify(Optional.of(head));
    if (removed == 0) {
      assertThat(found)
          .isInstanceOfSatisfying(
              Verification.Intact.class,
              intact -> assertThat(intact.start().sequence()).isEqualTo(1));
    } else {
      assertThat(found).isInstanceOf(Verification.Broken.class);
    }
  }

  @Property(tries = 60)
  void verify_twoLinesExchanged_isFound(
      @ForAll @IntRange(max = LINES - 1) int one, @ForAll @IntRange(max = LINES - 1) int other)
      throws IOException {
    List<String> lines = allLines();
    Collections.swap(lines, one, other);
    writeAll(lines);
    Verification found = verify(Optional.empty());
    if (one == other) {
      assertThat(found).isInstanceOf(Verification.Intact.class);
    } else {
      assertThat(found).isInstanceOf(Verification.Broken.class);
    }
  }

  @Property(tries = 1)
  void verify_filesOutOfOrder_isFoundAtTheFirstLineOfAFile() throws IOException {
    restore();
    List<Path> reversed = new ArrayList<>(files);
    Collections.reverse(reversed);
    assertThat(DecisionLogVerifier.verify(reversed, Optional.empty()))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken -> {
              assertThat(broken.file()).isEqualTo(reversed.get(1));
              assertThat(broken.line()).isEqualTo(1);
            });
  }

  @Property(tries = 1)
  void verify_endCutOff_isFoundOnlyWithANotedHead() throws IOException {
    List<String> lines = allLines();
    writeAll(lines.subList(0, LINES - 2));
    assertThat(verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
    assertThat(verify(Optional.of(head)))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken ->
                assertThat(broken.problem())
                    .isEqualTo("the log ends with sequence 28, but 30 was noted"));
  }

  @Property(tries = 1)
  void verify_lastLineChanged_isFoundOnlyWithANotedHead() throws IOException {
    List<String> lines = allLines();
    lines.set(LINES - 1, lines.get(LINES - 1).replace("user:bob", "user:eve"));
    writeAll(lines);
    assertThat(verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
    assertThat(verify(Optional.of(head)))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken ->
                assertThat(broken.problem())
                    .isEqualTo("the line has another hash than was noted for its sequence"));
  }

  @Property(tries = 1)
  void verify_notedHeadOlderThanTheFirstFile_isSaid() throws IOException {
    restore();
    assertThat(
            DecisionLogVerifier.verify(
                files.subList(1, files.size()), Optional.of(new Head(1, "0".repeat(64)))))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken ->
                assertThat(broken.problem())
                    .isEqualTo("the log begins behind sequence 1, which was noted"));
  }

  @Property(tries = 1)
  void verify_wholeChainForgedFromALineOn_isFoundWithANotedHead() throws IOException {
    List<String> forged = new ArrayList<>();
    Head before = Head.NONE;
    for (String line : allLines()) {
      String changed =
          line.replaceFirst(
                  "\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + before.hash() + "\"")
              .replace("\"v7\"", "\"v8\"");
      forged.add(changed);
      before = LogLine.headAfter(before, changed.getBytes(StandardCharsets.UTF_8));
    }
    writeAll(forged);
    assertThat(verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
    assertThat(verify(Optional.of(head))).isInstanceOf(Verification.Broken.class);
  }

  private static Verification verify(Optional<Head> expected) throws IOException {
    return DecisionLogVerifier.verify(files, expected);
  }

  private static void restore() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      Files.write(files.get(i), contents.get(i));
    }
  }

  private static List<String> allLines() throws IOException {
    restore();
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  /** All lines in the first file, the others empty: the chain does not care. */
  private static void writeAll(List<String> lines) throws IOException {
    for (Path file : files) {
      Files.write(file, new byte[0]);
    }
    Files.writeString(files.get(0), String.join("\n", lines) + "\n");
  }

  /** The number of a line, counted over all files. */
  private static long line(int file, int offset) {
    long line = 1;
    for (int i = 0; i < file; i++) {
      line += count(contents.get(i), contents.get(i).length);
    }
    return line + count(contents.get(file), offset);
  }

  private static long lineNumber(Verification.Broken broken) {
    long line = broken.line();
    for (int i = 0; i < files.indexOf(broken.file()); i++) {
      line += count(contents.get(i), contents.get(i).length);
    }
    return line;
  }

  private static long count(byte[] bytes, int length) {
    long count = 0;
    for (int i = 0; i < length; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }
}
