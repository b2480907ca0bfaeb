package dev.portwrit.gateway.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client of which a test says every byte. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** An answer's head. */
  record Head(int status, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** Sends text with line ends as HTTP has them. */
  RawClient send(String text) throws IOException {
    return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Reads the head of an answer; status 0 if the connection was closed instead. */
  Head head() throws IOException {
    String line = RawUpstream.line(in);
    if (line.isEmpty()) {
      return new Head(0, Map.of());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String next = RawUpstream.line(in); !next.isEmpty(); next = RawUpstream.line(in)) {
      int colon = next.indexOf(':');
      headers.put(
          next.substring(0, colon).toLowerCase(Locale.ROOT), next.substring(colon + 1).strip());
    }
    return new Head(Integer.parseInt(line.split(" ", -1)[1]), headers);
  }

  /** Reads what was announced of a body. */
  String body(Head head) throws IOException {
    byte[] body = in.readNBytes(Integer.parseInt(head.header("Content-Length")));
    return new String(body, StandardCharsets.UTF_8);
  }

  InputStream in() {
    return in;
  }

  /** Reads to the end of the connection and says how many bytes came. */
  long drain() throws IOException {
    long count = 0;
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      count += n;
    }
    return count;
  }

  /** Whether the other side has closed, as far as reading says. */
  boolean isClosed() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
