package dev.portwrit.gateway.decisionlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts batches on the disk, one after the other, and takes back what it could not finish. Used by
 * one thread.
 *
 * <p>INVARIANT: {@code length} is the length of the file up to the last byte that was synchronised;
 * after a failure nothing is written before the file is cut back to it.
 */
final class LogWriter implements Closeable {
  private final LogStore store;
  private final long maxFileBytes;
  private Path file;
  private LogChannel channel;
  private long length;
  private boolean isDirty;

  LogWriter(LogStore store, long maxFileBytes, Path file, long length) throws IOException {
    this.store = store;
    this.maxFileBytes = maxFileBytes;
    this.file = file;
    this.length = length;
    this.channel = store.open(file);
  }

  /** Returns when the batch is on the disk; when it throws, nothing of the batch counts. */
  void write(Batch batch) throws IOException {
    repair();
    if (length > 0 && length + batch.size() > maxFileBytes) {
      beginFile(LogFiles.next(file));
    }
    isDirty = true;
    channel.write(batch.content(), length);
    channel.force();
    isDirty = false;
    length += batch.size();
  }

  /** Cuts off what a failed write left; it may fail again, and is tried again at the next write. */
  void repair() throws IOException {
    if (!isDirty) {
      return;
    }
    // A descriptor that has reported a failed synchronisation is not trusted with another.
    closeQuietly();
    channel = store.open(file);
    channel.truncate(length);
    channel.force();
    isDirty = false;
  }

  Path file() {
    return file;
  }

  private void beginFile(Path next) throws IOException {
    LogChannel opened = store.open(next);
    closeQuietly();
    file = next;
    channel = opened;
    length = 0;
  }

  private void closeQuietly() {
    try {
      channel.close();
    } catch (IOException e) {
      // All that counts in it is on the disk already.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
