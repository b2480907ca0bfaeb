package dev.portwrit.gateway.server;

import dev.portwrit.gateway.admin.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The open ports of a gateway, and what phase of its life it is in. */
final class Gateway implements AutoCloseable {
  /** A client must be told of the registry's timeout, not of its own. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration ADMIN_IDLE = Duration.ofSeconds(30);
  private static final Duration ADMIN_STOP = Duration.ofSeconds(1);

  private enum Phase {
    WARMING,
    READY,
    STOPPING
  }

  private final GatewayParts parts;
  private final BoundedThreads writers = BoundedThreads.forWrites();
  private final BoundedThreads listers = BoundedThreads.forLists();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WARMING);
  private final CountDownLatch warm = new CountDownLatch(1);
  private final List<Listener> listeners = new ArrayList<>();

  private Gateway(GatewayParts parts) {
    this.parts = parts;
  }

  static Gateway start(GatewayConfiguration configuration, GatewayParts parts)
      throws GatewayException {
    List<String> problems = configuration.problems();
    if (!problems.isEmpty()) {
      throw new GatewayException(problems);
    }
    Gateway gateway = new Gateway(parts);
    try {
      gateway.listen(configuration);
    } catch (GatewayException e) {
      gateway.close();
      throw e;
    }
    if (configuration.pace().warmUp() == 0) {
      gateway.ready();
    }
    return gateway;
  }

  private void listen(GatewayConfiguration configuration) throws GatewayException {
    Network network = configuration.network();
    Pace pace = configuration.pace();
    listeners.add(
        Listener.open(
            network.listen(),
            network.tls(),
            parts.handler(configuration, writers, listers),
            pace.upstream().idle().plus(PATIENCE),
            pace.stop()));
    if (network.admin().isPresent()) {
      ListenAddress address = network.admin().get();
      boolean isLoopback = address.isLoopback().orElse(false);
      listeners.add(
          Listener.open(
              address,
              isLoopback ? Optional.empty() : network.tls(),
              parts.adminHandler(configuration, isLoopback, this::readiness),
              ADMIN_IDLE,
              ADMIN_STOP));
    }
  }

  /**
   * Where clients reach it.
   *
   * @return the port, also where any free one was asked for
   */
  public int port() {
    return listeners.get(0).port();
  }

  /**
   * Where its admin port is.
   *
   * @return empty if there is none
   */
  public OptionalInt adminPort() {
    return listeners.size() > 1 ? OptionalInt.of(listeners.get(1).port()) : OptionalInt.empty();
  }

  /** Says that it is warm. */
  void ready() {
    phase.compareAndSet(Phase.WARMING, Phase.READY);
    warm.countDown();
  }

  boolean awaitReady(Duration patience) throws InterruptedException {
    return warm.await(patience.toMillis(), TimeUnit.MILLISECONDS) && phase.get() == Phase.READY;
  }

  /**
   * What {@code /readyz} says.
   *
   * @return at this moment
   */
  public Readiness readiness() {
    List<String> lines = new ArrayList<>();
    Phase now = Objects.requireNonNull(phase.get());
    switch (now) {
      case WARMING -> lines.add("warming up");
      case READY -> {}
      case STOPPING -> lines.add("stopping");
    }
    lines.addAll(parts.notes().get());
    return new Readiness(now == Phase.READY, lines);
  }

  /** Why the registry's last answer did not come. */
  Optional<String> registryProblem() {
    return parts.connections().health().lastFailure();
  }

  /** Takes no further request, lets those that go on come to their end, then stops. */
  @Override
  public void close() {
    phase.set(Phase.STOPPING);
    // The admin port, which tells of the stop, goes last.
    listeners.forEach(Listener::close);
    writers.close();
    listers.close();
  }
}
