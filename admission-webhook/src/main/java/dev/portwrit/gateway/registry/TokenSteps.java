package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.identity.TokenAnswer;
import dev.portwrit.gateway.identity.TokenService;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.eclipse.jetty.util.thread.Invocable;

/** The HTTP of the token service. */
public final class TokenSteps {
  private static final int MAX_FORM_BYTES = 16 * 1024;
  private static final int MAX_FORM_FIELDS = 100;

  private final TokenService tokens;

  /** Tokens are given there. */
  public TokenSteps(TokenService tokens) {
    this.tokens = tokens;
  }

  void get(Exchange exchange, Operation.GetToken operation, Optional<String> authorization) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    operation.service().ifPresent(service -> query.put("service", List.of(service)));
    query.put("scope", operation.scopes());
    operation.account().ifPresent(account -> query.put("account", List.of(account)));
    tell(exchange, tokens.get(query, authorization, remoteAddress(exchange)));
  }

  void post(Exchange exchange) {
    WholeBody.read(
        exchange.takeBody(),
        MAX_FORM_BYTES,
        Invocable.InvocationType.BLOCKING,
        outcome -> {
          if (outcome instanceof WholeBody.Outcome.Whole whole) {
            exchange.guard(() -> post(exchange, whole.bytes()));
          } else {
            exchange.answerAndClose(badForm());
          }
        });
  }

  private void post(Exchange exchange, byte[] form) {
    Fields fields = new Fields(true);
    try {
      UrlEncoded.decodeUtf8To(new String(form, StandardCharsets.US_ASCII), fields);
    } catch (RuntimeException e) {
      exchange.answer(badForm());
      return;
    }
    if (fields.getSize() > MAX_FORM_FIELDS) {
      exchange.answer(badForm());
      return;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    fields.forEach(field -> values.put(field.getName(), field.getValues()));
    tell(exchange, tokens.post(values, remoteAddress(exchange)));
  }

  private static ErrorAnswer badForm() {
    return ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, "the form cannot be read");
  }

  private static String remoteAddress(Exchange exchange) {
    return Request.getRemoteAddr(exchange.request());
  }

  private static void tell(Exchange exchange, TokenAnswer answer) {
    HttpFields.Mutable headers = HttpFields.build();
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    answer.headers().forEach(headers::put);
    exchange.answer(answer.status(), headers, answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
