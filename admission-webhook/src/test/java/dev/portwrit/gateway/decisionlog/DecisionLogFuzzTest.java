package dev.portwrit.gateway.decisionlog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any bytes that lie where a decision log lay, when its head was noted before. */
class DecisionLogFuzzTest {
  private static final int LINES = 4;
  private static final byte[] GENUINE = genuine();
  private static final Head HEAD = head();

  @TempDir Path folder;

  @MethodSource("logs")
  @FuzzTest
  void verify_anyFile_isIntactOnlyIfItHoldsWhatWasWritten(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("decisions-000001.jsonl"), input);
    Verification verification = DecisionLogVerifier.verify(List.of(file), Optional.of(HEAD));
    if (verification instanceof Verification.Intact intact) {
      // The oldest lines may be gone, and others may have come since. What is between is the same.
      assertThat(intact.head().sequence()).isGreaterThanOrEqualTo(HEAD.sequence());
      int from = startOfLine((int) intact.start().sequence());
      assertThat(input).startsWith(Arrays.copyOfRange(GENUINE, from, GENUINE.length));
    } else if (verification instanceof Verification.Broken broken) {
      assertThat(broken.file()).isEqualTo(file);
      assertThat(broken.line()).isPositive();
      assertThat(broken.problem()).isNotEmpty().doesNotContain("\n");
    }
  }

  /** The genuine one, and some that are not. */
  static List<byte[]> logs() {
    String log = new String(GENUINE, US_ASCII);
    int second = startOfLine(1);
    return Stream.of(
            log,
            log.substring(second),
            log.substring(0, log.length() - 1),
            log.replace("acme/pay/api", "acme/pay/web"),
            log.substring(0, second).replace("v1", "v9") + log.substring(second),
            log.substring(0, second) + log.substring(startOfLine(2)),
            log + log)
        .map(text -> text.getBytes(US_ASCII))
        .toList();
  }

  private static byte[] genuine() {
    StringBuilder text = new StringBuilder();
    Head head = Head.NONE;
    for (int i = 1; i <= LINES; i++) {
      byte[] line = line(head, i);
      text.append(new String(line, US_ASCII)).append('\n');
      head = LogLine.headAfter(head, line);
    }
    return text.toString().getBytes(US_ASCII);
  }

  private static Head head() {
    Head head = Head.NONE;
    for (int i = 1; i <= LINES; i++) {
      head = LogLine.headAfter(head, line(head, i));
    }
    return head;
  }

  private static byte[] line(Head before, int number) {
    Instant time = Instant.parse("2026-03-01T12:00:00Z");
    return LogLine.complete(before, time, "i1", LogLine.body(LogFixture.push("v" + number)));
  }

  /** Where the line behind so many begins. */
  private static int startOfLine(int lines) {
    int at = 0;
    for (int behind = 0; behind < lines; at++) {
      if (GENUINE[at] == '\n') {
        behind++;
      }
    }
    return at;
  }
}
