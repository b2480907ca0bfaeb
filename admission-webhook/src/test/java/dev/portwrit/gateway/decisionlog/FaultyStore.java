package dev.portwrit.gateway.decisionlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The real disk with a counter and with faults by switch. */
final class FaultyStore implements LogStore {
  final AtomicInteger forces = new AtomicInteger();

  /** How many bytes still fit on the disk. */
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  volatile boolean failsToForce;
  volatile boolean failsToOpen;
  volatile boolean failsToTruncate;

  /** A synchronisation waits for this. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  /** Counted down when a synchronisation begins. */
  volatile CountDownLatch entered = new CountDownLatch(0);

  @Override
  public LogChannel open(Path file) throws IOException {
    if (failsToOpen) {
      throw new IOException("Read-only file system");
    }
    return new Channel(LogStore.DISK.open(file));
  }

  private final class Channel implements LogChannel {
    private final LogChannel disk;

    Channel(LogChannel disk) {
      this.disk = disk;
    }

    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      int fits = (int) Math.min(bytes.remaining(), room.get());
      boolean isFull = fits < bytes.remaining();
      disk.write(bytes.slice(bytes.position(), fits), offset);
      room.addAndGet(-fits);
      if (isFull) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void force() throws IOException {
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      forces.incrementAndGet();
      if (failsToForce) {
        throw new IOException("Input/output error");
      }
      disk.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      if (failsToTruncate) {
        throw new IOException("Input/output error");
      }
      disk.truncate(length);
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
