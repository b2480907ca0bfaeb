package dev.portwrit.gateway.admin;

import dev.portwrit.admission.Refusal;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.exchange.RefusalText;
import dev.portwrit.gateway.gate.Need;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushQuestion;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * {@code POST /admit}: what the gateway would answer to a push, before it. The question that was
 * understood is answered 200, whatever the answer: {@code decision} is {@code allow}, {@code deny}
 * or {@code indeterminate}, and a deny has the keys of the detail of the registry's error.
 *
 * <p>It answers for the caller. To ask for somebody else one needs {@code administer} on the
 * repository, since the answer tells what somebody may do and what a tag is.
 */
public final class AdmitEndpoint {
  private final String registry;
  private final Supplier<PolicyView> policy;
  private final Admissions admissions;
  private final Clock clock;

  /** Before one registry. */
  public AdmitEndpoint(
      String registry, Supplier<PolicyView> policy, Admissions admissions, Clock clock) {
    this.registry = registry;
    this.policy = policy;
    this.admissions = admissions;
    this.clock = clock;
  }

  void answer(Exchange exchange, Authenticated caller, byte[] body) {
    AdmitQuestion question;
    try {
      question = AdmitQuestion.parse(body);
    } catch (AdmitQuestion.Malformed e) {
      String message = String.valueOf(e.getMessage());
      exchange.answer(ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, message));
      return;
    }
    Subject subject = question.subject().orElse(caller.subject());
    Optional<ErrorAnswer> refused =
        subject.equals(caller.subject())
            ? refusedByToken(caller, new Need(question.repository(), Action.PUSH))
            : refusedForOthers(caller, new Need(question.repository(), Action.ADMINISTER));
    if (refused.isPresent()) {
      exchange.answer(refused.get());
      return;
    }
    PushQuestion push = question.by(subject);
    HttpFields json = HttpFields.build().put(HttpHeader.CONTENT_TYPE, "application/json");
    exchange.answer(200, json, Json.bytes(AdmissionText.json(push, judge(push))));
  }

  private static Optional<ErrorAnswer> refusedByToken(Authenticated caller, Need need) {
    boolean reaches = caller.access().map(need::isReachedBy).orElse(true);
    return reaches
        ? Optional.empty()
        : Optional.of(ErrorAnswer.of(403, ErrorCode.DENIED, "the token does not reach"));
  }

  private Optional<ErrorAnswer> refusedForOthers(Authenticated caller, Need need) {
    Question question =
        new Question(
            caller.subject(), need.action(), need.repository(), Optional.empty(), clock.instant());
    Decision decision = policy.get().index().decide(question);
    if (decision.isAllowed()) {
      return refusedByToken(caller, need);
    }
    Rule rule = decision instanceof Decision.Denied denied ? denied.rule() : Rule.DEFAULT_DENY;
    Refusal refusal = RefusalText.ofRole(caller.subject(), need.action(), need.repository(), rule);
    return Optional.of(
        ErrorAnswer.of(403, ErrorCode.DENIED, refusal.message())
            .withDetail(RefusalText.json(refusal)));
  }

  private PushAnswer judge(PushQuestion question) {
    return policy.get().holds(question.repository())
        ? admissions.admit(question)
        : PushAnswer.elsewhere(question, registry);
  }
}
