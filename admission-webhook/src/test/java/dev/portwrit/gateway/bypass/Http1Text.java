package dev.portwrit.gateway.bypass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The bytes of a request in HTTP/1.1. */
final class Http1Text {
  private Http1Text() {}

  /** The pieces, each to be written at once. */
  static List<byte[]> parts(WireRequest request) {
    byte[] body = request.body();
    int half = body.length / 2;
    return switch (request.framing()) {
      case NONE -> List.of(head(request, ""));
      case LENGTH -> List.of(join(head(request, length(body.length)), body));
      case TWO_PARTS ->
          List.of(
              join(head(request, length(body.length)), Arrays.copyOf(body, half)),
              Arrays.copyOfRange(body, half, body.length));
      case CHUNKED ->
          List.of(
              join(
                  head(request, "Transfer-Encoding: chunked\r\n"),
                  chunk(Arrays.copyOf(body, half), ""),
                  chunk(Arrays.copyOfRange(body, half, body.length), ""),
                  ascii("0\r\n\r\n")));
      case TRAILER ->
          List.of(
              join(
                  head(request, "Transfer-Encoding: chunked\r\nTrailer: X-Tag\r\n"),
                  chunk(body, ";a=b;c=\"d\""),
                  ascii("0\r\nX-Tag: v1\r\nContent-Length: 0\r\n\r\n")));
      case LENGTH_TOO_GREAT -> List.of(join(head(request, length(body.length + 7)), body));
      case LENGTH_TOO_SMALL ->
          List.of(join(head(request, length(Math.max(0, body.length - 7))), body));
      case GZIP -> {
        byte[] small = gzip(body);
        yield List.of(
            join(head(request, "Content-Encoding: gzip\r\n" + length(small.length)), small));
      }
    };
  }

  private static String length(int bytes) {
    return "Content-Length: " + bytes + "\r\n";
  }

  private static byte[] head(WireRequest request, String framing) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(request.authority()).append("\r\n");
    for (Field field : request.headers()) {
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    text.append(framing);
    if (!request.framing().isSound()) {
      text.append("Connection: close\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] chunk(byte[] bytes, String extension) {
    return bytes.length == 0
        ? bytes
        : join(ascii(Integer.toHexString(bytes.length) + extension + "\r\n"), bytes, ascii("\r\n"));
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all that is written", e);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
