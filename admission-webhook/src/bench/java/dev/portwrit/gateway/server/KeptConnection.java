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
    int length = (int) head();
    if (in.readNBytes(length).length != length) {
      throw new IOException("the answer is shorter than it says");
    }
  }

  /** The same for an answer of any length. Answers how many bytes came. */
  long getAndForget() throws IOException {
    long left = head();
    byte[] buffer = new byte[256 * 1024];
    long count = 0;
    while (count < left) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left - count));
      if (n < 0) {
        return count;
      }
      count += n;
    }
    return count;
  }

  /** Sends it and answers the length that the answer says. */
  private long head() throws IOException {
    out.write(request);
    String status = line();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    long length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(header.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("the answer has no length");
    }
    return length;
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
