package dev.portwrit.gateway.inforce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commit in force in a small file of its own: three lines that a person can read. It is written
 * beside, forced to the disk, moved in place, and the folder is forced too; a crash between any two
 * of these leaves the old file.
 */
public final class AcceptedCommitFile implements AcceptedCommitStore {
  private static final Pattern CONTENT =
      Pattern.compile("accepted ([0-9a-f]{40})\nat (\\S+)\nby-operator ([0-9a-f]{40}|none)\n");

  private final Path file;

  /**
   * A store.
   *
   * @param file which may be absent; its folder is there
   */
  public AcceptedCommitFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public synchronized Optional<AcceptedCommit> read() throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException never) {
      return Optional.empty();
    }
    Matcher content = CONTENT.matcher(text);
    if (!content.matches()) {
      throw new IOException("`" + file + "` does not hold an accepted commit");
    }
    try {
      Optional<String> byOperator = Optional.of(content.group(3)).filter(id -> !id.equals("none"));
      return Optional.of(
          new AcceptedCommit(content.group(1), Instant.parse(content.group(2)), byOperator));
    } catch (DateTimeParseException broken) {
      throw new IOException("`" + file + "` does not say when", broken);
    }
  }

  @Override
  public synchronized void write(AcceptedCommit commit) throws IOException {
    String text =
        "accepted "
            + commit.id()
            + "\nat "
            + commit.acceptedAt()
            + "\nby-operator "
            + commit.byOperator().orElse("none")
            + "\n";
    if (!CONTENT.matcher(text).matches()) {
      throw new IllegalArgumentException("not a commit: " + commit);
    }
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
