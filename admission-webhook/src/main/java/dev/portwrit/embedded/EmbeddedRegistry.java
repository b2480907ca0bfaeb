package dev.portwrit.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running registry for trying out, on the loopback address without TLS. Every answer says so in
 * its {@code Server} header.
 *
 * <p>All methods may be called from any thread.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final long IDLE_TIMEOUT_MILLIS = 120_000;

  private final Server server;
  private final RegistryHandler handler;
  private final int port;

  private EmbeddedRegistry(Server server, RegistryHandler handler, int port) {
    this.server = server;
    this.handler = handler;
    this.port = port;
  }

  /**
   * Starts a registry without login on a free port.
   *
   * @param folder where it keeps its files; what an earlier one left there is served again
   * @return the running registry
   * @throws IOException if the folder cannot be used
   */
  public static EmbeddedRegistry start(Path folder) throws IOException {
    return start(EmbeddedSettings.in(folder));
  }

  /**
   * Starts a registry.
   *
   * @param settings folder, port and login
   * @return the running registry
   * @throws IOException if the folder cannot be used or the port is taken
   */
  public static EmbeddedRegistry start(EmbeddedSettings settings) throws IOException {
    RegistryHandler handler = RegistryHandler.over(settings);
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("embedded-registry");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    server.addConnector(connector);
    server.setHandler(handler);
    bind(connector);
    start(server);
    int port = connector.getLocalPort();
    if (settings.isAnnounced()) {
      LOG.info("embedded registry, for trying out only, on {}:{}", LOOPBACK, port);
    }
    return new EmbeddedRegistry(server, handler, port);
  }

  private static void bind(ServerConnector connector) throws IOException {
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException("cannot listen on `" + LOOPBACK + ":" + connector.getPort() + "`", e);
    }
  }

  private static void start(Server server) throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw new IOException("cannot start the embedded registry", e);
    }
  }

  /**
   * The port it listens on.
   *
   * @return a port of the loopback address
   */
  public int port() {
    return port;
  }

  /**
   * Host and port as clients write them before a repository's name.
   *
   * @return such as {@code 127.0.0.1:41234}
   */
  public String address() {
    return LOOPBACK + ":" + port;
  }

  /**
   * The address with its scheme.
   *
   * @return such as {@code http://127.0.0.1:41234}
   */
  public URI url() {
    return URI.create("http://" + address());
  }

  /**
   * What is wrong with it at the moment; nothing at first.
   *
   * @return the switches
   */
  public Vices vices() {
    return handler.vices();
  }

  /**
   * Shows each request from now on to an observer, before it is done. There is one observer; a new
   * one replaces it.
   *
   * @param observer called by the threads that serve, so it must allow many at once
   */
  public void observe(Consumer<SeenRequest> observer) {
    handler.observe(observer);
  }

  /** Stops serving; requests under way are cut. The files stay. */
  @Override
  public void close() {
    handler.vices().turnAllOff();
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("embedded registry did not stop cleanly: {}", e.getMessage());
    }
  }
}
