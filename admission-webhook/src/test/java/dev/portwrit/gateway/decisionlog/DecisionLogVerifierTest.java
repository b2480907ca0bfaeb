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

class DecisionLogVerifierTest {
  private static final int LINES = 30;
  private static final Sample SAMPLE = Sample.write();
  private static final List<Path> FILES = SAMPLE.files();
  private static final Head HEAD = SAMPLE.head();

  /** A log of three files or more, and what they hold before a test changes them. */
  private record Sample(Path folder, List<Path> files, List<byte[]> contents, Head head) {
    static Sample write() {
      try {
        Path folder = Files.createTempDirectory("portwrit-verifier");
        LogFixture fixture = new LogFixture(folder.resolve("log"));
        fixture.settings =
            new DecisionLogSettings(5_000, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(20));
        Head head;
        try (DecisionLog log = fixture.open()) {
          for (int i = 1; i <= LINES; i++) {
            log.append(LogFixture.push("v" + i));
          }
          head = log.head();
        }
        List<byte[]> contents = new ArrayList<>();
        for (Path file : fixture.files()) {
          contents.add(Files.readAllBytes(file));
        }
        return new Sample(folder, fixture.files(), contents, head);
      } catch (IOException | DecisionLogException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterContainer
  static void removeFiles() throws IOException {
    for (Path file : FILES) {
      Files.delete(file);
    }
    Files.delete(SAMPLE.folder().resolve("log/decisions.lock"));
    Files.delete(SAMPLE.folder().resolve("log"));
    Files.delete(SAMPLE.folder());
  }

  @Property(tries = 1)
  void verify_untouched_isIntact() throws IOException {
    restore();
    assertThat(FILES.size()).isGreaterThanOrEqualTo(3);
    assertThat(verify(Optional.of(HEAD)))
        .isEqualTo(new Verification.Intact(LINES, Head.NONE, HEAD, List.of()));
  }

  @Property(tries = 400)
  void verify_oneByteChanged_isFoundAtThatLineOrTheNext(
      @ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(min = 1, max = 255) int change)
      throws IOException {
    restore();
    int file = at % FILES.size();
    byte[] bytes = SAMPLE.contents().get(file).clone();
    int offset = (at / FILES.size()) % bytes.length;
    bytes[offset] ^= (byte) change;
    Files.write(FILES.get(file), bytes);
    assertThat(verify(Optional.of(HEAD)))
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
    Verification found = verify(Optional.of(HEAD));
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
    List<Path> reversed = new ArrayList<>(FILES);
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
    assertThat(verify(Optional.of(HEAD)))
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
    assertThat(verify(Optional.of(HEAD)))
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
                FILES.subList(1, FILES.size()), Optional.of(new Head(1, "0".repeat(64)))))
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
    assertThat(verify(Optional.of(HEAD))).isInstanceOf(Verification.Broken.class);
  }

  private static Verification verify(Optional<Head> expected) throws IOException {
    return DecisionLogVerifier.verify(FILES, expected);
  }

  private static void restore() throws IOException {
    for (int i = 0; i < FILES.size(); i++) {
      Files.write(FILES.get(i), SAMPLE.contents().get(i));
    }
  }

  private static List<String> allLines() throws IOException {
    restore();
    List<String> lines = new ArrayList<>();
    for (Path file : FILES) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  /** All lines in the first file, the others empty: the chain does not care. */
  private static void writeAll(List<String> lines) throws IOException {
    for (Path file : FILES) {
      Files.write(file, new byte[0]);
    }
    Files.writeString(FILES.get(0), String.join("\n", lines) + "\n");
  }

  /** The number of a line, counted over all files. */
  private static long line(int file, int offset) {
    long line = 1;
    for (int i = 0; i < file; i++) {
      line += count(SAMPLE.contents().get(i), SAMPLE.contents().get(i).length);
    }
    return line + count(SAMPLE.contents().get(file), offset);
  }

  private static long lineNumber(Verification.Broken broken) {
    long line = broken.line();
    for (int i = 0; i < FILES.indexOf(broken.file()); i++) {
      line += count(SAMPLE.contents().get(i), SAMPLE.contents().get(i).length);
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
