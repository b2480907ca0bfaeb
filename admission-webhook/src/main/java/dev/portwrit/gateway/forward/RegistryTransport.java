package dev.portwrit.gateway.forward;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;

/**
 * Which HTTP the registry is spoken to: over TLS HTTP/2 where it offers that by ALPN, else
 * HTTP/1.1. Clear HTTP has no negotiation, so there it is HTTP/1.1.
 */
final class RegistryTransport {
  /** Beyond it another connection is opened; registries allow a hundred or more. */
  static final int STREAMS_OF_ONE_CONNECTION = 64;

  private static final int LEAST_WINDOW = 64 * 1024;
  private static final int MOST_WINDOW = 1024 * 1024;

  private RegistryTransport() {}

  /** A client for a registry reached over TLS, or clear. */
  static HttpClient client(
      ClientConnector connector, boolean secure, int headerBytes, Duration streamIdle) {
    if (!secure) {
      return new HttpClient(new HttpClientTransportOverHTTP(connector));
    }
    HttpClient client = new RegistryClientOverTls(negotiated(connector, headerBytes));
    client.addBean(new Patience(streamIdle.plusMinutes(1)));
    return client;
  }

  /**
   * A connection of HTTP/2 that is silent counts as unused, whatever its streams wait for: each has
   * a timeout of its own, which comes first.
   */
  private record Patience(Duration silence) implements org.eclipse.jetty.io.Connection.Listener {
    @Override
    public void onOpened(org.eclipse.jetty.io.Connection connection) {
      if (connection instanceof HTTP2Connection) {
        connection.getEndPoint().setIdleTimeout(silence.toMillis());
      }
    }
  }

  private static HttpClientTransport negotiated(ClientConnector connector, int headerBytes) {
    HTTP2Client two = new HTTP2Client(connector);
    two.setFlowControlStrategyFactory(() -> new EndedStreams(connector.getExecutor()));
    two.setInputBufferSize(UpstreamConnections.BUFFER_BYTES);
    two.setMaxRequestHeadersSize(headerBytes);
    two.setMaxResponseHeadersSize(headerBytes);
    two.setMaxConcurrentPushedStreams(0);
    two.setMaxFrameSize(UpstreamConnections.BUFFER_BYTES);
    two.setMaxLocalStreams(STREAMS_OF_ONE_CONNECTION);
    // What clients do not take fills the window of their stream. With room for all of them in that
    // of the connection, slow clients hold up nobody else.
    int window = window(Runtime.getRuntime().maxMemory());
    two.setInitialStreamRecvWindow(window);
    two.setInitialSessionRecvWindow(window * STREAMS_OF_ONE_CONNECTION);
    // The first is for a registry that negotiates nothing; one that does has its own preference.
    return new HttpClientTransportDynamic(
        connector,
        HttpClientConnectionFactory.HTTP11,
        new ClientConnectionFactoryOverHTTP2.HTTP2(two));
  }

  /** Bytes of one answer that may wait for its client: those of 2,048 fit into half the heap. */
  static int window(long heap) {
    long share = heap / 2 / UpstreamConnections.MAX_CONNECTIONS;
    return (int) Math.max(LEAST_WINDOW, Math.min(MOST_WINDOW, share));
  }
}
