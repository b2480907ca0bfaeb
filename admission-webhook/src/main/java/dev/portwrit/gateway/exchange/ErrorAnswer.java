package dev.portwrit.gateway.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Rejected;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * An error as a registry tells it: a status and one entry of {@code errors}.
 *
 * <p>Source: OCI distribution specification, "Error Codes".
 *
 * @param status the HTTP status
 * @param code what the client's software reads
 * @param message what its user reads, one line
 * @param detail the decision, where one was made
 * @param headers further headers, such as {@code Retry-After}
 */
public record ErrorAnswer(
    int status, ErrorCode code, String message, Optional<JsonNode> detail, HttpFields headers) {
  /** An error without further headers or detail. */
  public static ErrorAnswer of(int status, ErrorCode code, String message) {
    return new ErrorAnswer(status, code, message, Optional.empty(), HttpFields.EMPTY);
  }

  /** Why a request is no operation. */
  public static ErrorAnswer of(Rejected rejected) {
    ErrorAnswer answer = of(rejected.status(), rejected.code(), rejected.message());
    return rejected.allow().isEmpty()
        ? answer
        : answer.with(HttpHeader.ALLOW, String.join(", ", rejected.allow()));
  }

  /** The registry behind us answered what we cannot pass on. */
  public static ErrorAnswer badGateway(String message) {
    return of(502, ErrorCode.UNAVAILABLE, message);
  }

  /** It cannot be decided or done now; the client shall come again. */
  public static ErrorAnswer unavailable(String message, int retryAfterSeconds) {
    return of(503, ErrorCode.UNAVAILABLE, message)
        .with(HttpHeader.RETRY_AFTER, Integer.toString(retryAfterSeconds));
  }

  /** There were too many attempts to log in. */
  public static ErrorAnswer throttled(Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return of(429, ErrorCode.TOOMANYREQUESTS, "too many attempts to log in")
        .with(HttpHeader.RETRY_AFTER, Long.toString(seconds));
  }

  /** The same with one more header. */
  public ErrorAnswer with(HttpHeader header, String value) {
    HttpFields.Mutable more = HttpFields.build(headers).add(header, value);
    return new ErrorAnswer(status, code, message, detail, more.asImmutable());
  }

  /** The same with the decision, if there is one. */
  public ErrorAnswer withDetail(@Nullable JsonNode decision) {
    return new ErrorAnswer(status, code, message, Optional.ofNullable(decision), headers);
  }

  /** The body, in JSON. */
  public byte[] body() {
    ObjectNode body = Json.object();
    ObjectNode error = body.putArray("errors").addObject();
    error.put("code", code.name());
    error.put("message", message);
    detail.ifPresent(node -> error.set("detail", node));
    return Json.bytes(body);
  }
}
