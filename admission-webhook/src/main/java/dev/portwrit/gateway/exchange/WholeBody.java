package dev.portwrit.gateway.exchange;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/** Reads a body that is short enough to be kept in memory, without waiting on a thread for it. */
public final class WholeBody implements Invocable.Task {
  /** What came of reading. */
  public sealed interface Outcome {
    /** The body, all of it. */
    @SuppressWarnings("ArrayRecordComponent") // made for one reader, and never compared
    record Whole(byte[] bytes) implements Outcome {}

    /** It is longer than the bound; the rest was not read. */
    record TooLong() implements Outcome {}

    /** It broke off. */
    record BrokenOff() implements Outcome {}

    /** There is no memory for more of it now; the rest was not read. */
    record NoRoom() implements Outcome {}
  }

  /** Says of so many more bytes whether there is room for them. */
  @FunctionalInterface
  public interface Room {
    /** Takes it, if there is. */
    boolean take(int bytes);
  }

  private final Content.Source source;
  private final int bound;
  private final Room room;
  private final Invocable.InvocationType type;
  private final Consumer<Outcome> consumer;
  private final ByteArrayOutputStream bytes;

  private WholeBody(
      Content.Source source,
      int bound,
      Room room,
      Invocable.InvocationType type,
      Consumer<Outcome> consumer) {
    this.source = source;
    this.bound = bound;
    this.room = room;
    this.type = type;
    this.consumer = consumer;
    long length = source.getLength();
    // A client may say any length; memory is only taken for what comes.
    this.bytes = new ByteArrayOutputStream(length > 0 && length <= 64 * 1024 ? (int) length : 1024);
  }

  /**
   * Reads a body that is small.
   *
   * @param source the body
   * @param bound the most bytes it may have
   * @param type whether the consumer may block
   * @param consumer is given the outcome, once, perhaps before this returns
   */
  public static void read(
      Content.Source source, int bound, Invocable.InvocationType type, Consumer<Outcome> consumer) {
    read(source, bound, bytes -> true, type, consumer);
  }

  /**
   * Reads a body.
   *
   * @param source the body
   * @param bound the most bytes it may have
   * @param room where memory for it is taken
   * @param type whether the consumer may block
   * @param consumer is given the outcome, once, perhaps before this returns
   */
  public static void read(
      Content.Source source,
      int bound,
      Room room,
      Invocable.InvocationType type,
      Consumer<Outcome> consumer) {
    new WholeBody(source, bound, room, type, consumer).run();
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        consumer.accept(new Outcome.BrokenOff());
        return;
      }
      boolean fits = bytes.size() + chunk.remaining() <= bound;
      boolean hasRoom = fits && room.take(chunk.remaining());
      if (hasRoom) {
        take(chunk);
      }
      boolean isLast = chunk.isLast();
      chunk.release();
      if (!fits) {
        consumer.accept(new Outcome.TooLong());
        return;
      }
      if (!hasRoom) {
        consumer.accept(new Outcome.NoRoom());
        return;
      }
      if (isLast) {
        consumer.accept(new Outcome.Whole(bytes.toByteArray()));
        return;
      }
    }
  }

  private void take(Content.Chunk chunk) {
    byte[] piece = new byte[chunk.remaining()];
    chunk.getByteBuffer().get(piece);
    bytes.write(piece, 0, piece.length);
  }

  @Override
  public InvocationType getInvocationType() {
    return type;
  }
}
