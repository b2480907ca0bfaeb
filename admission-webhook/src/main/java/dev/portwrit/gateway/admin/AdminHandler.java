package dev.portwrit.gateway.admin;

import dev.portwrit.gateway.authrequest.AuthRequestEndpoint;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.gate.CallerSource;
import dev.portwrit.gateway.identity.Authentication;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.kubernetes.ReviewEndpoint;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.sweep.HubPushEndpoint;
import dev.portwrit.gateway.sweep.NotificationEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The admin port: {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code POST /admit}, {@code
 * POST /admission-review}, {@code /auth-request}, {@code POST /notifications}, {@code POST
 * /notifications/docker-hub}. Where other machines can reach it everything but {@code /healthz}
 * needs a login; {@code /admit}, {@code /admission-review} and {@code /auth-request} look at the
 * caller's everywhere. Notifications are from a registry and no user, and have a secret of their
 * own.
 */
public final class AdminHandler extends Handler.Abstract {
  // Manifests and configurations come along; what is larger is pushed first and read from there.
  private static final int MAX_QUESTION_BYTES = 16 * 1024 * 1024;
  private static final String TEXT = "text/plain; charset=utf-8";
  // The format of the exposition, as Prometheus asks for it.
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final CallerSource callers;
  private final boolean needsLogin;
  private final Supplier<Readiness> readiness;
  private final Supplier<String> metrics;
  private final AdmitEndpoint admit;
  private final AuthRequestEndpoint authRequest;
  private final ReviewEndpoint reviews;
  private final Optional<NotificationEndpoint> notifications;
  private final Optional<HubPushEndpoint> hubPushes;

  /** Stages that are all made already. */
  public AdminHandler(
      CallerSource callers,
      boolean needsLogin,
      Supplier<Readiness> readiness,
      Supplier<String> metrics,
      AdmitEndpoint admit,
      AuthRequestEndpoint authRequest,
      ReviewEndpoint reviews,
      Optional<NotificationEndpoint> notifications,
      Optional<HubPushEndpoint> hubPushes) {
    this.callers = callers;
    this.needsLogin = needsLogin;
    this.readiness = readiness;
    this.metrics = metrics;
    this.admit = admit;
    this.authRequest = authRequest;
    this.reviews = reviews;
    this.notifications = notifications;
    this.hubPushes = hubPushes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    exchange.guard(() -> route(exchange));
    return true;
  }

  private void route(Exchange exchange) {
    Request request = exchange.request();
    String path = request.getHttpURI().getPath();
    switch (path == null ? "" : path) {
      case "/healthz" -> get(exchange, () -> text(exchange, 200, TEXT, "ok\n"));
      case "/readyz" -> get(exchange, () -> withLogin(exchange, () -> readyz(exchange)));
      case "/metrics" ->
          get(
              exchange,
              () -> withLogin(exchange, () -> text(exchange, 200, METRICS, metrics.get())));
      case "/admit" -> question(exchange, admit::answer);
      case "/admission-review" -> question(exchange, reviews::answer);
      case "/notifications" ->
          notifications.ifPresentOrElse(
              one -> post(exchange, () -> one.answer(exchange)), () -> noAddress(exchange));
      case "/notifications/docker-hub" ->
          hubPushes.ifPresentOrElse(
              one -> post(exchange, () -> one.answer(exchange)), () -> noAddress(exchange));
      case "/auth-request" -> get(exchange, () -> authRequest.answer(exchange));
      default -> noAddress(exchange);
    }
  }

  private static void noAddress(Exchange exchange) {
    exchange.answer(
        ErrorAnswer.of(404, ErrorCode.UNSUPPORTED, "the admin port has no such address"));
  }

  private static void post(Exchange exchange, Runnable answer) {
    if (exchange.request().getMethod().equals("POST")) {
      answer.run();
    } else {
      exchange.answer(notAllowed("POST"));
    }
  }

  private static void get(Exchange exchange, Runnable answer) {
    String method = exchange.request().getMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      answer.run();
    } else {
      exchange.answer(notAllowed("GET, HEAD"));
    }
  }

  private void readyz(Exchange exchange) {
    Readiness now = readiness.get();
    String first = now.isReady() ? "ready" : "not ready";
    StringBuilder body = new StringBuilder(first).append('\n');
    now.lines().forEach(line -> body.append(line).append('\n'));
    text(exchange, now.isReady() ? 200 : 503, TEXT, body.toString());
  }

  private interface Answering {
    void answer(Exchange exchange, Authenticated caller, byte[] body);
  }

  private void question(Exchange exchange, Answering answering) {
    post(exchange, () -> askedQuestion(exchange, answering));
  }

  private void askedQuestion(Exchange exchange, Answering answering) {
    Optional<Authenticated> caller = caller(exchange);
    if (caller.isEmpty()) {
      return;
    }
    WholeBody.read(
        exchange.takeBody(),
        MAX_QUESTION_BYTES,
        Invocable.InvocationType.BLOCKING,
        outcome -> {
          if (outcome instanceof WholeBody.Outcome.Whole whole) {
            exchange.guard(() -> answering.answer(exchange, caller.get(), whole.bytes()));
          } else if (outcome instanceof WholeBody.Outcome.TooLong) {
            exchange.answerAndClose(
                ErrorAnswer.of(413, ErrorCode.SIZE_INVALID, "a question has at most 16 MiB"));
          } else {
            exchange.answerAndClose(
                ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, "the question cannot be read"));
          }
        });
  }

  private void withLogin(Exchange exchange, Runnable answer) {
    if (!needsLogin) {
      answer.run();
      return;
    }
    // A token was issued for repositories; what is not of one needs the login itself.
    Optional<Authenticated> caller = caller(exchange);
    if (caller.isPresent() && caller.get().access().isPresent()) {
      exchange.answer(unauthorized());
    } else if (caller.isPresent()) {
      answer.run();
    }
  }

  /** Who asks; if that is nobody, the exchange is answered. */
  private Optional<Authenticated> caller(Exchange exchange) {
    List<String> headers = exchange.headers().getValuesList(HttpHeader.AUTHORIZATION);
    if (headers.size() > 1) {
      exchange.answer(ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, "`Authorization` stands once"));
      return Optional.empty();
    }
    Authentication who =
        callers.authenticate(
            headers.stream().findFirst(), Request.getRemoteAddr(exchange.request()));
    if (who instanceof Authenticated caller) {
      return Optional.of(caller);
    }
    if (who instanceof Authentication.Throttled throttled) {
      exchange.answer(ErrorAnswer.throttled(throttled.retryAfter()));
    } else {
      exchange.answer(unauthorized());
    }
    return Optional.empty();
  }

  private static ErrorAnswer unauthorized() {
    return ErrorAnswer.of(401, ErrorCode.UNAUTHORIZED, "a name and a password are needed")
        .with(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"portwrit admin\"");
  }

  private static ErrorAnswer notAllowed(String methods) {
    return ErrorAnswer.of(405, ErrorCode.UNSUPPORTED, "this address takes " + methods)
        .with(HttpHeader.ALLOW, methods);
  }

  private static void text(Exchange exchange, int status, String type, String body) {
    HttpFields headers =
        HttpFields.build()
            .put(HttpHeader.CONTENT_TYPE, type)
            .put(HttpHeader.CACHE_CONTROL, "no-store");
    exchange.answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
