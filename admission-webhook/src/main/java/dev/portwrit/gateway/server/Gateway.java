package dev.portwrit.gateway.server;

import java.time.Duration;
import java.util.List;

/**
 * A gateway that serves. {@link #start} answers once it is ready, or says everything that keeps it
 * from starting; {@link #close} lets requests come to their end.
 */
public final class Gateway implements AutoCloseable {
  /** A client must be told of the registry's timeout, not of its own. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Listener listener;

  private Gateway(Listener listener) {
    this.listener = listener;
  }

  static Gateway start(GatewayConfiguration configuration, GatewayParts parts)
      throws GatewayException {
    List<String> problems = configuration.problems();
    if (!problems.isEmpty()) {
      throw new GatewayException(problems);
    }
    Listener listener =
        Listener.open(
            configuration.listen(),
            configuration.tls(),
            parts.handler(configuration),
            configuration.upstreamTimeouts().idle().plus(PATIENCE),
            configuration.stopTimeout());
    return new Gateway(listener);
  }

  /**
   * Where it listens.
   *
   * @return the port, also where any free one was asked for
   */
  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
  }
}
