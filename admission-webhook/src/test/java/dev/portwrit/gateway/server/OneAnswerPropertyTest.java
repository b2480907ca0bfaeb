package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * What the gateway lets pass over HTTP, with a real registry behind it and a real ledger, is what
 * the index decides and what the reference interpreter decides, with the same rule and place.
 */
class OneAnswerPropertyTest {
  /** Both ways of each action must have been seen for the comparison to mean something. */
  private static final Map<Action, int[]> SEEN = new EnumMap<>(Action.class);

  @AfterContainer
  static void bothAnswersWereSeen() {
    for (Action action : List.of(Action.PULL, Action.PUSH, Action.OVERWRITE, Action.DELETE)) {
      assertThat(SEEN.getOrDefault(action, new int[2])).as(action.toString()).doesNotContain(0);
    }
  }

  @Property(tries = 40)
  void everyRequest_isAnsweredAsTheIndexAndTheInterpreterDecide(
      @ForAll("scenarios") Scenario scenario) throws Exception {
    Workspace workspace = scenario.workspace();
    PolicyIndex index = PolicyIndex.of(workspace);
    ReferenceInterpreter interpreter = new ReferenceInterpreter(workspace);
    for (Question question : scenario.questions().stream().limit(6).toList()) {
      if (isAskedOverHttp(question)) {
        Decision expected = interpreter.decide(question);
        assertThat(index.decide(question)).as(question.toString()).isEqualTo(expected);
        try (AnyPolicyGateway gateway = new AnyPolicyGateway(index, question.now())) {
          compare(question, expected, ask(gateway, question));
        }
      }
    }
  }

  /** Who makes requests is a person or a machine, or nobody; and there is none to administer. */
  private static boolean isAskedOverHttp(Question question) {
    boolean isCaller =
        question.subject() instanceof Subject.User
            || question.subject() instanceof Subject.Service
            || question.subject() instanceof Subject.Anonymous;
    boolean isRoleAlone = question.action() == Action.OVERWRITE && question.tag().isEmpty();
    return isCaller && question.action() != Action.ADMINISTER && !isRoleAlone;
  }

  private static HttpResponse<byte[]> ask(AnyPolicyGateway gateway, Question question)
      throws Exception {
    String repository = question.repository().value();
    String tag = question.tag().map(Tag::value).orElse("");
    RegistryClient behind = gateway.behind();
    RegistryClient caller = gateway.as(question.subject());
    byte[] there = behind.manifest(repository, "there");
    byte[] other = behind.manifest(repository, "other");
    boolean exists = question.action() != Action.PUSH;
    if (exists && !tag.isEmpty()) {
      behind.pushManifest(repository, tag, RegistryClient.MANIFEST, there);
    }
    String manifests = "/v2/" + repository + "/manifests/";
    return switch (question.action()) {
      case PULL -> {
        String digest = Digest.sha256(there).value();
        behind.pushManifest(repository, digest, RegistryClient.MANIFEST, there);
        yield caller.send("GET", manifests + (tag.isEmpty() ? digest : tag));
      }
      case PUSH, OVERWRITE ->
          caller.pushManifest(
              repository,
              tag.isEmpty() ? Digest.sha256(other).value() : tag,
              RegistryClient.MANIFEST,
              other);
      case DELETE -> {
        Digest blob = behind.pushBlob(repository, "alone".getBytes(StandardCharsets.UTF_8));
        yield caller.send(
            "DELETE", tag.isEmpty() ? "/v2/" + repository + "/blobs/" + blob : manifests + tag);
      }
      case ADMINISTER -> throw new IllegalArgumentException("no request administers");
    };
  }

  private static void compare(Question question, Decision expected, HttpResponse<byte[]> answer)
      throws Exception {
    String what = question + " " + answer.statusCode() + " " + RegistryClient.text(answer);
    SEEN.computeIfAbsent(question.action(), action -> new int[2])[expected.isAllowed() ? 1 : 0]++;
    if (expected.isAllowed()) {
      assertThat(answer.statusCode()).as(what).isBetween(200, 202);
      return;
    }
    assertThat(answer.statusCode()).as(what).isEqualTo(403);
    Rule rule = ((Decision.Denied) expected).rule();
    JsonNode detail =
        new ObjectMapper().readTree(answer.body()).path("errors").path(0).path("detail");
    assertThat(detail.path("decision").asText()).as(what).isEqualTo("deny");
    assertThat(detail.path("rule").asText()).as(what).isEqualTo(rule.text());
    assertThat(detail.path("file").asText())
        .as(what)
        .isEqualTo(rule.place().map(place -> place.file()).orElse(""));
    assertThat(detail.path("line").asInt())
        .as(what)
        .isEqualTo(rule.place().map(place -> place.line()).orElse(0));
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }
}
