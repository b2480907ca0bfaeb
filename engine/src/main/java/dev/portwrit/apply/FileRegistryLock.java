package dev.portwrit.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock of the operating system on a file, which says who holds it. */
final class FileRegistryLock implements RegistryLock {
  private final FileChannel channel;
  private final FileLock lock;

  private FileRegistryLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock, without waiting.
   *
   * @param file the file, which is made if it is not there
   * @param who what others read who find it taken
   * @return empty if somebody else has it
   * @throws IOException if the file cannot be used
   */
  static Optional<RegistryLock> take(Path file, String who) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((who + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      taken = true;
      return Optional.of(new FileRegistryLock(channel, lock));
    } catch (OverlappingFileLockException within) {
      return Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Who took the lock last, as the file says. */
  static String holder(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "somebody";
    }
  }

  @Override
  public void require() throws IOException {
    if (!lock.isValid()) {
      throw new IOException("the lock of the registry was lost");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
