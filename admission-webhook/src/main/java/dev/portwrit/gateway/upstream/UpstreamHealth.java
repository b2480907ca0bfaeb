package dev.portwrit.gateway.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.RetryableRequestException;
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
  private final String address;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile Optional<String> last = Optional.empty();
  private volatile Optional<String> down = Optional.empty();

  private UpstreamHealth(int tolerated, String address) {
    this.tolerated = tolerated;
    this.address = address;
  }

  /**
   * The health of a registry that a {@link HealthProbe} looks at.
   *
   * @param registry its address, of which host and port are named where it does not answer
   * @return well, to begin with
   */
  public static UpstreamHealth watched(URI registry) {
    String port = registry.getPort() < 0 ? "" : ":" + registry.getPort();
    return new UpstreamHealth(FAILURES, registry.getHost() + port);
  }

  /**
   * What never says that a registry is down, where nobody would notice that it is up again.
   *
   * @return always well
   */
  public static UpstreamHealth unwatched() {
    return new UpstreamHealth(Integer.MAX_VALUE, "");
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
   * @return what went wrong last, with host and port, one line; empty while the registry answers
   */
  public Optional<String> cause() {
    return down;
  }

  /**
   * Why the last request had no answer, which alone does not keep others from being sent.
   *
   * @return what went wrong, with host and port, one line; empty if it had one, or nothing was sent
   */
  public Optional<String> lastFailure() {
    return last;
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
      last = Optional.empty();
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
    Optional<String> named = Optional.of(cause + " (" + address + ")");
    last = named;
    if (failures.incrementAndGet() >= tolerated) {
      down = named;
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
        || failure instanceof IOException
        || failure instanceof RetryableRequestException;
  }
}
