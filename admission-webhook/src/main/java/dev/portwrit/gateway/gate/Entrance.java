package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.gate.Gate.Passage;
import dev.portwrit.gateway.identity.Authentication;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.identity.Challenge;
import dev.portwrit.gateway.identity.ChallengeError;
import dev.portwrit.gateway.identity.Scope;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The way in, in its order: authenticate, pass the gate, log. Each stage either hands on or ends
 * it; none goes back. May wait for a password to be hashed and for the log's disk.
 */
public final class Entrance {
  private static final int RETRY_SECONDS = 5;

  /** What came of it. */
  public sealed interface Entry {
    /**
     * The operation may be carried out, if nothing else stands in its way.
     *
     * @param caller who asks
     */
    record Open(Authenticated caller) implements Entry {}

    /**
     * It may not.
     *
     * @param error for the client
     */
    record Shut(ErrorAnswer error) implements Entry {}
  }

  private final CallerSource callers;
  private final Challenges challenges;
  private final Gate gate;
  private final DecisionRecords records;

  /** Stages that are all made already. */
  public Entrance(CallerSource callers, Challenges challenges, Gate gate, DecisionRecords records) {
    this.callers = callers;
    this.challenges = challenges;
    this.gate = gate;
    this.records = records;
  }

  /** Brings one operation in that needs a caller. */
  public Entry enter(Request request, Operation operation) {
    Optional<ErrorAnswer> malformed = malformed(request);
    if (malformed.isPresent()) {
      return new Entry.Shut(malformed.get());
    }
    Authentication who = callers.authenticate(credentials(request), Request.getRemoteAddr(request));
    return admit(operation, challenges.of(request).orElseThrow(), who);
  }

  /** What keeps a request from being anybody's, if anything does. */
  public Optional<ErrorAnswer> malformed(Request request) {
    boolean isWhole =
        request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION).size() <= 1
            && challenges.of(request).isPresent();
    return isWhole
        ? Optional.empty()
        : Optional.of(
            ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, "`Host` and `Authorization` stand once"));
  }

  private static Optional<String> credentials(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION));
  }

  private Entry admit(Operation operation, Challenge challenge, Authentication who) {
    if (who instanceof Authenticated caller) {
      return pass(operation, challenge, caller);
    }
    if (who instanceof Authentication.Refused refused) {
      return unauthorized(challenge, scopes(operation), refused.error(), refused.message());
    }
    if (who instanceof Authentication.Throttled throttled) {
      return new Entry.Shut(ErrorAnswer.throttled(throttled.retryAfter()));
    }
    return unauthorized(
        challenge, scopes(operation), ChallengeError.NONE, "a token or a login is needed");
  }

  private Entry pass(Operation operation, Challenge challenge, Authenticated caller) {
    Optional<Needs.Asked> asked = operation.accept(Needs.OF);
    if (asked.isEmpty()) {
      return passWithoutRepository(operation, challenge, caller);
    }
    Passage passage = gate.pass(caller, asked.get().need());
    if (passage instanceof Passage.Challenged challenged) {
      return unauthorized(
          challenge, scopes(operation), challenged.error(), "the token does not reach");
    }
    if (passage instanceof Passage.Open) {
      if (Mounts.wantsAnotherToken(operation, caller, gate)) {
        return unauthorized(
            challenge,
            scopes(operation),
            ChallengeError.INSUFFICIENT_SCOPE,
            "the token does not reach");
      }
      return log(caller, asked.get(), passage)
          ? new Entry.Open(caller)
          : new Entry.Shut(
              ErrorAnswer.unavailable("the decision cannot be written down", RETRY_SECONDS));
    }
    records.note(caller.subject(), asked.get().matter(), passage);
    return new Entry.Shut(error(operation, caller, passage));
  }

  private static Entry passWithoutRepository(
      Operation operation, Challenge challenge, Authenticated caller) {
    boolean isCatalog = operation instanceof Operation.ListRepositories;
    return isCatalog && caller.access().filter(access -> !access.allowsCatalog()).isPresent()
        ? unauthorized(
            challenge,
            List.of(Scope.CATALOG),
            ChallengeError.INSUFFICIENT_SCOPE,
            "the token does not reach")
        : new Entry.Open(caller);
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

  private static ErrorAnswer error(Operation operation, Authenticated caller, Passage passage) {
    if (passage instanceof Passage.Denied denied) {
      return Probes.answer(operation, caller).orElse(denied.error());
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

  private static Entry unauthorized(
      Challenge challenge, List<Scope> scopes, ChallengeError error, String message) {
    return new Entry.Shut(
        ErrorAnswer.of(401, ErrorCode.UNAUTHORIZED, message)
            .with(HttpHeader.WWW_AUTHENTICATE, challenge.header(scopes, error)));
  }
}
