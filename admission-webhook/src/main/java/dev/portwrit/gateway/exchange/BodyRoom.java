package dev.portwrit.gateway.exchange;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory that bodies may take which are held whole: manifests on their way in and out. It is
 * taken as bytes come and given back when the request has ended, so clients that send or read
 * slowly cannot fill the heap. One caller gets a part of it only; the others go on.
 */
public final class BodyRoom {
  /** The largest body that is held whole: that of a manifest or a list. */
  public static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  private static final long LEAST = 2L * MAX_BODY_BYTES;
  // What is made of a manifest's bytes takes many times their size for a moment.
  private static final long PART_OF_HEAP = 32;
  private static final long CALLERS = 4;

  private final long size;
  private final long sizeForOne;
  private final Map<String, Long> takenBy = new HashMap<>();
  private long taken;

  BodyRoom(long size) {
    this.size = size;
    this.sizeForOne = Math.max(MAX_BODY_BYTES, size / CALLERS);
  }

  /** As much as a heap of that many bytes can spare, and at least what two manifests take. */
  public static BodyRoom ofHeap(long heapBytes) {
    return new BodyRoom(Math.max(LEAST, heapBytes / PART_OF_HEAP));
  }

  /** What one request takes of it; nothing yet. */
  Share share(String caller) {
    return new Share(caller);
  }

  private synchronized boolean take(String caller, int bytes) {
    long ofCaller = takenBy.getOrDefault(caller, 0L) + bytes;
    if (taken + bytes > size || ofCaller > sizeForOne) {
      return false;
    }
    taken += bytes;
    takenBy.put(caller, ofCaller);
    return true;
  }

  private synchronized void giveBack(String caller, long bytes) {
    taken -= bytes;
    takenBy.computeIfPresent(caller, (one, all) -> all == bytes ? null : (Long) (all - bytes));
  }

  /** What one request has taken. */
  public final class Share implements AutoCloseable {
    private final String caller;
    private long bytes;
    private boolean isClosed;

    private Share(String caller) {
      this.caller = caller;
    }

    /** Takes some more; false if there is no room now. */
    public synchronized boolean take(int more) {
      if (isClosed || !BodyRoom.this.take(caller, more)) {
        return false;
      }
      bytes += more;
      return true;
    }

    /** Gives everything back. */
    @Override
    public synchronized void close() {
      if (!isClosed && bytes > 0) {
        giveBack(caller, bytes);
      }
      isClosed = true;
    }
  }
}
