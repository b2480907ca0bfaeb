package dev.portwrit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.Refusal;
import dev.portwrit.admission.TagAdmission;
import dev.portwrit.admission.TagJudgement;
import dev.portwrit.admission.TagRules;
import dev.portwrit.admission.TagState;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.gateway.server.UpstreamConnections;
import dev.portwrit.gateway.server.UpstreamTimeouts;
import dev.portwrit.gateway.upstream.HttpBlobReader;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.RegistryLogin;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamContent;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.PushFacts;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Reference;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges a push by the policy and the registry itself, without a gateway: the same function as the
 * gateway's, with no ledger to remember what a tag was.
 */
final class RegistryQuestion {
  private RegistryQuestion() {}

  static AdmitAnswer ask(Invocation invocation, AdmitQuestion question) throws Failure {
    Optional<String> as = invocation.value(AdmitVerb.AS);
    if (as.isEmpty()) {
      throw Failure.wrong(
          "`admit --registry` needs `--as SUBJECT`",
          "say who would push, such as `service:acme/ci`");
    }
    Subject subject = QuestionText.subject(as.get());
    Policy policy = PolicyOpener.open(invocation);
    Registry registry =
        AuditVerb.requireRegistry(invocation.value(AdmitVerb.REGISTRY).orElseThrow(), policy);
    if (!registry.holds(question.repository())) {
      throw Failure.wrong(
          "`" + question.repository() + "` does not live in registry `" + registry.name() + "`",
          "its repositories are " + registry.repositories());
    }
    URI url = address(registry);
    UpstreamAuthorization login = login(registry, invocation);
    try (UpstreamConnections connections =
        new UpstreamConnections(url, login, UpstreamTimeouts.DEFAULT)) {
      UpstreamSettings settings = UpstreamSettings.of(url, registry.type());
      HttpUpstream upstream = new HttpUpstream(connections.client(), settings, login);
      HttpBlobReader blobs = new HttpBlobReader(connections.client(), settings, login);
      return judge(policy, subject, question, upstream, blobs);
    }
  }

  private static AdmitAnswer judge(
      Policy policy,
      Subject subject,
      AdmitQuestion question,
      HttpUpstream upstream,
      HttpBlobReader blobs) {
    TagRules rules =
        TagRules.of(policy.index(), subject, question.repository(), question.tag(), policy.now());
    TagState state =
        rules.isCovered()
            ? upstream.read(question.repository(), question.tag())
            : new TagState.Unknown("not read, since nothing protects the tag");
    TagJudgement judgement =
        TagAdmission.judgePush(rules, new LedgerState.Unseen(), state, question.digest());
    if (judgement instanceof TagJudgement.Refuse refuse) {
      return denied(question, subject, refuse.refusal());
    }
    if (judgement instanceof TagJudgement.Undecidable undecidable) {
      return answer("indeterminate", subject, question, undecidable.cause());
    }
    return guarded(policy, subject, question, rules, upstream, blobs)
        .orElseGet(() -> allowed(subject, question, judgement));
  }

  // A guardrail asks for the manifest, which a registry has only if another tag already names it.
  private static Optional<AdmitAnswer> guarded(
      Policy policy,
      Subject subject,
      AdmitQuestion question,
      TagRules rules,
      HttpUpstream upstream,
      HttpBlobReader blobs) {
    List<GuardrailUse> uses = policy.index().workspace().settings().guardrails();
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      if (!guardrails.concernsPush(uses, rules.isCovered())) {
        return Optional.empty();
      }
      TagState pushed =
          upstream.read(question.repository(), new Reference.ByDigest(question.digest()));
      if (!(pushed instanceof TagState.At at)) {
        return Optional.of(
            answer(
                "indeterminate",
                subject,
                question,
                "a guardrail asks for the manifest, which the registry does not have yet: push it by"
                    + " its digest first"));
      }
      GuardrailVerdict verdict =
          guardrails.onPush(
              uses,
              new PushFacts(
                  subject,
                  question.repository(),
                  question.tag(),
                  policy.index().protectionsOf(question.repository(), question.tag())),
              at.manifest().bytes(),
              new UpstreamContent(upstream, blobs, question.repository()),
              policy.now());
      if (verdict.isPassed()) {
        return Optional.empty();
      }
      String decision = verdict instanceof GuardrailVerdict.Refused ? "deny" : "indeterminate";
      String findings =
          verdict.diagnostics().stream().map(Diagnostic::message).collect(Collectors.joining("; "));
      return Optional.of(answer(decision, subject, question, findings));
    }
  }

  private static AdmitAnswer allowed(
      Subject subject, AdmitQuestion question, TagJudgement judgement) {
    ObjectNode json = json("allow", subject, question);
    if (judgement instanceof TagJudgement.Forward forward && !forward.warnings().isEmpty()) {
      var warnings = json.putArray("warnings");
      forward.warnings().forEach(rule -> warnings.add(rule.toString()));
    }
    return new AdmitAnswer(json);
  }

  private static AdmitAnswer denied(AdmitQuestion question, Subject subject, Refusal refusal) {
    ObjectNode json = json("deny", subject, question);
    json.put("rule", refusal.rule().text());
    refusal
        .rule()
        .place()
        .ifPresent(place -> json.put("file", place.file()).put("line", place.line()));
    refusal.current().ifPresent(digest -> json.put("current", digest.value()));
    json.put("message", refusal.message());
    return new AdmitAnswer(json);
  }

  private static AdmitAnswer answer(
      String decision, Subject subject, AdmitQuestion question, String message) {
    ObjectNode json = json(decision, subject, question);
    json.put("message", message);
    return new AdmitAnswer(json);
  }

  private static ObjectNode json(String decision, Subject subject, AdmitQuestion question) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("decision", decision)
        .put("subject", subject.toString())
        .put("action", "push")
        .put("repository", question.repository().value())
        .put("tag", question.tag().value())
        .put("pushed", question.digest().value());
  }

  private static URI address(Registry registry) throws Failure {
    return switch (registry.type()) {
      case DISTRIBUTION, HARBOR, ZOT ->
          registry
              .url()
              .orElseThrow(
                  () ->
                      Failure.wrong(
                          "registry `" + registry.name() + "` has no `url`", "give it one"));
      case DOCKER_HUB, ECR ->
          throw Failure.wrong(
              "registries of type `" + registry.type() + "` are not served yet",
              "`admit` reads `distribution`, `harbor` and `zot`");
    };
  }

  private static UpstreamAuthorization login(Registry registry, Invocation invocation)
      throws Failure {
    Environment environment = invocation.environment();
    try {
      return RegistryLogin.of(registry, environment.variables(), environment.directory());
    } catch (RegistryLogin.UnusableException e) {
      throw Failure.wrong(String.join("; ", e.problems()), "set what the policy names");
    }
  }
}
