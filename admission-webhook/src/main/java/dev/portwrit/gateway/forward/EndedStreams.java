package dev.portwrit.gateway.forward;

import java.io.EOFException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Channel;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.util.Callback;

/**
 * Fails the request whose stream is over without a whole answer. Jetty 12.1.14 resets a stream on
 * which something malformed came, such as an answer shorter than its length, tells nobody, and
 * forgets the stream with its timeout: the request would wait for ever. That a stream is over is
 * heard of here alone.
 */
final class EndedStreams extends BufferingFlowControlStrategy {
  private static final float HALF = 0.5F;

  private final Executor executor;

  EndedStreams(Executor executor) {
    super(HALF);
    this.executor = executor;
  }

  @Override
  public void onStreamDestroyed(Stream stream) {
    super.onStreamDestroyed(stream);
    // Whoever knows already is not told twice: a request fails once.
    if (stream.isReset()
        && stream instanceof HTTP2Stream ended
        && ended.getAttachment() instanceof HTTP2Channel.Client waiting) {
      Runnable telling =
          waiting.onFailure(
              new EOFException("the stream ended before the answer was whole"), Callback.NOOP);
      if (telling != null) {
        executor.execute(telling);
      }
    }
  }
}
