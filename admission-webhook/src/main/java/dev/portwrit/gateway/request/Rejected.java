package dev.portwrit.gateway.request;

import java.util.List;

/**
 * A request that is no operation.
 *
 * @param status the HTTP status: 400, 404, 405 or 414
 * @param code the error code for the client
 * @param message one line that says what is wrong, with input in backticks
 * @param allow with 405 the methods that the path has, otherwise empty
 */
public record Rejected(int status, ErrorCode code, String message, List<String> allow)
    implements ParsedRequest {
  /** Copies the list. */
  public Rejected {
    allow = List.copyOf(allow);
  }

  Rejected(int status, ErrorCode code, String message) {
    this(status, code, message, List.of());
  }
}
