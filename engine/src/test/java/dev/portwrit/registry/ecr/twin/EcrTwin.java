package dev.portwrit.registry.ecr.twin;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Serves an account of AWS at one address of the loopback. */
public final class EcrTwin implements AutoCloseable {
  static {
    // Without it every answer waits for the client's delayed acknowledgement: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TwinService service;
  private volatile Duration ofACall = Duration.ZERO;

  private EcrTwin(TwinService service) throws IOException {
    this.service = service;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a twin with an empty account.
   *
   * @param account its twelve digits
   * @param region its region
   * @param clock by which policies are judged
   * @return a running twin, to be closed
   */
  public static EcrTwin start(String account, String region, Clock clock) {
    try {
      return new EcrTwin(new TwinService(account, region, clock));
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
   * What is there.
   *
   * @return to be looked at and changed
   */
  public TwinWorld world() {
    return service.world();
  }

  /**
   * What goes wrong.
   *
   * @return to be ordered
   */
  public Faults faults() {
    return service.faults();
  }

  /**
   * The calls that came, those that failed too.
   *
   * @return their names in order
   */
  public List<String> calls() {
    return List.copyOf(service.calls());
  }

  /** Forgets the calls that came. */
  public void forgetCalls() {
    service.calls().clear();
  }

  /**
   * The passwords that were given out for the data side.
   *
   * @return in order
   */
  public List<String> tokens() {
    return List.copyOf(service.tokens());
  }

  /**
   * Has something done before each call, when no other is under way.
   *
   * @param what takes the name of the call
   */
  public void beforeEach(Consumer<String> what) {
    service.beforeEach(what);
  }

  /**
   * Lets every call take some time, in which others go on.
   *
   * @param time how long
   */
  public void takes(Duration time) {
    ofACall = time;
  }

  private void pass() {
    if (ofACall.isZero()) {
      return;
    }
    try {
      Thread.sleep(ofACall.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Has something done when a call comes in, while others may be under way. It may hold the call.
   *
   * @param what takes the name of the call
   */
  public void onArrival(Consumer<String> what) {
    service.onArrival(what);
  }

  /**
   * Has something done when a call was carried out and before it is answered. It may hold the
   * answer.
   *
   * @param what takes the name of the call
   */
  public void onDeparture(Consumer<String> what) {
    service.onDeparture(what);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      pass();
      TwinAnswer answer =
          service.answer(
              new TwinMessage(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
      if (answer.status() == 0) {
        return; // closed without a word
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
