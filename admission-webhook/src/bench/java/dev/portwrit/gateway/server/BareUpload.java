package dev.portwrit.gateway.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One request with a large body over a connection of its own. Java's client copies an array before
 * it sends it, which would be measured too.
 */
final class BareUpload {
  private static final int AT_ONCE = 256 * 1024;

  private BareUpload() {}

  /** What came back; the location is empty if there was none. */
  record Answer(int status, String location) {}

  /** Sends so many bytes of an array, behind a few that are sent first. */
  static Answer send(
      String method, URI uri, String login, byte[] first, byte[] content, int from, int length)
      throws IOException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      String authorization = login.isEmpty() ? "" : "Authorization: " + login + "\r\n";
      String head =
          ("%s %s HTTP/1.1\r\nHost: %s\r\n%s"
                  + "Content-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n")
              .formatted(method, target, uri.getAuthority(), authorization, first.length + length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(first);
      for (int at = from; at < from + length; at += AT_ONCE) {
        out.write(content, at, Math.min(AT_ONCE, from + length - at));
      }
      return answer(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", -1)[1]);
    String location = "";
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("location:")) {
        location = header.substring(9).strip();
      }
    }
    return new Answer(status, location);
  }

  private static String line(InputStream in) throws IOException {
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
}
