package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.gateway.admin.AdmissionText;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.upstream.HttpBlobReader;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.RealmRule;
import dev.portwrit.gateway.upstream.RegistryLogin;
import dev.portwrit.gateway.upstream.TokenLogin;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.gateway.write.PushAdmission;
import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushQuestion;
import dev.portwrit.gateway.write.RegoPushGuardrail;
import dev.portwrit.gateway.write.WritePolicy;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.policy.Registry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Judges a push by the policy and the registry itself, without a gateway: the same function as the
 * gateway's, with no ledger to remember what a tag was.
 */
final class RegistryQuestion {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RegistryQuestion() {}

  static AdmitAnswer ask(Invocation invocation, AdmittedPush push) throws Failure {
    Optional<String> as = invocation.value(AdmitVerb.AS);
    if (as.isEmpty()) {
      throw Failure.wrong(
          "`admit --registry` needs `--as SUBJECT`",
          "say who would push, such as `service:acme/ci`");
    }
    PushQuestion question = push.by(QuestionText.subject(as.get()));
    Policy policy = PolicyOpener.open(invocation);
    Registry registry =
        AuditVerb.requireRegistry(invocation.value(AdmitVerb.REGISTRY).orElseThrow(), policy);
    PushAnswer answer =
        registry.holds(question.repository())
            ? judge(question, policy, registry, invocation)
            : PushAnswer.elsewhere(question, registry.name());
    return read(AdmissionText.of(question, answer));
  }

  private static PushAnswer judge(
      PushQuestion question, Policy policy, Registry registry, Invocation invocation)
      throws Failure {
    URI url = address(registry);
    UpstreamAuthorization account = login(registry, invocation);
    RealmRule rule = new RealmRule(url, List.of());
    try (UpstreamConnections connections =
            new UpstreamConnections(
                url,
                client -> new TokenLogin(client, url, account, rule, Clock.systemUTC()),
                UpstreamTimeouts.DEFAULT,
                Optional.empty(),
                UpstreamHealth.unwatched(),
                false);
        Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      UpstreamAuthorization login = connections.authorization();
      UpstreamSettings settings = UpstreamSettings.of(url, registry.type());
      HttpUpstream upstream = new HttpUpstream(connections.client(), settings, login);
      HttpBlobReader blobs = new HttpBlobReader(connections.client(), settings, login);
      return new PushAdmission(upstream, new RegoPushGuardrail(guardrails, upstream, blobs))
          .ask(question, new WritePolicy(policy.index(), "", Optional.empty()), policy.now());
    }
  }

  private static AdmitAnswer read(String text) {
    try {
      return new AdmitAnswer(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what we wrote can be read", e);
    }
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
