package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.upstream.MediaType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * {@code POST /notifications/docker-hub?secret=…}: the webhook of a repository on Docker Hub, or of
 * whatever tells of pushes in the same form. Hub can send no header, so what it has to say stands
 * in the address.
 */
public final class HubPushEndpoint {
  private static final int MAX_BYTES = 256 * 1024;
  private static final String SECRET = "secret=";

  private final TagWatch watch;
  private final NotificationSecret secret;
  private final Consumer<URI> callbacks;
  private final MeterRegistry meters;

  /**
   * Of one gateway.
   *
   * @param watch what follows the hints
   * @param secret what Docker Hub has to say
   * @param callbacks tells Docker Hub that it was heard; is given addresses of Docker Hub only, and
   *     returns at once
   * @param meters where figures are registered
   */
  public HubPushEndpoint(
      TagWatch watch, NotificationSecret secret, Consumer<URI> callbacks, MeterRegistry meters) {
    this.watch = watch;
    this.secret = secret;
    this.callbacks = callbacks;
    this.meters = meters;
    for (String outcome : List.of("accepted", "login", "type", "malformed", "too-large")) {
      var unused = counter(outcome);
    }
  }

  private Counter counter(String outcome) {
    return Counter.builder("portwrit.hub.pushes")
        .description("Webhooks of Docker Hub, by what became of them")
        .tag("outcome", outcome)
        .register(meters);
  }

  /** Answers one; who sends it is asked here and nowhere else. */
  public void answer(Exchange exchange) {
    String query = Optional.ofNullable(exchange.request().getHttpURI().getQuery()).orElse("");
    if (!query.startsWith(SECRET) || !secret.is(query.substring(SECRET.length()))) {
      refuse(
          exchange,
          "login",
          401,
          ErrorCode.UNAUTHORIZED,
          "this address needs `?secret=` with the secret of `--notifications`");
      return;
    }
    String type = Optional.ofNullable(exchange.headers().get(HttpHeader.CONTENT_TYPE)).orElse("");
    if (!MediaType.plain(type).equals("application/json")) {
      refuse(
          exchange,
          "type",
          415,
          ErrorCode.UNSUPPORTED,
          "a webhook of Docker Hub is `application/json`");
      return;
    }
    WholeBody.read(
        exchange.takeBody(),
        MAX_BYTES,
        Invocable.InvocationType.BLOCKING,
        outcome -> exchange.guard(() -> take(exchange, outcome)));
  }

  private void take(Exchange exchange, WholeBody.Outcome outcome) {
    if (outcome instanceof WholeBody.Outcome.TooLong) {
      refuse(
          exchange,
          "too-large",
          413,
          ErrorCode.SIZE_INVALID,
          "a webhook of Docker Hub has at most 256 KiB");
      return;
    }
    Optional<HubPush> push =
        outcome instanceof WholeBody.Outcome.Whole whole
            ? HubPush.parse(whole.bytes())
            : Optional.empty();
    if (push.isEmpty()) {
      refuse(
          exchange,
          "malformed",
          400,
          ErrorCode.UNSUPPORTED,
          "a webhook of Docker Hub is an object in JSON with `push_data` and `repository`");
      return;
    }
    counter("accepted").increment();
    push.get().hint().ifPresent(watch::hint);
    exchange.answerWithoutBody(202, HttpFields.EMPTY);
    push.get().callback().ifPresent(callbacks);
  }

  private void refuse(
      Exchange exchange, String outcome, int status, ErrorCode code, String message) {
    counter(outcome).increment();
    exchange.answerAndClose(ErrorAnswer.of(status, code, message));
  }
}
