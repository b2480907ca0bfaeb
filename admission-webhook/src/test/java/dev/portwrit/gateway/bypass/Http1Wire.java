package dev.portwrit.gateway.bypass;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1, one request after the other over one connection while that is sound. */
final class Http1Wire implements Wire {
  private final Sockets sockets;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Http1Wire(Sockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public WireAnswer send(WireRequest request) throws IOException {
    boolean isFresh = socket == null;
    WireAnswer answer = sendOnce(request);
    // A connection that was kept may have been closed meanwhile; that is no answer.
    return answer.status() == 0 && answer.everything().isEmpty() && !isFresh
        ? sendOnce(request)
        : answer;
  }

  private WireAnswer sendOnce(WireRequest request) throws IOException {
    Socket to = socket == null ? sockets.open("http/1.1") : socket;
    InputStream from = in == null ? new BufferedInputStream(to.getInputStream()) : in;
    socket = to;
    in = from;
    try {
      for (byte[] part : Http1Text.parts(request)) {
        to.getOutputStream().write(part);
        to.getOutputStream().flush();
      }
      if (request.framing() == Framing.LENGTH_TOO_GREAT && sockets.tls().isEmpty()) {
        to.shutdownOutput();
      } else if (request.framing() == Framing.LENGTH_TOO_GREAT) {
        close();
        return WireAnswer.NONE;
      }
    } catch (IOException e) {
      // It may have answered before it stopped reading.
    }
    try {
      return read(request, from);
    } catch (IOException e) {
      close();
      return WireAnswer.NONE;
    }
  }

  private WireAnswer read(WireRequest request, InputStream from) throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    String statusLine = line(from, seen);
    List<Field> headers = headers(from, seen);
    while (statusLine.startsWith("HTTP/1.1 1")) {
      statusLine = line(from, seen);
      headers = headers(from, seen);
    }
    if (statusLine.isEmpty()) {
      close();
      return new WireAnswer(0, List.of(), WireAnswer.text(seen.toByteArray()));
    }
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      // Not an answer to this request, but the rest of an earlier one: nothing may cause that.
      throw new IllegalStateException(
          "the connection is out of step: " + WireAnswer.text(seen.toByteArray()));
    }
    int status = Integer.parseInt(statusLine.split(" ", -1)[1]);
    WireAnswer head = new WireAnswer(status, headers, "");
    boolean isLast = head.header("connection").filter("close"::equals).isPresent();
    if (isLast || !request.framing().isSound()) {
      seen.writeBytes(rest(from));
      close();
    } else if (!request.method().equals("HEAD") && status != 204 && status != 304) {
      readBody(head, from, seen);
    }
    return new WireAnswer(status, headers, WireAnswer.text(seen.toByteArray()));
  }

  private void readBody(WireAnswer head, InputStream from, ByteArrayOutputStream seen)
      throws IOException {
    Optional<String> length = head.header("content-length");
    if (length.isPresent()) {
      seen.writeBytes(from.readNBytes(Integer.parseInt(length.get())));
      return;
    }
    for (int size = size(from, seen); size > 0; size = size(from, seen)) {
      seen.writeBytes(from.readNBytes(size));
      line(from, seen);
    }
    headers(from, seen);
  }

  private static int size(InputStream from, ByteArrayOutputStream seen) throws IOException {
    String text = line(from, seen);
    return text.isEmpty() ? 0 : Integer.parseInt(text, 16);
  }

  /** What else comes; a connection that is reset had no more to say. */
  private static byte[] rest(InputStream from) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      from.transferTo(rest);
    } catch (IOException e) {
      // What came before it counts.
    }
    return rest.toByteArray();
  }

  private static List<Field> headers(InputStream from, ByteArrayOutputStream seen)
      throws IOException {
    List<Field> headers = new ArrayList<>();
    for (String line = line(from, seen); !line.isEmpty(); line = line(from, seen)) {
      int colon = line.indexOf(':');
      headers.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private static String line(InputStream from, ByteArrayOutputStream seen) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = from.read(); c >= 0; c = from.read()) {
      seen.write(c);
      if (c == '\n') {
        break;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    in = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is not used again in any case.
      }
    }
  }
}
