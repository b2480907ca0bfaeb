package dev.portwrit.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/** One request and the answer to it, with the vices that show themselves at it. */
final class Exchange {
  static final String CONTENT_DIGEST = "Docker-Content-Digest";

  /** A digest that no content here has. */
  static final Digest OTHER_DIGEST = new Digest("sha256:" + "f".repeat(64));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE = 64 * 1024;

  private final Request request;
  private final Response response;
  private final Fields query;
  private final Set<Vice> shown;
  private final Vices vices;

  Exchange(Request request, Response response, Set<Vice> shown, Vices vices) {
    this.request = request;
    this.response = response;
    this.query = Request.extractQueryParameters(request);
    this.shown = shown;
    this.vices = vices;
  }

  boolean shows(Vice vice) {
    return shown.contains(vice);
  }

  String method() {
    return request.getMethod();
  }

  boolean isHead() {
    return method().equals("HEAD");
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.getValue(name));
  }

  List<String> queries(String name) {
    return query.getValuesOrEmpty(name);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** All values of a header that is a list, joined by commas. */
  String list(String name) {
    return String.join(",", request.getHeaders().getValuesList(name));
  }

  /** The length that the client declares, or -1. */
  long declaredLength() {
    return request.getLength();
  }

  InputStream body() {
    return Content.Source.asInputStream(request);
  }

  /** A path of this registry as the client shall see it in a {@code Location}. */
  String location(String path) {
    if (!shows(Vice.ABSOLUTE_LOCATIONS)) {
      return path;
    }
    return "http://" + request.getHttpURI().getAuthority() + path;
  }

  /** What this answer says the digest is. */
  Digest said(Digest digest) {
    return shows(Vice.WRONG_CONTENT_DIGEST) ? OTHER_DIGEST : digest;
  }

  Exchange set(String header, Object value) {
    response.getHeaders().put(header, value.toString());
    return this;
  }

  Exchange add(String header, Object value) {
    response.getHeaders().add(header, value.toString());
    return this;
  }

  /** Answers without a body. */
  void answer(int status) throws IOException {
    begin(status);
    if (status != 204) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0L);
    }
    Content.Sink.write(response, true, ByteBuffer.allocate(0));
  }

  /** Answers with a body that is in memory; {@code HEAD} gets its length alone. */
  void answer(int status, String mediaType, byte[] body) throws IOException {
    set("Content-Type", mediaType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, (long) body.length);
    begin(status);
    Content.Sink.write(response, true, ByteBuffer.wrap(isHead() ? new byte[0] : body));
  }

  void answerJson(int status, String mediaType, JsonNode body) throws IOException {
    answer(status, mediaType, JSON.writeValueAsBytes(body));
  }

  void answerError(RefusedException refused) throws IOException {
    Map<String, Object> error =
        Map.of("code", refused.code().name(), "message", String.valueOf(refused.getMessage()));
    JsonNode body = JSON.valueToTree(Map.of("errors", List.of(error)));
    answerJson(refused.status(), "application/json", body);
  }

  /** Answers with exactly {@code length} bytes of the stream; {@code HEAD} gets none. */
  void answerStream(int status, InputStream content, long length) throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    begin(status);
    if (isHead()) {
      Content.Sink.write(response, true, ByteBuffer.allocate(0));
      return;
    }
    long end = shows(Vice.CUTS_BLOB) ? length / 2 : length;
    byte[] piece = new byte[PIECE];
    for (long sent = 0; sent < end; ) {
      int read = content.readNBytes(piece, 0, (int) Math.min(PIECE, end - sent));
      if (read == 0) {
        throw new IOException("the content is shorter than it was");
      }
      if (shows(Vice.CORRUPT_CONTENT) && sent == 0) {
        piece[0] ^= 1;
      }
      pauseIfSlow();
      sent += read;
      Content.Sink.write(response, false, ByteBuffer.wrap(piece, 0, read));
    }
    if (end < length) {
      throw new ConnectionLostException();
    }
    Content.Sink.write(response, true, ByteBuffer.allocate(0));
  }

  private void begin(int status) throws IOException {
    if (shows(Vice.LOSES_ANSWER)) {
      throw new ConnectionLostException();
    }
    pauseIfSlow();
    response.setStatus(status);
  }

  private void pauseIfSlow() throws IOException {
    if (!shows(Vice.SLOW)) {
      return;
    }
    try {
      vices.pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while slow");
    }
  }
}
