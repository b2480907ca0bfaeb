package dev.portwrit.gateway.authrequest;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.gate.Entrance;
import dev.portwrit.gateway.gate.Entrance.Entry;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.ParsedRequest;
import dev.portwrit.gateway.request.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * {@code GET /auth-request}: whether a request that another proxy holds may go on. 200 if it may,
 * 401 with the challenge if a login is needed, else 403.
 *
 * <p>With 403 the header {@code Portwrit-Status} has the status that the gateway itself would have
 * answered, and {@code Portwrit-Error} the body: one line of JSON in ASCII. The proxy may tell its
 * client so.
 *
 * <p>Source: nginx, {@code ngx_http_auth_request_module}: 2xx allows, 401 and 403 refuse, anything
 * else is an error, and the body of the answer is never looked at.
 */
public final class AuthRequestEndpoint {
  // nginx reads the headers of an answer into one buffer, of 4 KiB where pages have 4 KiB.
  private static final int MAX_ERROR_LENGTH = 3000;

  private final Entrance entrance;
  private final Obstacles obstacles;

  /** Behind that entrance. */
  public AuthRequestEndpoint(Entrance entrance, Obstacles obstacles) {
    this.entrance = entrance;
    this.obstacles = obstacles;
  }

  /** Answers one. May block. */
  public void answer(Exchange exchange) {
    ParsedRequest parsed = OriginalRequest.parse(exchange.headers());
    if (parsed instanceof Rejected rejected) {
      refuse(exchange, ErrorAnswer.of(rejected));
    } else if (parsed instanceof Operation operation) {
      enter(exchange, operation);
    }
  }

  private void enter(Exchange exchange, Operation operation) {
    Obstacle obstacle = operation.accept(obstacles);
    Entry entry = entrance.enter(exchange.request(), operation);
    if (entry instanceof Entry.Shut shut) {
      refuse(exchange, shut.error());
    } else if (entry instanceof Entry.Open open) {
      Optional<ErrorAnswer> refusal = obstacle.refusal(exchange.headers(), open.caller());
      if (refusal.isPresent()) {
        refuse(exchange, refusal.get());
      } else {
        HttpFields headers =
            HttpFields.build().put("Portwrit-Subject", open.caller().subject().toString());
        exchange.answer(200, headers, new byte[0]);
      }
    }
  }

  private static void refuse(Exchange exchange, ErrorAnswer error) {
    if (error.status() == 401) {
      exchange.answer(error);
      return;
    }
    HttpFields headers =
        HttpFields.build(error.headers())
            .put(HttpHeader.CONTENT_TYPE, "application/json")
            .put("Portwrit-Status", Integer.toString(error.status()))
            .put("Portwrit-Error", text(error));
    exchange.answer(403, headers, error.body());
  }

  private static String text(ErrorAnswer error) {
    String whole = ascii(error);
    return whole.length() <= MAX_ERROR_LENGTH ? whole : ascii(error.withDetail(null));
  }

  private static String ascii(ErrorAnswer error) {
    StringBuilder text = new StringBuilder();
    String json = new String(error.body(), StandardCharsets.UTF_8);
    json.chars().forEach(c -> text.append(c < 0x7f ? "" + (char) c : "\\u%04x".formatted(c)));
    return text.toString();
  }
}
