package dev.portwrit.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The repositories below a folder, served by the real {@code git http-backend} on the loopback. */
public final class GitHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path root;
  private final String scheme;
  private final Optional<String> password;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Optional<String> redirect = Optional.empty();

  /**
   * Starts on a free port.
   *
   * @param root the folder of the repositories
   * @param password of the user {@code bot}, or empty to let everybody in
   * @param tls for https, or null
   */
  public GitHttpServer(Path root, Optional<String> password, @Nullable SSLContext tls) {
    this(root, password, tls, 0);
  }

  /** The same on a port that is known. */
  public GitHttpServer(Path root, Optional<String> password, @Nullable SSLContext tls, int port) {
    this.root = root;
    this.password = password;
    this.scheme = tls == null ? "http" : "https";
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      if (tls == null) {
        server = HttpServer.create(address, 0);
      } else {
        HttpsServer https = HttpsServer.create(address, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        server = https;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The address of a repository, with what comes before the host. */
  public String url(String userInfo, String name) {
    return scheme + "://" + userInfo + "127.0.0.1:" + port() + "/" + name;
  }

  public String url(String name) {
    return url("", name);
  }

  /** What clients said who they are, decoded, in order. */
  public List<String> authorizations() {
    return authorizations;
  }

  /** How often somebody asked what there is. */
  public int fetches() {
    return fetches.get();
  }

  /** From now on all requests are sent to another base address. */
  public void redirectTo(String base) {
    redirect = Optional.of(base);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
      String path = exchange.getRequestURI().getPath();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization != null) {
        byte[] plain = Base64.getDecoder().decode(authorization.replaceFirst("^Basic ", ""));
        authorizations.add(new String(plain, StandardCharsets.UTF_8));
      }
      if (path.endsWith("/info/refs")) {
        fetches.incrementAndGet();
      }
      if (redirect.isPresent()) {
        exchange.getResponseHeaders().set("Location", redirect.get() + path + "?" + query);
        exchange.sendResponseHeaders(302, -1);
      } else if (password.isPresent() && !isLetIn(authorization)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else {
        backend(exchange, path, query);
      }
    }
  }

  private boolean isLetIn(@Nullable String authorization) {
    String expected =
        Base64.getEncoder()
            .encodeToString(("bot:" + password.orElseThrow()).getBytes(StandardCharsets.UTF_8));
    return ("Basic " + expected).equals(authorization);
  }

  private void backend(HttpExchange exchange, String path, String query) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("PATH_INFO", path);
    environment.put("QUERY_STRING", query);
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    header(exchange, "Content-Type", "CONTENT_TYPE", environment);
    header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", environment);
    header(exchange, "Git-Protocol", "GIT_PROTOCOL", environment);
    header(exchange, "Content-Length", "CONTENT_LENGTH", environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(in);
    }
    try (InputStream out = new BufferedInputStream(process.getInputStream())) {
      int status = 200;
      for (String line = line(out); !line.isEmpty(); line = line(out)) {
        String[] header = line.split(": ", 2);
        if (header[0].equals("Status")) {
          status = Integer.parseInt(header[1].substring(0, 3));
        } else {
          exchange.getResponseHeaders().add(header[0], header[1]);
        }
      }
      exchange.sendResponseHeaders(status, 0);
      out.transferTo(exchange.getResponseBody());
    }
  }

  private static void header(
      HttpExchange exchange, String name, String variable, Map<String, String> environment) {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
