package dev.portwrit.gateway.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The content of a small file that is read again when it changed.
 *
 * <p>Whoever uses it looks at the file at most once a second: at its time, its size and which file
 * it is. A change that cannot be used, a file that is gone, or one that changes while it is read
 * leaves the old content in use. A file whose time is so young that another write might leave it
 * unchanged is read again at the next look.
 *
 * @param <T> what the file means
 */
final class RereadFile<T> {
  static final int MAX_BYTES = 16 << 20;
  private static final long LOOK_MILLIS = 1000;
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** Makes something of the content of a file. */
  interface Reader<T> {
    T read(Path file, byte[] content) throws IdentityFileException;
  }

  private record Stamp(FileTime time, long size, @Nullable Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  private final Path file;
  private final Reader<T> reader;
  private final Clock clock;
  private final IdentityListener listener;
  private final AtomicLong lookAt = new AtomicLong();
  private volatile T current;

  // Used by whoever looks, one at a time.
  private @Nullable Stamp trusted;
  private byte[] contentHash;
  private @Nullable String lastProblem;

  private RereadFile(
      Path file, Reader<T> reader, Clock clock, IdentityListener listener, byte[] content)
      throws IdentityFileException {
    this.file = file;
    this.reader = reader;
    this.clock = clock;
    this.listener = listener;
    this.current = reader.read(file, content);
    this.contentHash = hash(content);
    // Without a trusted stamp the first look reads the file once more; it costs little.
    lookAt.set(clock.millis() + LOOK_MILLIS);
    listener.accepted(file, current.toString());
  }

  /** Reads the file for the first time, when a problem is an error. */
  static <T> RereadFile<T> open(Path file, Reader<T> reader, Clock clock, IdentityListener listener)
      throws IdentityFileException {
    try {
      return new RereadFile<>(file, reader, clock, listener, readAll(file));
    } catch (IOException e) {
      throw new IdentityFileException(cannotRead(file, e));
    }
  }

  /** The content, at most a second old. */
  T current() {
    long now = clock.millis();
    long due = lookAt.get();
    // A clock that was set back must not postpone the next look.
    boolean isDue = now >= due || due - now > LOOK_MILLIS;
    if (isDue && lookAt.compareAndSet(due, now + LOOK_MILLIS)) {
      look();
    }
    return current;
  }

  private synchronized void look() {
    try {
      Stamp before = Stamp.of(file);
      if (before.equals(trusted)) {
        return;
      }
      byte[] content = readAll(file);
      if (!Stamp.of(file).equals(before)) {
        return;
      }
      boolean isSettled = clock.instant().minus(SETTLED).isAfter(before.time().toInstant());
      trusted = isSettled ? before : null;
      replace(content);
    } catch (IOException e) {
      trusted = null;
      reject(new IdentityFileException(cannotRead(file, e)));
    }
  }

  private void replace(byte[] content) {
    byte[] hash = hash(content);
    if (Arrays.equals(hash, contentHash) && lastProblem == null) {
      return;
    }
    try {
      T read = reader.read(file, content);
      current = read;
      contentHash = hash;
      lastProblem = null;
      listener.accepted(file, read.toString());
    } catch (IdentityFileException e) {
      reject(e);
    }
  }

  private void reject(IdentityFileException problem) {
    String text = String.valueOf(problem.getMessage());
    if (!Objects.equals(text, lastProblem)) {
      lastProblem = text;
      listener.rejected(file, problem.problems());
    }
  }

  private static byte[] readAll(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it is larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private static String cannotRead(Path file, IOException e) {
    String cause =
        e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
    return "`" + file + "` cannot be read: " + cause;
  }

  private static byte[] hash(byte[] content) {
    MessageDigest hash = Hashes.sha256();
    return hash.digest(content);
  }
}
