package dev.portwrit.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Docker Hub is told, and what comes of it where it does not want to hear. */
class HubCallbacksTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final HubCallbacks callbacks = new HubCallbacks();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.equals("/elsewhere")) {
        exchange.getResponseHeaders().add("Location", at("/chosen-by-others").toString());
        exchange.sendResponseHeaders(307, -1);
      } else {
        exchange.sendResponseHeaders(path.equals("/bounces") ? 500 : 200, -1);
      }
      heard.add(path + " " + body);
    }
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void callback_saysThatItWasHeard() throws Exception {
    callbacks.accept(at("/heard"));

    assertThat(next()).startsWith("/heard ").contains("\"state\":\"success\"", "portwrit");
  }

  @Test
  void callbackThatIsSentElsewhere_isNotFollowed() throws Exception {
    callbacks.accept(at("/elsewhere"));
    assertThat(next()).startsWith("/elsewhere ");
    callbacks.accept(at("/heard"));

    assertThat(next()).as("what came after the redirect").startsWith("/heard ");
    assertThat(heard).isEmpty();
  }

  @Test
  void callbacksThatBounce_takeNoRoomFromThoseAfterThem() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    int came = 0;
    for (int tries = 0; came < 40 && tries < 60_000; tries++) {
      callbacks.accept(nobody);
      callbacks.accept(at("/bounces"));
      // Where sixteen are under way it is left out, so what counts is that room comes free again.
      if (heard.poll(1, TimeUnit.MILLISECONDS) != null) {
        came++;
      }
    }
    assertThat(came).isEqualTo(40);
  }
}
