package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptedCommitFileTest {
  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00.123456Z");
  private static final AcceptedCommit ONE =
      new AcceptedCommit("1".repeat(40), TIME, Optional.empty());
  private static final AcceptedCommit TWO =
      new AcceptedCommit("2".repeat(40), TIME, Optional.of("3".repeat(40)));

  @TempDir Path folder;

  private AcceptedCommitFile store() {
    return new AcceptedCommitFile(folder.resolve("ledger.accepted"));
  }

  @Test
  void read_nothingWritten_isEmpty() throws Exception {
    assertThat(store().read()).isEmpty();
  }

  @Test
  void write_thenRead_isTheSame() throws Exception {
    store().write(ONE);
    assertThat(store().read()).contains(ONE);
    store().write(TWO);
    assertThat(store().read()).contains(TWO);
    assertThat(folder.resolve("ledger.accepted"))
        .content()
        .isEqualTo(
            "accepted "
                + "2".repeat(40)
                + "\nat 2026-03-01T00:00:00.123456Z\nby-operator "
                + "3".repeat(40)
                + "\n");
  }

  @Test
  void read_afterADeathBetweenWriteAndRename_isTheOldOne() throws Exception {
    store().write(ONE);
    Files.writeString(folder.resolve("ledger.accepted.new"), "accepted 2222");

    assertThat(store().read()).contains(ONE);
    store().write(TWO);
    assertThat(store().read()).contains(TWO);
    assertThat(folder.resolve("ledger.accepted.new")).doesNotExist();
  }

  @Test
  void write_folderThatIsGone_failsAndSaysSo() {
    AcceptedCommitFile lost = new AcceptedCommitFile(folder.resolve("absent/ledger.accepted"));

    assertThatThrownBy(() -> lost.write(ONE)).isInstanceOf(IOException.class);
  }

  /** What may stand in the file besides a whole commit. */
  static List<String> foreignContent() {
    String whole = "accepted " + "1".repeat(40) + "\nat 2026-03-01T00:00:00Z\nby-operator none\n";
    return List.of(
        "",
        "accepted 1111\n",
        whole.replace("2026-03-01T00:00:00Z", "never"),
        whole.substring(0, whole.length() - 1),
        whole + "more\n");
  }

  @ParameterizedTest
  @MethodSource("foreignContent")
  void read_tornOrForeignContent_isAnErrorAndNotEmpty(String content) throws Exception {
    Files.writeString(folder.resolve("ledger.accepted"), content);

    assertThatThrownBy(() -> store().read()).isInstanceOf(IOException.class);
  }
}
