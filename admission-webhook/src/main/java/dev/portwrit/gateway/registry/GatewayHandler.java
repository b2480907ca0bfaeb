package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.gate.Entrance;
import dev.portwrit.gateway.gate.Entrance.Entry;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.ParsedRequest;
import dev.portwrit.gateway.request.Rejected;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The order of every request: parse, enter, carry out. Each stage either hands on or answers. */
public final class GatewayHandler extends Handler.Abstract {
  private final Entrance entrance;
  private final TokenSteps tokens;
  private final Steps steps;
  private final RequestMeters meters;

  /** Stages that are all made already. */
  public GatewayHandler(Entrance entrance, TokenSteps tokens, Steps steps, RequestMeters meters) {
    this.entrance = entrance;
    this.tokens = tokens;
    this.steps = steps;
    this.meters = meters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    exchange.addHeader("Docker-Distribution-API-Version", "registry/2.0");
    exchange.guard(() -> parse(exchange));
    return true;
  }

  private void parse(Exchange exchange) {
    ParsedRequest parsed = exchange.parse();
    if (parsed instanceof Rejected rejected) {
      meters.measure(exchange, "rejected");
      exchange.answer(ErrorAnswer.of(rejected));
    } else if (parsed instanceof Operation operation) {
      meters.measure(exchange, operation.getClass().getSimpleName());
      carryOut(exchange, operation);
    }
  }

  private void carryOut(Exchange exchange, Operation operation) {
    Optional<ErrorAnswer> malformed = entrance.malformed(exchange.request());
    if (malformed.isPresent()) {
      exchange.answer(malformed.get());
    } else if (operation instanceof Operation.GetToken token) {
      tokens.get(
          exchange, token, Optional.ofNullable(exchange.headers().get(HttpHeader.AUTHORIZATION)));
    } else if (operation instanceof Operation.PostToken) {
      tokens.post(exchange);
    } else {
      enter(exchange, operation);
    }
  }

  private void enter(Exchange exchange, Operation operation) {
    Entry entry = entrance.enter(exchange.request(), operation);
    if (entry instanceof Entry.Open open) {
      exchange.setCaller(open.caller().subject());
      operation.accept(steps).run(exchange, open.caller());
    } else if (entry instanceof Entry.Shut shut) {
      exchange.answer(shut.error());
    }
  }
}
