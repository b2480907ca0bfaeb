package dev.portwrit.gateway.upstream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of real HTTP that answers each path as a test says, lies included. */
final class ScriptedRegistry implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** What was asked. */
  record Seen(String method, String target, Map<String, List<String>> headers, String body) {
    List<String> header(String name) {
      return headers.getOrDefault(name, List.of());
    }
  }

  /** One answer; a length that is not that of the body cuts the connection behind it. */
  static final class Answer {
    private final int status;
    private final byte[] body;
    private final Map<String, List<String>> headers = new HashMap<>();
    private long length;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
      this.length = body.length;
    }

    Answer(int status, String body) {
      this(status, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer header(String name, String value) {
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      return this;
    }

    Answer saysLength(long said) {
      length = said;
      return this;
    }
  }

  ScriptedRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers a path with its query from now on. */
  Answer on(String target, int status, String body) {
    return on(target, new Answer(status, body));
  }

  Answer on(String target, Answer answer) {
    answers.put(target, answer);
    return answer;
  }

  List<Seen> seen() {
    return seen;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestURI().toString();
    seen.add(
        new Seen(
            exchange.getRequestMethod(), target, Map.copyOf(exchange.getRequestHeaders()), body));
    Answer answer = answers.getOrDefault(target, new Answer(404, ""));
    try (exchange) {
      exchange.getResponseHeaders().putAll(answer.headers);
      exchange.sendResponseHeaders(answer.status, answer.length == 0 ? -1 : answer.length);
      if (answer.length > 0 && !exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseBody().write(answer.body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
