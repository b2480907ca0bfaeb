package dev.portwrit.gateway.exchange;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The end of an exchange whose request is answered before all of it came: what still comes is
 * thrown away, within bounds, and only then the connection is closed. One that is closed while
 * bytes of its client lie unread is reset, and the reset takes away the answer that the client has
 * not read yet.
 *
 * <p>Source: RFC 9112, section 9.6.
 */
final class Lingering implements Callback, Invocable.Task {
  /** The most that is thrown away; a client that sends more may lose the answer. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final int MAX_READS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Request request;
  private final Callback callback;
  private final AtomicBoolean ended = new AtomicBoolean();
  private long bytes;

  private Lingering(Request request, Callback callback) {
    this.request = request;
    this.callback = callback;
  }

  /** Throws away what there is of a body, and says whether that was all of it. */
  static boolean isWholeAfterSkipping(Content.Source body) {
    for (int reads = 0; reads < MAX_READS; reads++) {
      Content.Chunk chunk = body.read();
      if (chunk == null) {
        return false;
      }
      chunk.release();
      if (chunk.isLast()) {
        return !Content.Chunk.isFailure(chunk);
      }
    }
    return false;
  }

  /** What to call once the answer is written. */
  static Callback before(Request request, Callback callback) {
    // A client that waits for 100 has sent nothing, and reading would ask it to. A stream of HTTP/2
    // ends without its connection.
    boolean isNeeded =
        !RequestForm.isHttp2(request) && !request.getHeaders().contains(HttpHeader.EXPECT);
    return isNeeded ? new Lingering(request, callback) : callback;
  }

  @Override
  public void succeeded() {
    Scheduler.Task end =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () -> end(new TimeoutException("the rest of the request took too long")),
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> end.cancel());
    run();
  }

  @Override
  public void failed(Throwable failure) {
    end(failure);
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      bytes += chunk.remaining();
      boolean isEnd = chunk.isLast() || bytes > MAX_BYTES;
      chunk.release();
      if (isEnd) {
        if (ended.compareAndSet(false, true)) {
          callback.succeeded();
        }
        return;
      }
    }
  }

  private void end(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      callback.failed(failure);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
