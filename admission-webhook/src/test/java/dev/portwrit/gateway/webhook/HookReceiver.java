package dev.portwrit.gateway.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A receiver of webhooks on the loopback that answers as a test says, else 204. */
public final class HookReceiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** A request as it came. */
  public record Call(String path, Headers headers, String body) {
    /** A header that it must have. */
    public String header(String name) {
      String value = headers.getFirst(name);
      if (value == null) {
        throw new AssertionError("no `" + name + "` in " + headers);
      }
      return value;
    }

    /** Whether the event is about that tag with that digest. */
    public boolean isOf(String tag, String digest) {
      return body.contains("\"tag\":\"" + tag + "\"")
          && body.contains("\"digest\":\"" + digest + "\"");
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final String scheme;
  private final HttpServer server;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile int otherwise = 204;

  /** One on a free port. */
  public HookReceiver() throws IOException {
    this(0);
  }

  /** One on that port. */
  public HookReceiver(int port) throws IOException {
    this(
        "http",
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
  }

  private HookReceiver(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** One on a free port of an address, over TLS. */
  static HookReceiver overTls(SSLContext tls, String host) throws IOException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(host, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new HookReceiver("https", server);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.add(
        new Call(
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(body, StandardCharsets.UTF_8)));
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Integer status = statuses.poll();
    int answered = status == null ? otherwise : status;
    if (answered / 100 == 3) {
      exchange.getResponseHeaders().add("Location", url("/elsewhere").toString());
    }
    exchange.sendResponseHeaders(answered, -1);
    exchange.close();
  }

  /** Where it is. */
  public URI url(String path) {
    return URI.create(scheme + "://" + address() + path);
  }

  /** Host and port. */
  public String address() {
    return server.getAddress().getAddress().getHostAddress() + ":" + port();
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The next answers. */
  public void answers(int... next) {
    for (int status : next) {
      statuses.add(status);
    }
  }

  /** What it answers when nothing else was said. */
  public void otherwise(int status) {
    otherwise = status;
  }

  /** Answers nothing until {@link #release}. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Answers again. */
  public void release() {
    gate.countDown();
  }

  /** The next request, waited for. */
  public Call next() throws InterruptedException {
    Call call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no webhook came");
    }
    return call;
  }

  /** How many came that nobody looked at. */
  public int left() {
    return calls.size();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
