package dev.portwrit.gateway.bypass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes to a port and what comes back, with no idea of HTTP in between. */
final class RawTalk implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");

  private final Socket socket;

  RawTalk(Sockets sockets) throws IOException {
    socket = sockets.open("http/1.1");
  }

  /** Sends text as it is; a line end is written {@code \r\n} by who wants one. */
  RawTalk send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Ends what is sent, and leaves the other direction open. */
  RawTalk endSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Everything that comes until the other side closes. */
  String readToTheEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open after " + all, e);
    } catch (IOException e) {
      // Reset: what came before counts.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** The statuses in what came, interim ones left out. */
  static List<Integer> statuses(String all) {
    Matcher matcher = STATUS.matcher(all);
    List<Integer> statuses = new ArrayList<>();
    while (matcher.find()) {
      int status = Integer.parseInt(matcher.group(1));
      if (status >= 200) {
        statuses.add(status);
      }
    }
    return statuses;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
