package dev.portwrit.registry.hub.twin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the Hub API for one organization at an address of the loopback. */
public final class HubTwin implements AutoCloseable {
  static {
    // Without it every answer waits for the client's delayed acknowledgement: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TwinService service;
  private volatile Duration ofACall = Duration.ZERO;

  private HubTwin(TwinService service, int port) throws IOException {
    this.service = service;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    service.at(url().toString());
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a twin with an empty organization.
   *
   * @param organization its name
   * @param clock by which logins and tokens end
   * @return a running twin, to be closed
   */
  public static HubTwin start(String organization, Clock clock) {
    return start(organization, clock, 0);
  }

  /**
   * Starts a twin at a port.
   *
   * @param organization its name
   * @param clock by which logins and tokens end
   * @param port where; 0 for any
   * @return a running twin, to be closed
   */
  public static HubTwin start(String organization, Clock clock, int port) {
    try {
      return new HubTwin(new TwinService(organization, clock), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where it is.
   *
   * @return such as {@code http://127.0.0.1:40123}
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What answers.
   *
   * @return to be told to misbehave
   */
  public TwinService service() {
    return service;
  }

  /**
   * What is there.
   *
   * @return to be looked at and changed
   */
  public HubWorld world() {
    return service.world();
  }

  /**
   * What goes wrong.
   *
   * @return to be ordered
   */
  public TwinFaults faults() {
    return service.faults();
  }

  /**
   * How many calls are taken.
   *
   * @return to be set
   */
  public TwinLimits limits() {
    return service.limits();
  }

  /**
   * The calls that came, those that failed too.
   *
   * @return their names in order
   */
  public List<String> calls() {
    return service.calls();
  }

  /**
   * Has each call take a while.
   *
   * @param time how long, besides what it takes anyway
   */
  public void takes(Duration time) {
    ofACall = time;
  }

  private void takeTime() {
    try {
      Thread.sleep(ofACall.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      takeTime();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      pause();
      URI target = exchange.getRequestURI();
      String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      TwinService.Reply reply =
          service.answer(
              exchange.getRequestMethod(),
              target.getRawPath() + query,
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
              body);
      if (reply.status() == 0) {
        return; // closed without a word
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
      boolean isEmpty = text.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), isEmpty ? -1 : text.length);
      if (!isEmpty) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private void pause() {
    if (limits().delay() > 0) {
      try {
        Thread.sleep(limits().delay());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
