package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A blob on its way in. Its bytes are hashed as they come, so that closing it costs nothing; only a
 * digest of another algorithm than was announced makes it read the file again.
 *
 * <p>One request at a time may use it, the one that holds its lock.
 */
final class Upload {
  private static final int PIECE = 64 * 1024;
  private static final int LOCK_SECONDS = 10;

  private final String id = UUID.randomUUID().toString();
  private final ReentrantLock lock = new ReentrantLock();
  private final RepositoryName name;
  private final Path file;
  private String algorithm;
  private MessageDigest hash;
  private String state = "";
  private long size;

  private Upload(RepositoryName name, Path file, Digest like) {
    this.name = name;
    this.file = file;
    this.algorithm = like.algorithm();
    this.hash = like.newHash();
  }

  /** Begins an upload whose digest will be of the same algorithm as another. */
  static Upload begin(RepositoryName name, Path incoming, Digest like) throws IOException {
    return new Upload(name, Files.createTempFile(incoming, "blob", ""), like);
  }

  String id() {
    return id;
  }

  RepositoryName name() {
    return name;
  }

  /** How many bytes have come. */
  long size() {
    return size;
  }

  /** What the next request must bring in its query, or nothing. */
  String state() {
    return state;
  }

  void changeState() {
    state = UUID.randomUUID().toString();
  }

  /**
   * Takes the lock, and waits for it a little: a client that was answered may send its next request
   * before the thread that answered lets go.
   */
  boolean tryLock() {
    try {
      return lock.tryLock(LOCK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void unlock() {
    lock.unlock();
  }

  /** Appends all that the stream has; what came before it broke is kept. */
  void append(InputStream body) throws IOException {
    byte[] piece = new byte[PIECE];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        out.write(piece, 0, read);
        hash.update(piece, 0, read);
        size += read;
      }
    }
  }

  /** Announces the digest, so that the bytes that are about to come are hashed by its algorithm. */
  void expect(Digest digest) {
    if (size == 0 && !digest.algorithm().equals(algorithm)) {
      algorithm = digest.algorithm();
      hash = digest.newHash();
    }
  }

  /** Gives the file to the content store if it has the digest; the upload is over either way. */
  void finish(Digest digest, ContentStore content) throws IOException, RefusedException {
    byte[] actual = digest.algorithm().equals(algorithm) ? hash.digest() : hashAgain(digest);
    if (!MessageDigest.isEqual(actual, HexFormat.of().parseHex(digest.hex()))) {
      discard();
      throw new RefusedException(
          ErrorCode.DIGEST_INVALID, "the blob does not have the digest `" + digest + "`");
    }
    content.adopt(digest, file);
  }

  void discard() throws IOException {
    Files.deleteIfExists(file);
  }

  private byte[] hashAgain(Digest digest) throws IOException {
    MessageDigest other = digest.newHash();
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        other.update(piece, 0, read);
      }
    }
    return other.digest();
  }
}
