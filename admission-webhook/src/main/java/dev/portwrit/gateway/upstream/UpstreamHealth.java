package dev.portwrit.gateway.upstream;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether the registry answers. After some requests in a row that had no answer it is down: then
 * nothing is sent to it any more but by the {@link HealthProbe}, so that requests are refused at
 * once instead of piling up. Any answer, an error too, ends that. That a registry is down says
 * nothing of what it holds.
 *
 * <p>Safe for use by many threads.
 */
public final class UpstreamHealth {
  private static final int FAILURES = 5;

  private final int tolerated;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile Optional<String> down = Optional.empty();

  private UpstreamHealth(int tolerated) {
    this.tolerated = tolerated;
  }

  /**
   * The health of a registry that a {@link HealthProbe} looks at.
   *
   * @return well, to begin with
   */
  public static UpstreamHealth watched() {
    return new UpstreamHealth(FAILURES);
  }

  /**
   * What never says that a registry is down, where nobody would notice that it is up again.
   *
   * @return always well
   */
  public static UpstreamHealth unwatched() {
    return new UpstreamHealth(Integer.MAX_VALUE);
  }

  /**
   * Whether nothing is to be sent.
   *
   * @return true until an answer came
   */
  public boolean isDown() {
    return down.isPresent();
  }

  /**
   * Why nothing is sent.
   *
   * @return what went wrong last, one line; empty while the registry answers
   */
  public Optional<String> cause() {
    return down;
  }

  /**
   * Requests without an answer.
   *
   * @return how many since the start
   */
  public long failed() {
    return failed.get();
  }

  /** Says that an answer began. */
  public void answered() {
    answers.incrementAndGet();
    if (failures.get() != 0) {
      failures.set(0);
      down = Optional.empty();
    }
  }

  /**
   * Says that no answer came.
   *
   * @param cause what went wrong, one line
   */
  public void failed(String cause) {
    failed.incrementAndGet();
    if (failures.incrementAndGet() >= tolerated) {
      down = Optional.of(cause);
    }
  }

  /** Whether the last request had no answer. */
  boolean isDoubtful() {
    return failures.get() > 0;
  }

  /** Answers since the start. */
  long answers() {
    return answers.get();
  }

  /**
   * Whether a failure says that there is nobody to send to.
   *
   * @param failure of a request that had no byte of an answer
   * @return true if no connection came to be
   */
  public static boolean isUnreachable(@Nullable Throwable failure) {
    return failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof SocketTimeoutException;
  }

  /**
   * Whether a failure says that the registry does not answer.
   *
   * @param failure of a request that had no byte of an answer, and whose own body was not at fault
   * @return true if it was not reached, took too long or ended the connection
   */
  public static boolean isNoAnswer(@Nullable Throwable failure) {
    return isUnreachable(failure)
        || failure instanceof TimeoutException
        || failure instanceof EOFException
        || failure instanceof ClosedChannelException;
  }
}
