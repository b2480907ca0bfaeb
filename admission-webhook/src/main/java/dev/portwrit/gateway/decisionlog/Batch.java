package dev.portwrit.gateway.decisionlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lines that are written and synchronised together. Guarded by the lock of the log. */
final class Batch {
  /** The most that is written together, hence the most that a crash may tear. */
  static final int MAX_BYTES = 16 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<Optional<String>> durable = new CompletableFuture<>();
  private Head end;
  private int appends;
  private int notes;
  private Missed reported = Missed.NONE;

  Batch(Head start) {
    this.end = start;
  }

  /** Puts a line at the end. */
  void add(byte[] line) {
    bytes.writeBytes(line);
    bytes.write('\n');
    end = LogLine.headAfter(end, line);
  }

  /** Counts a line that somebody waits for. */
  void countAppend() {
    appends++;
  }

  /** Counts a line that nobody waits for. */
  void countNote() {
    notes++;
  }

  /** Remembers that a line of this batch reports what was missed before. */
  void countReported(Missed missed) {
    reported = reported.plus(missed);
  }

  boolean isEmpty() {
    return bytes.size() == 0;
  }

  boolean hasAppends() {
    return appends > 0;
  }

  int size() {
    return bytes.size();
  }

  int notes() {
    return notes;
  }

  int lines() {
    return appends + notes;
  }

  /** The head of the chain behind the last line. */
  Head end() {
    return end;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** What will have been missed if this batch is lost. */
  Missed lost() {
    return reported.plus(new Missed(notes, appends));
  }

  /** Completes empty when the batch is on the disk, with the reason when it will never be. */
  CompletableFuture<Optional<String>> durable() {
    return durable;
  }
}
