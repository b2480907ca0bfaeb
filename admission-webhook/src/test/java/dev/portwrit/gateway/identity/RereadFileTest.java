package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RereadFileTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private SettableClock clock;
  private Path path;
  private RereadFile<String> file;

  @BeforeEach
  void open() throws Exception {
    path = folder.resolve("file");
    Files.writeString(path, "one");
    clock = new SettableClock(Instant.now().plus(Duration.ofDays(1)));
    file = RereadFile.open(path, this::read, clock, listener());
  }

  private String read(Path source, byte[] content) throws IdentityFileException {
    reads.incrementAndGet();
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.startsWith("broken")) {
      throw new IdentityFileException(text);
    }
    return text;
  }

  private IdentityListener listener() {
    return new IdentityListener() {
      @Override
      public void accepted(Path source, String content) {
        told.add("accepted " + content);
      }

      @Override
      public void rejected(Path source, List<String> problems) {
        told.add("rejected " + problems.get(0));
      }
    };
  }

  @Test
  void current_changedContent_isReadWithinASecond() throws Exception {
    Files.writeString(path, "two");
    assertThat(file.current()).isEqualTo("one");
    clock.advance(Duration.ofSeconds(1));
    assertThat(file.current()).isEqualTo("two");
    assertThat(told).containsExactly("accepted one", "accepted two");
  }

  @Test
  void current_unchangedFile_isReadNoMoreOnceItHasSettled() {
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(1));
      file.current();
    }
    assertThat(reads).hasValue(1);
    assertThat(told).containsExactly("accepted one");
  }

  @Test
  void current_replacedByAnotherFileOfTheSameSizeAndTime_isRead() throws Exception {
    look();
    FileTime time = Files.getLastModifiedTime(path);
    Path other = folder.resolve("other");
    Files.writeString(other, "two");
    Files.setLastModifiedTime(other, time);
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    look();
    assertThat(file.current()).isEqualTo("two");
  }

  @Test
  void current_writtenTwiceWithinOneTickOfItsTime_isStillRead() throws Exception {
    // The clock says that the file was written just now, so that its time proves nothing yet.
    FileTime now = FileTime.from(clock.instant());
    Files.setLastModifiedTime(path, now);
    look();
    try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
      raw.write("two".getBytes(StandardCharsets.UTF_8));
    }
    Files.setLastModifiedTime(path, now);
    look();
    assertThat(file.current()).isEqualTo("two");
  }

  @Test
  void current_brokenContent_keepsTheOldAndSaysSoOnce() throws Exception {
    Files.writeString(path, "broken a");
    look();
    look();
    assertThat(file.current()).isEqualTo("one");
    Files.writeString(path, "broken b");
    look();
    assertThat(told).containsExactly("accepted one", "rejected broken a", "rejected broken b");
    Files.writeString(path, "one");
    look();
    assertThat(told).last().isEqualTo("accepted one");
  }

  @Test
  void current_fileGone_keepsTheOldAndReadsItWhenItReturns() throws Exception {
    Files.delete(path);
    look();
    look();
    assertThat(file.current()).isEqualTo("one");
    Files.writeString(path, "two");
    look();
    assertThat(file.current()).isEqualTo("two");
    assertThat(told)
        .containsExactly(
            "accepted one",
            "rejected `" + path + "` cannot be read: it is not there",
            "accepted two");
  }

  @Test
  void current_behindASymbolicLinkThatMoves_isRead() throws Exception {
    Path first = Files.writeString(folder.resolve("first"), "a");
    Path second = Files.writeString(folder.resolve("second"), "b");
    Path link = Files.createSymbolicLink(folder.resolve("link"), first);
    RereadFile<String> linked = RereadFile.open(link, this::read, clock, listener());
    Files.delete(link);
    Files.createSymbolicLink(link, second);
    clock.advance(Duration.ofSeconds(1));
    assertThat(linked.current()).isEqualTo("b");
  }

  @Test
  void current_clockSetBack_stillLooks() throws Exception {
    Files.writeString(path, "two");
    clock.advance(Duration.ofHours(-2));
    assertThat(file.current()).isEqualTo("two");
  }

  @Test
  void open_hugeFile_isRefused() throws Exception {
    Path huge = folder.resolve("huge");
    try (RandomAccessFile raw = new RandomAccessFile(huge.toFile(), "rw")) {
      raw.setLength(RereadFile.MAX_BYTES + 1L);
    }
    assertThatThrownBy(() -> RereadFile.open(huge, this::read, clock, listener()))
        .isInstanceOf(IdentityFileException.class)
        .hasMessageEndingWith("it is larger than 16777216 bytes");
  }

  private void look() {
    clock.advance(Duration.ofSeconds(1));
    file.current();
  }
}
