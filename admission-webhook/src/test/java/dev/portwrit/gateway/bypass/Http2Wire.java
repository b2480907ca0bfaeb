package dev.portwrit.gateway.bypass;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTTP/2, over TLS or with prior knowledge, one request after the other. */
final class Http2Wire implements Wire {
  // Few enough for what is sent to stay within the window that every server gives at first.
  private static final int REQUESTS_A_CONNECTION = 24;

  private final Sockets sockets;
  private @Nullable Http2Connection connection;
  private int sent;

  Http2Wire(Sockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public WireAnswer send(WireRequest request) throws IOException {
    if (sent >= REQUESTS_A_CONNECTION) {
      close();
    }
    boolean isFresh = connection == null;
    WireAnswer answer = sendOnce(request);
    return answer.status() == 0 && !isFresh ? sendOnce(request) : answer;
  }

  private WireAnswer sendOnce(WireRequest request) throws IOException {
    Http2Connection to = connection == null ? Http2Connection.open(sockets) : connection;
    connection = to;
    sent++;
    WireAnswer answer;
    try {
      int stream = to.nextStream();
      to.send(frames(request, stream));
      answer = to.answer(stream);
    } catch (IOException e) {
      answer = WireAnswer.NONE;
    }
    if (answer.status() == 0 || !request.framing().isSound()) {
      close();
    }
    return answer;
  }

  private byte[][] frames(WireRequest request, int stream) {
    byte[] body =
        request.framing() == Framing.GZIP ? Http1Text.gzip(request.body()) : request.body();
    List<byte[]> frames = new ArrayList<>();
    byte[] block = Http2Frames.block(fields(request, body.length));
    boolean hasBody = request.framing() != Framing.NONE;
    int flags = Http2Frames.END_HEADERS | (hasBody ? 0 : Http2Frames.END_STREAM);
    frames.add(Http2Frames.frame(Http2Frames.HEADERS, flags, stream, block));
    if (hasBody) {
      boolean hasTrailer = request.framing() == Framing.TRAILER;
      int half = request.framing() == Framing.TWO_PARTS ? body.length / 2 : 0;
      if (half > 0) {
        frames.add(Http2Frames.frame(Http2Frames.DATA, 0, stream, Arrays.copyOf(body, half)));
      }
      frames.add(
          Http2Frames.frame(
              Http2Frames.DATA,
              hasTrailer ? 0 : Http2Frames.END_STREAM,
              stream,
              Arrays.copyOfRange(body, half, body.length)));
      if (hasTrailer) {
        frames.add(
            Http2Frames.frame(
                Http2Frames.HEADERS,
                Http2Frames.END_HEADERS | Http2Frames.END_STREAM,
                stream,
                Http2Frames.block(List.of(new Field("x-tag", "v1")))));
      }
    }
    return frames.toArray(byte[][]::new);
  }

  private List<Field> fields(WireRequest request, int length) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(":method", request.method()));
    fields.add(new Field(":scheme", sockets.tls().isPresent() ? "https" : "http"));
    fields.add(new Field(":authority", request.authority()));
    fields.add(new Field(":path", request.target()));
    for (Field field : request.headers()) {
      fields.add(new Field(field.name().toLowerCase(Locale.ROOT), field.value()));
    }
    int said =
        switch (request.framing()) {
          case NONE, CHUNKED, TRAILER -> -1;
          case LENGTH, TWO_PARTS, GZIP -> length;
          case LENGTH_TOO_GREAT -> length + 7;
          case LENGTH_TOO_SMALL -> Math.max(0, length - 7);
        };
    if (said >= 0) {
      fields.add(new Field("content-length", Integer.toString(said)));
    }
    if (request.framing() == Framing.GZIP) {
      fields.add(new Field("content-encoding", "gzip"));
    }
    return fields;
  }

  @Override
  public void close() {
    Http2Connection open = connection;
    connection = null;
    sent = 0;
    if (open != null) {
      open.close();
    }
  }
}
