package dev.portwrit.gateway.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A registry of which a test says every byte: it reads one request after the other from real
 * sockets, remembers it, and lets a script answer on the bare connection.
 */
final class RawUpstream implements AutoCloseable {
  /** Answers one request. Returns true to read another one from the same connection. */
  interface Script {
    boolean answer(Asked asked, OutputStream out) throws IOException;
  }

  /** What came, with the body still to be read, and the connection it came over. */
  record Asked(
      String method,
      String target,
      Map<String, String> headers,
      InputStream body,
      InputStream connection) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Script script;

  RawUpstream(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Answers every request with a status, headers (names and values by turns) and a body. */
  static Script answering(int status, String body, String... headers) {
    return (asked, out) -> {
      asked.body().readAllBytes();
      write(out, status, body.getBytes(StandardCharsets.UTF_8), headers);
      return true;
    };
  }

  static void write(OutputStream out, int status, byte[] body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    if (status != 204 && status != 304) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.write(body);
    out.flush();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  void script(Script next) {
    script = next;
  }

  List<Asked> asked() {
    return asked;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean goOn = true;
      while (goOn) {
        String line = line(in);
        if (line.isEmpty()) {
          return;
        }
        Map<String, String> headers = headers(in);
        String[] words = line.split(" ", -1);
        Asked request = new Asked(words[0], words[1], headers, body(in, headers), in);
        asked.add(request);
        goOn = script.answer(request, socket.getOutputStream());
        if (goOn) {
          request.body().readAllBytes();
        }
      }
    } catch (IOException e) {
      // The other side went away, as many tests want it to.
    }
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static InputStream body(InputStream in, Map<String, String> headers) {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return new Chunked(in);
    }
    return new Counted(in, Long.parseLong(headers.getOrDefault("content-length", "0")));
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It is going away in any case.
    }
    threads.shutdownNow();
  }

  /** A body of a length that was said; one that ends before is an error. */
  private static final class Counted extends InputStream {
    private final InputStream in;
    private long left;

    Counted(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new IOException("the body broke off");
      }
      left -= count;
      return count;
    }
  }

  /** A body in chunks; one without the last chunk is an error. */
  private static final class Chunked extends InputStream {
    private final InputStream in;
    private long left;
    private boolean ended;

    Chunked(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0 && !ended) {
        String size = line(in);
        if (size.isEmpty()) {
          throw new IOException("the body broke off");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
          line(in);
          ended = true;
        }
      }
      if (ended) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new IOException("the body broke off");
      }
      left -= count;
      if (left == 0) {
        line(in);
      }
      return count;
    }
  }
}
