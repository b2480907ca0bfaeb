package dev.portwrit.gateway.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second gateway away from a ledger. It goes with the process, however that ends. */
final class LedgerFileLock {
  private final FileChannel channel;

  private LedgerFileLock(FileChannel channel) {
    this.channel = channel;
  }

  static LedgerFileLock take(Path ledger) throws LedgerException {
    Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        return new LedgerFileLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new LedgerException("the ledger's lock `" + file + "` cannot be made", e);
    }
    throw new LedgerException(
        "the ledger `" + ledger + "` is in use by another gateway; give each gateway its own");
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}
