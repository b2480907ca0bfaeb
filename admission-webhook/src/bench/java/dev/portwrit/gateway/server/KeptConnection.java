package dev.portwrit.gateway.server;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection over which one GET is sent again and again: a client that costs next to nothing, so
 * that what is measured is the server.
 */
final class KeptConnection implements Closeable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] request;

  KeptConnection(URI base, String target, String accept, String login) throws IOException {
    this.socket = new Socket(base.getHost(), base.getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = socket.getOutputStream();
    String authorization = login.isEmpty() ? "" : "Authorization: " + login + "\r\n";
    this.request =
        ("GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\n%s\r\n"
                .formatted(target, base.getAuthority(), accept, authorization))
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends it and reads the answer, which must be 200 and have a length. */
  void get() throws IOException {
    out.write(request);
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length < 0 || in.readNBytes(length).length != length) {
      throw new IOException("the answer has no length, or not that one");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
