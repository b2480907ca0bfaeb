package dev.portwrit.gateway.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagJudgement;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import java.time.Clock;
import java.util.List;
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
final class AdmitEndpoint {
  private final String registry;
  private final Supplier<PolicyView> policy;
  private final Admissions admissions;
  private final Clock clock;

  AdmitEndpoint(String registry, Supplier<PolicyView> policy, Admissions admissions, Clock clock) {
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
    HttpFields json = HttpFields.build().put(HttpHeader.CONTENT_TYPE, "application/json");
    exchange.answer(200, json, Json.bytes(judge(subject, question)));
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

  private ObjectNode judge(Subject subject, AdmitQuestion question) {
    if (!policy.get().holds(question.repository())) {
      String message =
          "`%s` is not one of the repositories of `%s`".formatted(question.repository(), registry);
      return answer("deny", subject, question).put("message", message);
    }
    TagJudgement judgement =
        admissions.admit(subject, question.repository(), question.tag(), question.digest());
    if (judgement instanceof TagJudgement.Refuse refuse) {
      return RefusalText.json(refuse.refusal());
    }
    if (judgement instanceof TagJudgement.Undecidable undecidable) {
      return answer("indeterminate", subject, question).put("message", undecidable.cause());
    }
    if (judgement instanceof TagJudgement.ResolvePending) {
      return answer("indeterminate", subject, question)
          .put("message", "an earlier write of the tag is not resolved yet");
    }
    ObjectNode allowed = answer("allow", subject, question);
    if (judgement instanceof TagJudgement.Forward forward) {
      addWarnings(allowed, forward.warnings());
    }
    return allowed;
  }

  private static ObjectNode answer(String decision, Subject subject, AdmitQuestion question) {
    return Json.object()
        .put("decision", decision)
        .put("subject", subject.toString())
        .put("action", "push")
        .put("repository", question.repository().value())
        .put("tag", question.tag().value())
        .put("pushed", question.digest().value());
  }

  private static void addWarnings(ObjectNode answer, List<Rule> warnings) {
    if (!warnings.isEmpty()) {
      ArrayNode array = answer.putArray("warnings");
      warnings.forEach(rule -> array.add(rule.toString()));
    }
  }
}
