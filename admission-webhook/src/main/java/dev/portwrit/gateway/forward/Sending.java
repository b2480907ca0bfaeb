package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.io.Content;

/**
 * Sends requests to the registry, notes whether it answers, and sends a read once more where a
 * connection went away without a byte of an answer.
 */
final class Sending {
  static final int RETRY_SECONDS = 5;

  private final UpstreamConnections upstream;

  Sending(UpstreamConnections upstream) {
    this.upstream = upstream;
  }

  /** Is told what came of a request. */
  interface Receiver {
    /** An answer began; its body is to be read, or failed. */
    void answered(Response response, Content.Source body);

    /** The request failed, perhaps in the middle of an answer; nothing comes after this. */
    void failed(ErrorAnswer error);

    /** The answer came to its end. */
    default void ended() {}
  }

  /** Why nothing is sent now, if it is not. */
  Optional<ErrorAnswer> obstacle() {
    return upstream.health().isDown()
        ? Optional.of(ErrorAnswer.unavailable("the registry does not answer now", RETRY_SECONDS))
        : Optional.empty();
  }

  /** Returns at once, but for what the gateway's own login has to wait for. */
  void send(Forwarding forwarding, Receiver receiver) {
    send(forwarding, receiver, forwarding.isRead() ? 1 : 0);
  }

  private void send(Forwarding forwarding, Receiver receiver, int furtherTries) {
    Request request = upstream.request(forwarding);
    request.headers(headers -> forwarding.headers().forEach(headers::put));
    Content.Source body = forwarding.body();
    if (body != null) {
      Content.Source checked =
          forwarding
              .digest()
              .<Content.Source>map(d -> new DigestCheckedSource(body, d))
              .orElse(body);
      request.body(new ContentSourceRequestContent(checked, null));
    }
    request.onResponseContentSource(
        (response, source) -> {
          upstream.health().answered();
          if (response.getStatus() == 401) {
            upstream.refused(forwarding);
          }
          receiver.answered(response, source);
        });
    request.send(
        result -> {
          noteFailure(forwarding, result);
          if (!result.isFailed()) {
            receiver.ended();
          } else if (furtherTries > 0 && isWorthAnotherTry(result)) {
            send(forwarding, receiver, furtherTries - 1);
          } else {
            receiver.failed(errorOf(result.getFailure()));
          }
        });
  }

  /** What a body of a client did to its request says nothing of the registry. */
  private void noteFailure(Forwarding forwarding, Result result) {
    Throwable failure = result.getFailure();
    boolean isSilence =
        forwarding.body() == null
            ? UpstreamHealth.isNoAnswer(failure)
            : UpstreamHealth.isUnreachable(failure);
    if (isSilence && result.getResponse().getStatus() == 0) {
      upstream.health().failed(errorOf(failure).message());
    }
  }

  /** Whether the connection went away without a byte of an answer, as unused ones may any time. */
  private static boolean isWorthAnotherTry(Result result) {
    Throwable failure = result.getFailure();
    return result.getResponse().getStatus() == 0
        && (failure instanceof RetryableRequestException
            || (failure instanceof IOException && !UpstreamHealth.isUnreachable(failure)));
  }

  /** There is no memory for a body that has to be looked at whole. */
  static ErrorAnswer noRoom() {
    return ErrorAnswer.unavailable("too many manifests are being fetched", RETRY_SECONDS);
  }

  /** Cuts off a body that nobody wants; its connection is not used again. */
  static void drop(Content.Source body) {
    body.fail(new CancelledAnswer());
  }

  private static ErrorAnswer errorOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DigestCheckedSource.Mismatch mismatch) {
        return ErrorAnswer.of(400, ErrorCode.DIGEST_INVALID, mismatch.message());
      }
      if (cause instanceof TimeoutException) {
        return ErrorAnswer.unavailable("the registry took too long to answer", RETRY_SECONDS);
      }
    }
    return ErrorAnswer.unavailable("the registry cannot be reached", RETRY_SECONDS);
  }

  /** Nobody wants the rest of an answer. */
  private static final class CancelledAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledAnswer() {
      super("the rest of the answer is not wanted", null, false, false);
    }
  }
}
