package dev.portwrit.gateway.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer of the token service, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers the headers besides those of the content
 * @param body JSON
 */
public record TokenAnswer(int status, Map<String, String> headers, String body) {
  /** Copies the headers. */
  public TokenAnswer {
    headers = Map.copyOf(headers);
  }

  static TokenAnswer issued(String token, Duration lifetime, Instant issuedAt, String scope) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("token", token);
    json.put("access_token", token);
    json.put("expires_in", lifetime.toSeconds());
    json.put("issued_at", issuedAt.truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("scope", scope);
    return new TokenAnswer(200, headers(Map.of()), json.toString());
  }

  /** The credentials are wrong or of a kind that the service does not take. */
  static TokenAnswer unauthorized(String service, String message) {
    return refused(
        401,
        Map.of("WWW-Authenticate", "Basic realm=\"" + service + "\""),
        "UNAUTHORIZED",
        "invalid_grant",
        message);
  }

  /** The request itself is wrong. */
  static TokenAnswer invalid(String error, String message) {
    return refused(400, Map.of(), "UNSUPPORTED", error, message);
  }

  static TokenAnswer throttled(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return refused(
        429,
        Map.of("Retry-After", Long.toString(seconds)),
        "TOOMANYREQUESTS",
        "temporarily_unavailable",
        "too many attempts to log in; try again in " + seconds + " s");
  }

  /** Both shapes of an error at once: that of the registry API, and that of OAuth 2. */
  private static TokenAnswer refused(
      int status, Map<String, String> headers, String code, String error, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("errors").addObject().put("code", code).put("message", message);
    json.put("error", error);
    json.put("error_description", message);
    return new TokenAnswer(status, headers(headers), json.toString());
  }

  private static Map<String, String> headers(Map<String, String> some) {
    Map<String, String> headers = new TreeMap<>(some);
    headers.put("Cache-Control", "no-store");
    return headers;
  }

  @Override
  public String toString() {
    return "token answer with status " + status;
  }
}
