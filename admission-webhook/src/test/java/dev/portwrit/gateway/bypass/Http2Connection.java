package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Http2Frames.Frame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** One connection of HTTP/2, of which a test says every frame. */
final class Http2Connection implements AutoCloseable {
  private static final int HEADER_BYTES = 256 * 1024;

  private final Socket socket;
  private final DataInputStream in;
  private final HpackDecoder decoder = new HpackDecoder(HEADER_BYTES, System::nanoTime);
  private int stream = -1;

  private Http2Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  static Http2Connection open(Sockets sockets) throws IOException {
    Http2Connection connection = new Http2Connection(sockets.open("h2"));
    connection.send(
        Http2Frames.greeting(), Http2Frames.frame(Http2Frames.SETTINGS, Http2Frames.ACK, 0));
    return connection;
  }

  int nextStream() {
    stream += 2;
    return stream;
  }

  void send(byte[]... frames) throws IOException {
    Http2Frames.write(socket.getOutputStream(), frames);
  }

  /** Ends what is sent, and goes on to read. */
  void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the other side has said that it hangs up, or has done so. */
  boolean isClosedByTheOther() throws IOException {
    try {
      Frame frame = Http2Frames.read(in);
      while (frame != null && frame.type() != Http2Frames.GOAWAY) {
        frame = Http2Frames.read(in);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The settings that the other side begins with, by their identifiers. */
  Map<Integer, Integer> firstSettings() throws IOException {
    Map<Integer, Integer> settings = new HashMap<>();
    Frame frame = Http2Frames.read(in);
    while (frame != null && (frame.type() != Http2Frames.SETTINGS || frame.has(Http2Frames.ACK))) {
      frame = Http2Frames.read(in);
    }
    if (frame != null) {
      ByteBuffer payload = ByteBuffer.wrap(frame.payload());
      while (payload.remaining() >= 6) {
        settings.put((int) payload.getShort(), payload.getInt());
      }
    }
    return settings;
  }

  /** Reads until a stream has ended; status 0 if it, or the connection, ended without an answer. */
  WireAnswer answer(int of) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    StringBuilder heads = new StringBuilder();
    List<Field> headers = new ArrayList<>();
    int status = 0;
    for (Frame frame = Http2Frames.read(in); frame != null; frame = Http2Frames.read(in)) {
      if (frame.type() == Http2Frames.PING && !frame.has(Http2Frames.ACK)) {
        send(Http2Frames.frame(Http2Frames.PING, Http2Frames.ACK, 0, frame.payload()));
      } else if (frame.type() == Http2Frames.HEADERS) {
        MetaData head = decode(frame.payload());
        if (frame.stream() == of && head instanceof MetaData.Response response) {
          status = response.getStatus();
          headers.clear();
          for (HttpField field : response.getHttpFields()) {
            headers.add(new Field(field.getName(), field.getValue()));
            heads.append(field.getName()).append(": ").append(field.getValue()).append('\n');
          }
        }
      } else if (frame.type() == Http2Frames.DATA && frame.stream() == of) {
        body.writeBytes(frame.payload());
      } else if (frame.type() == Http2Frames.GOAWAY
          || (frame.type() == Http2Frames.RST_STREAM && frame.stream() == of)) {
        break;
      }
      boolean canEnd = frame.type() == Http2Frames.HEADERS || frame.type() == Http2Frames.DATA;
      if (canEnd && frame.stream() == of && frame.has(Http2Frames.END_STREAM)) {
        break;
      }
    }
    return new WireAnswer(status, headers, heads + WireAnswer.text(body.toByteArray()));
  }

  private MetaData decode(byte[] block) throws IOException {
    try {
      return decoder.decode(ByteBuffer.wrap(block));
    } catch (HpackException.SessionException | HpackException.StreamException e) {
      throw new IOException("the gateway's headers cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is not used again in any case.
    }
  }
}
