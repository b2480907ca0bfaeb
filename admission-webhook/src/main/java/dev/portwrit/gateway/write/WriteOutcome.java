package dev.portwrit.gateway.write;

import dev.portwrit.admission.OciError;
import dev.portwrit.gateway.upstream.Body;
import dev.portwrit.gateway.upstream.Header;
import java.time.Duration;
import java.util.List;

/** What a client is told of a write or delete. */
public sealed interface WriteOutcome {
  /**
   * It is so now.
   *
   * @param status 201 or 202
   * @param headers those of the specification, and a {@code Warning} for each protection that only
   *     warns
   */
  record Done(int status, List<Header> headers) implements WriteOutcome {
    /** Copies the list. */
    public Done {
      headers = List.copyOf(headers);
    }
  }

  /**
   * It is refused; the code of the error has the status.
   *
   * @param error what the client is told
   */
  record Refused(OciError error) implements WriteOutcome {}

  /**
   * It cannot be decided, or not be told whether it was done: 503.
   *
   * @param cause what is missing, one line
   * @param retryAfter when to come again
   */
  record Unavailable(String cause, Duration retryAfter) implements WriteOutcome {}

  /**
   * The registry does not let the gateway in: 502.
   *
   * @param cause what it did, one line
   */
  record BadGateway(String cause) implements WriteOutcome {}

  /**
   * The registry answered for itself, with an error.
   *
   * @param status its status
   * @param headers those of its headers that concern the client
   * @param body its body
   */
  record UpstreamAnswered(int status, List<Header> headers, Body body) implements WriteOutcome {
    /** Copies the list. */
    public UpstreamAnswered {
      headers = List.copyOf(headers);
    }
  }
}
