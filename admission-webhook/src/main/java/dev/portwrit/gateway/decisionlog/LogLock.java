package dev.portwrit.gateway.decisionlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second gateway from writing into the same chain; the system frees it with the process.
 */
final class LogLock implements Closeable {
  private final FileChannel channel;

  private LogLock(FileChannel channel) {
    this.channel = channel;
  }

  static LogLock take(Path folder) throws IOException, DecisionLogException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("decisions.lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new DecisionLogException(
          "`" + folder + "` is the decision log of another gateway that runs");
    }
    return new LogLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
