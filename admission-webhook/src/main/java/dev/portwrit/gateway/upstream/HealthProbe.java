package dev.portwrit.gateway.upstream;

import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.policy.Action;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry whether it is there: each second while it is down or in doubt, and when nothing
 * was answered for some seconds, so that one that takes requests and says nothing is found too. No
 * request of a client is ever the one that finds out.
 */
public final class HealthProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int QUIET_LOOKS = 5;
  private static final int MAX_BYTES = 64 * 1024;

  private final Transport transport;
  private final URI address;
  private final UpstreamHealth health;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "registry-health");
            made.setDaemon(true);
            return made;
          });
  private long answersBefore;
  private int quiet;
  private boolean wasDown;

  /**
   * A probe that does not run yet.
   *
   * @param client a started client, of which {@link HttpUpstream} says what is changed in it
   * @param registry the address of the registry, before {@code /v2/}
   * @param health what it looks after
   */
  public HealthProbe(HttpClient client, URI registry, UpstreamHealth health) {
    this.transport = new Transport(client, UpstreamAuthorization.anonymous());
    this.address = registry.resolve("/v2/");
    this.health = health;
  }

  /** Begins to look, each second. */
  public void start() {
    var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** Asks now, and waits for the answer for some seconds. */
  public synchronized void askNow() {
    ask();
  }

  /** Looks once. */
  synchronized void look() {
    long answers = health.answers();
    quiet = answers == answersBefore ? quiet + 1 : 0;
    answersBefore = answers;
    if (health.isDown() || health.isDoubtful() || quiet >= QUIET_LOOKS) {
      quiet = 0;
      ask();
    }
    if (health.isDown() != wasDown) {
      wasDown = health.isDown();
      LOG.warn("{}", health.cause().orElse("the registry answers again"));
    }
  }

  private void ask() {
    UpstreamAnswer answer =
        transport.send(
            transport.request(HttpMethod.GET, address),
            Optional.empty(),
            Action.PULL,
            PATIENCE,
            MAX_BYTES);
    if (answer instanceof Answered) {
      health.answered();
    } else if (answer instanceof NoAnswer none) {
      health.failed(none.cause());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
