package dev.portwrit.gateway.forward;

import dev.portwrit.reference.Digest;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A body that is hashed while it passes, one piece behind: the last piece is let go only when the
 * hash of all of them is the digest that was promised. So whoever reads never has all of a body
 * that is not what it says.
 */
final class DigestCheckedSource implements Content.Source {
  private final Content.Source source;
  private final Digest digest;
  private final MessageDigest hash;
  private final ArrayDeque<Content.Chunk> waiting = new ArrayDeque<>();
  private Content.@Nullable Chunk end;

  DigestCheckedSource(Content.Source source, Digest digest) {
    this.source = source;
    this.digest = digest;
    this.hash = digest.newHash();
  }

  @Override
  public long getLength() {
    return source.getLength();
  }

  // The client aborts a request from another thread than the one that reads its body.
  @Override
  public synchronized Content.@Nullable Chunk read() {
    while (end == null && waiting.size() < 2) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        return null;
      }
      take(chunk);
    }
    Content.Chunk next = waiting.poll();
    return next == null ? end : next;
  }

  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      end(chunk);
      return;
    }
    if (chunk.hasRemaining()) {
      hash.update(chunk.getByteBuffer().slice());
    }
    if (chunk.isLast() && !isPromised()) {
      chunk.release();
      end(Content.Chunk.from(new Mismatch(digest)));
      return;
    }
    if (chunk.hasRemaining()) {
      waiting.add(chunk);
    } else {
      chunk.release();
    }
    if (chunk.isLast()) {
      end = Content.Chunk.EOF;
    }
  }

  private boolean isPromised() {
    return MessageDigest.isEqual(hash.digest(), HexFormat.of().parseHex(digest.hex()));
  }

  private void end(Content.Chunk failure) {
    waiting.forEach(Content.Chunk::release);
    waiting.clear();
    end = failure;
  }

  @Override
  public void demand(Runnable callback) {
    source.demand(callback);
  }

  @Override
  public synchronized void fail(Throwable failure) {
    if (end == null || !Content.Chunk.isFailure(end)) {
      end(Content.Chunk.from(failure));
    }
    source.fail(failure);
  }

  /** The body is not what its digest says. */
  static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String digest;

    Mismatch(Digest digest) {
      super("digest mismatch", null, false, false);
      this.digest = digest.value();
    }

    String message() {
      return "the content does not have the digest `" + digest + "`";
    }
  }
}
