package dev.portwrit.gateway.bypass;

import java.io.IOException;

/** A way to send requests to one port, for one thread. */
interface Wire extends AutoCloseable {
  /** Sends one and waits for its answer; a connection that is closed meanwhile is an answer too. */
  WireAnswer send(WireRequest request) throws IOException;

  @Override
  void close();
}
