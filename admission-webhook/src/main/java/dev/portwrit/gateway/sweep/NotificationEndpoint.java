package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.upstream.MediaType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * {@code POST /notifications}: what CNCF Distribution sends to an endpoint of its {@code
 * notifications}. It is answered as soon as it was read: nothing is looked up meanwhile.
 */
public final class NotificationEndpoint {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final Set<String> TYPES =
      Set.of(
          "application/vnd.docker.distribution.events.v1+json",
          "application/vnd.docker.distribution.events.v2+json",
          "application/json");

  private final TagWatch watch;
  private final NotificationSecret secret;
  private final MeterRegistry meters;

  /**
   * Of one gateway.
   *
   * @param watch what follows the hints
   * @param secret what the registry has to say
   * @param meters where figures are registered
   */
  public NotificationEndpoint(TagWatch watch, NotificationSecret secret, MeterRegistry meters) {
    this.watch = watch;
    this.secret = secret;
    this.meters = meters;
    // So that they are there before they are needed.
    for (String outcome : List.of("accepted", "login", "type", "malformed", "too-large")) {
      var unused = counter(outcome);
    }
  }

  private Counter counter(String outcome) {
    return Counter.builder("portwrit.notifications")
        .description("Notifications of the registry, by what became of them")
        .tag("outcome", outcome)
        .register(meters);
  }

  /** Answers one; who sends it is asked here and nowhere else. */
  public void answer(Exchange exchange) {
    List<String> headers = exchange.headers().getValuesList(HttpHeader.AUTHORIZATION);
    if (headers.size() != 1 || !secret.isIn(headers.get(0))) {
      ErrorAnswer unauthorized =
          ErrorAnswer.of(
                  401,
                  ErrorCode.UNAUTHORIZED,
                  "a notification needs `Authorization: Bearer` with the secret of"
                      + " `--notifications`")
              .with(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"portwrit notifications\"");
      refuse(exchange, "login", unauthorized);
      return;
    }
    if (!TYPES.contains(type(exchange))) {
      ErrorAnswer unsupported =
          ErrorAnswer.of(
              415,
              ErrorCode.UNSUPPORTED,
              "a notification is `application/vnd.docker.distribution.events.v1+json`");
      refuse(exchange, "type", unsupported);
      return;
    }
    WholeBody.read(
        exchange.takeBody(),
        MAX_BYTES,
        Invocable.InvocationType.BLOCKING,
        outcome -> exchange.guard(() -> take(exchange, outcome)));
  }

  private static String type(Exchange exchange) {
    String header = Optional.ofNullable(exchange.headers().get(HttpHeader.CONTENT_TYPE)).orElse("");
    return MediaType.plain(header);
  }

  private void take(Exchange exchange, WholeBody.Outcome outcome) {
    if (outcome instanceof WholeBody.Outcome.Whole whole) {
      take(exchange, whole.bytes());
    } else if (outcome instanceof WholeBody.Outcome.TooLong) {
      refuse(
          exchange,
          "too-large",
          ErrorAnswer.of(413, ErrorCode.SIZE_INVALID, "a notification has at most 1 MiB"));
    } else {
      refuse(exchange, "malformed", malformed("the notification cannot be read"));
    }
  }

  private void take(Exchange exchange, byte[] body) {
    Notification notification;
    try {
      notification = Notification.parse(body);
    } catch (Notification.Malformed e) {
      refuse(exchange, "malformed", malformed(String.valueOf(e.getMessage())));
      return;
    }
    counter("accepted").increment();
    notification.hints().forEach(watch::hint);
    notification.added().forEach(watch::added);
    exchange.answerWithoutBody(202, HttpFields.EMPTY);
  }

  private static ErrorAnswer malformed(String message) {
    return ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, message);
  }

  private void refuse(Exchange exchange, String outcome, ErrorAnswer answer) {
    counter(outcome).increment();
    exchange.answerAndClose(answer);
  }
}
