package dev.portwrit.gateway.server;

import dev.portwrit.gateway.forward.UpstreamConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/** One open port: HTTP/1.1 and HTTP/2, clear or over TLS, before one handler. */
final class Listener implements AutoCloseable {
  private static final int HEADER_BYTES = 64 * 1024;
  private static final int MAX_THREADS = 200;
  // What a connection takes at most before anybody has logged in over it: twice its headers, in a
  // buffer and as text, and what the server keeps of it.
  private static final long CONNECTION_BYTES = 512 * 1024;
  private static final long LEAST_CONNECTIONS = 256;
  private static final long MOST_CONNECTIONS = 20_000;
  private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(10);
  // Jetty closes what is silent for a second then, requests under way and connections that are
  // only kept open alike; an upload over a slow line may pause for longer.
  private static final Duration STOP_IDLE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(60);
  private static final Duration WHEN_FULL = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;

  private Listener(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Opens a port.
   *
   * @param address where
   * @param tls the certificate and key; empty for clear HTTP
   * @param handler what answers
   * @param idle how long a request may wait for its next byte, in either direction
   * @param stopTimeout how long requests may go on when it closes
   * @throws GatewayException if it cannot listen there
   */
  static Listener open(
      ListenAddress address,
      Optional<TlsFiles> tls,
      Handler handler,
      Duration idle,
      Duration stopTimeout)
      throws GatewayException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("gateway");
    Server server = new Server(threads, null, new ArrayByteBufferPool(0, 4096, 512 * 1024));
    HttpConfiguration http = httpConfiguration(idle);
    Optional<TlsCertificate> certificate = certificate(tls);
    ServerConnector connector =
        certificate.isPresent()
            ? new ServerConnector(server, secure(http, certificate.get()))
            : new ServerConnector(
                server, new HttpConnectionFactory(http), plain(new PriorKnowledge(http)));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(BETWEEN_REQUESTS.toMillis());
    server.addConnector(connector);
    server.addBean(limit(connector));
    server.setHandler(new GracefulHandler(handler));
    server.setErrorHandler(new OciErrorHandler());
    server.setStopTimeout(stopTimeout.toMillis());
    connector.setShutdownIdleTimeout(Math.min(stopTimeout.toMillis(), STOP_IDLE.toMillis()));
    Listener listener = new Listener(server, connector);
    listener.start(address);
    certificate.ifPresent(shown -> lookAgain(connector.getScheduler(), shown));
    return listener;
  }

  private static Optional<TlsCertificate> certificate(Optional<TlsFiles> tls)
      throws GatewayException {
    return tls.isPresent() ? Optional.of(TlsCertificate.of(tls.get())) : Optional.empty();
  }

  /** As long as the server runs. */
  private static void lookAgain(Scheduler scheduler, TlsCertificate certificate) {
    var unused =
        scheduler.schedule(
            () -> {
              certificate.look();
              lookAgain(scheduler, certificate);
            },
            LOOK_AT_CERTIFICATE.toSeconds(),
            TimeUnit.SECONDS);
  }

  /**
   * Beyond it connections wait to be taken, so that those who only open them fill no memory; and
   * those over which nothing is going on are closed soon, so that others get their turn.
   */
  private static NetworkConnectionLimit limit(ServerConnector connector) {
    NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections(), connector);
    limit.setEndPointIdleTimeout(WHEN_FULL.toMillis());
    return limit;
  }

  private static int maxConnections() {
    long fitting = Runtime.getRuntime().maxMemory() / CONNECTION_BYTES;
    return (int) Math.min(MOST_CONNECTIONS, Math.max(LEAST_CONNECTIONS, fitting));
  }

  private static HttpConfiguration httpConfiguration(Duration idle) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setResponseHeaderSize(HEADER_BYTES);
    http.setOutputBufferSize(UpstreamConnections.BUFFER_BYTES);
    http.setInputBufferSize(UpstreamConnections.BUFFER_BYTES);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    // The grammar of requests is stricter, reads the raw path, and says what is wrong with it.
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setIdleTimeout(idle.toMillis());
    return http;
  }

  /**
   * HTTP/2 for requests and answers alone. Jetty bounds what costs a sender little: streams that
   * are open, and frames that only keep the other side busy, such as resets, settings, and parts of
   * headers.
   */
  private static ConnectionFactory plain(AbstractHTTP2ServerConnectionFactory two) {
    two.setConnectProtocolEnabled(false);
    return two;
  }

  private static ConnectionFactory[] secure(HttpConfiguration clear, TlsCertificate certificate) {
    HttpConfiguration http = new HttpConfiguration(clear);
    // One service, one certificate: what name a client used does not matter.
    http.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory one = new HttpConnectionFactory(http);
    ConnectionFactory two = plain(new SecureHttp2(http));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(one.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(certificate.context(), alpn.getProtocol()), alpn, two, one
    };
  }

  private void start(ListenAddress address) throws GatewayException {
    try {
      server.start();
    } catch (IOException e) {
      stop();
      throw new GatewayException(List.of("`" + address + "` cannot be used: " + cause(e)));
    } catch (Exception e) {
      stop();
      throw new GatewayException(List.of("`" + address + "` cannot be used: " + e.getMessage()));
    }
  }

  private static String cause(IOException e) {
    Throwable root = e.getCause() == null ? e : e.getCause();
    return String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Takes no further request, lets those that go on come to their end, then closes. */
  @Override
  public void close() {
    stop();
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      // What did not end in time was cut.
    }
  }
}
