package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.gate.CallerSource;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.Gate.Passage;
import dev.portwrit.gateway.gate.Need;
import dev.portwrit.gateway.gate.Needs;
import dev.portwrit.gateway.identity.Authentication;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.identity.Challenge;
import dev.portwrit.gateway.identity.ChallengeError;
import dev.portwrit.gateway.identity.Scope;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.ParsedRequest;
import dev.portwrit.gateway.request.Rejected;
import dev.portwrit.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The order of every request: parse, authenticate, pass the gate, log, carry out. Each stage either
 * hands on or answers; none goes back.
 */
public final class GatewayHandler extends Handler.Abstract {
  private static final int RETRY_SECONDS = 5;
  private static final ErrorAnswer UNKNOWN_BLOB =
      ErrorAnswer.of(404, ErrorCode.BLOB_UNKNOWN, "there is no such blob");

  private final CallerSource callers;
  private final Challenges challenges;
  private final TokenSteps tokens;
  private final Gate gate;
  private final DecisionRecords records;
  private final Steps steps;
  private final RequestMeters meters;

  /** Stages that are all made already. */
  public GatewayHandler(
      CallerSource callers,
      Challenges challenges,
      TokenSteps tokens,
      Gate gate,
      DecisionRecords records,
      Steps steps,
      RequestMeters meters) {
    this.callers = callers;
    this.challenges = challenges;
    this.tokens = tokens;
    this.gate = gate;
    this.records = records;
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
      authenticate(exchange, operation);
    }
  }

  private void authenticate(Exchange exchange, Operation operation) {
    List<String> headers = exchange.headers().getValuesList(HttpHeader.AUTHORIZATION);
    Optional<Challenge> challenge = challenges.of(exchange.request());
    if (headers.size() > 1 || challenge.isEmpty()) {
      exchange.answer(
          ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, "`Host` and `Authorization` stand once"));
      return;
    }
    Optional<String> authorization = headers.stream().findFirst();
    if (operation instanceof Operation.GetToken token) {
      tokens.get(exchange, token, authorization);
    } else if (operation instanceof Operation.PostToken) {
      tokens.post(exchange);
    } else {
      String address = Request.getRemoteAddr(exchange.request());
      admit(exchange, operation, challenge.get(), callers.authenticate(authorization, address));
    }
  }

  private void admit(
      Exchange exchange, Operation operation, Challenge challenge, Authentication who) {
    if (who instanceof Authenticated caller) {
      exchange.setCaller(caller.subject());
      pass(exchange, operation, challenge, caller);
    } else if (who instanceof Authentication.Refused refused) {
      exchange.answer(
          unauthorized(challenge, scopes(operation), refused.error(), refused.message()));
    } else if (who instanceof Authentication.Throttled throttled) {
      exchange.answer(ErrorAnswer.throttled(throttled.retryAfter()));
    } else {
      exchange.answer(
          unauthorized(
              challenge, scopes(operation), ChallengeError.NONE, "a token or a login is needed"));
    }
  }

  private void pass(
      Exchange exchange, Operation operation, Challenge challenge, Authenticated caller) {
    Optional<Needs.Asked> asked = operation.accept(Needs.OF);
    if (asked.isEmpty()) {
      passWithoutRepository(exchange, operation, challenge, caller);
      return;
    }
    Passage passage = gate.pass(caller, asked.get().need());
    if (passage instanceof Passage.Challenged challenged) {
      exchange.answer(
          unauthorized(
              challenge, scopes(operation), challenged.error(), "the token does not reach"));
    } else if (passage instanceof Passage.Open) {
      if (log(caller, asked.get(), passage)) {
        operation.accept(steps).run(exchange, caller);
      } else {
        exchange.answer(
            ErrorAnswer.unavailable("the decision cannot be written down", RETRY_SECONDS));
      }
    } else {
      records.note(caller.subject(), asked.get().matter(), passage);
      exchange.answer(error(operation, passage));
    }
  }

  private void passWithoutRepository(
      Exchange exchange, Operation operation, Challenge challenge, Authenticated caller) {
    boolean isCatalog = operation instanceof Operation.ListRepositories;
    if (isCatalog && caller.access().filter(access -> !access.allowsCatalog()).isPresent()) {
      exchange.answer(
          unauthorized(
              challenge,
              List.of(Scope.CATALOG),
              ChallengeError.INSUFFICIENT_SCOPE,
              "the token does not reach"));
      return;
    }
    operation.accept(steps).run(exchange, caller);
  }

  /** Whether the operation may go on as far as the log is concerned. */
  private boolean log(Authenticated caller, Needs.Asked asked, Passage passage) {
    try {
      switch (asked.logging()) {
        case NOTED -> records.note(caller.subject(), asked.matter(), passage);
        case DURABLE -> records.append(caller.subject(), asked.matter(), passage);
        case ELSEWHERE -> {}
      }
      return true;
    } catch (DecisionLogException e) {
      return false;
    }
  }

  private static ErrorAnswer error(Operation operation, Passage passage) {
    if (passage instanceof Passage.Denied denied) {
      // Clients ask for a blob by HEAD before they begin to push, and an answer to HEAD has no body
      // for the reason. Told 403 they would end there and show none; told that there is no such
      // blob, which is all that they may know, they begin, and that is refused with the reason.
      return operation instanceof Operation.HeadBlob ? UNKNOWN_BLOB : denied.error();
    }
    return passage instanceof Passage.Undecided undecided
        ? undecided.error()
        : ErrorAnswer.unavailable("it cannot be decided", RETRY_SECONDS);
  }

  private static List<Scope> scopes(Operation operation) {
    if (operation instanceof Operation.ListRepositories) {
      return List.of(Scope.CATALOG);
    }
    List<Scope> scopes = new ArrayList<>();
    operation.accept(Needs.OF).ifPresent(asked -> scopes.add(asked.need().scope()));
    if (operation instanceof Operation.MountBlob mount) {
      mount.from().ifPresent(from -> scopes.add(new Need(from, Action.PULL).scope()));
    }
    return scopes;
  }

  private static ErrorAnswer unauthorized(
      Challenge challenge, List<Scope> scopes, ChallengeError error, String message) {
    return ErrorAnswer.of(401, ErrorCode.UNAUTHORIZED, message)
        .with(HttpHeader.WWW_AUTHENTICATE, challenge.header(scopes, error));
  }
}
