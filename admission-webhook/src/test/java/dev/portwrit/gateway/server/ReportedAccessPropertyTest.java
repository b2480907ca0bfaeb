package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.audit.AuditReport;
import dev.portwrit.audit.AuditRow;
import dev.portwrit.audit.AuditScope;
import dev.portwrit.audit.ReportCells;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * What the gateway lets somebody do who logs in with a password or comes with a token is what a row
 * of the report says, and what the index decides. {@code portwrit.laws.rounds} says how many
 * gateways are asked about each workspace.
 */
class ReportedAccessPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);
  private static final String SEED = "4717";
  private static final int OF_EACH_KIND = 2;
  private static final Set<Action> ASKED =
      Set.of(Action.PULL, Action.PUSH, Action.OVERWRITE, Action.DELETE);

  /** Both ways of each action must have been seen for the comparison to mean something. */
  private static final Map<Action, int[]> SEEN = new EnumMap<>(Action.class);

  @AfterContainer
  static void bothAnswersWereSeen() {
    for (Action action : ASKED) {
      assertThat(SEEN.getOrDefault(action, new int[2])).as(action.toString()).doesNotContain(0);
    }
  }

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 6, seed = SEED, shrinking = ShrinkingMode.OFF)
  void requests_withPasswordsAndTokens_areAnsweredAsTheReportSays(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) throws Exception {
    PolicyIndex index = PolicyIndex.of(workspace);
    for (int round = 0; round < ROUNDS; round++) {
      Revisions sample = Revisions.sample(workspace, salt + round);
      List<AuditRow> rows = new ArrayList<>();
      new AuditReport(index, "", sample.now(), AuditScope.ALL, Optional.empty()).forEach(rows::add);
      Random random = new Random(salt + round);
      try (AnyPolicyGateway gateway =
          AnyPolicyGateway.withLogins(index, sample.now(), names(workspace))) {
        for (Question question : some(sample.questions(), rows, workspace, random)) {
          boolean isReported = isReported(rows, question, workspace);
          assertThat(index.decide(question).isAllowed()).as("%s", question).isEqualTo(isReported);
          String login = login(gateway, question, random.nextBoolean());
          HttpResponse<byte[]> answer = ask(gateway, gateway.with(login), question);
          assertThat(answer.statusCode() / 100)
              .as("%s: %s %s", question, answer.statusCode(), RegistryClient.text(answer))
              .isEqualTo(isReported ? 2 : 4);
          assertThat(answer.statusCode()).isNotEqualTo(404);
          SEEN.computeIfAbsent(question.action(), action -> new int[2])[isReported ? 1 : 0]++;
        }
      }
    }
  }

  private static boolean isReported(List<AuditRow> rows, Question question, Workspace workspace) {
    return rows.stream()
        .filter(row -> row.action() == question.action())
        .filter(
            row ->
                row.subject().equals(question.subject())
                    || row.subject().equals(new Subject.Anonymous()))
        .anyMatch(
            row -> ReportCells.reaches(row.repository().value(), row.tags(), question, workspace));
  }

  /** Some of who may, who may only less, and who may nothing, each of a tag of its own. */
  private static List<Question> some(
      List<Question> all, List<AuditRow> rows, Workspace workspace, Random random) {
    List<Question> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    Set<String> tags = new HashSet<>();
    Map<String, Integer> taken = new HashMap<>();
    List<Question> some = new ArrayList<>();
    for (Question question : shuffled) {
      Question pull =
          new Question(
              question.subject(),
              Action.PULL,
              question.repository(),
              Optional.empty(),
              question.now());
      String kind =
          question.action()
              + " "
              + isReported(rows, question, workspace)
              + " "
              + isReported(rows, pull, workspace);
      if (ASKED.contains(question.action())
          && question.tag().isPresent()
          && taken.getOrDefault(kind, 0) < OF_EACH_KIND
          && tags.add(question.repository() + ":" + question.tag().get())) {
        taken.merge(kind, 1, Integer::sum);
        some.add(question);
      }
    }
    return some;
  }

  private static Set<String> names(Workspace workspace) {
    Set<String> names = new HashSet<>(Set.of("nobody"));
    for (Subject subject : new ReferenceInterpreter(workspace).everybody()) {
      if (!subject.equals(new Subject.Anonymous())) {
        names.add(name(subject));
      }
    }
    return names;
  }

  private static String name(Subject subject) {
    String text = subject.toString();
    return text.substring(text.indexOf(':') + 1);
  }

  /** The {@code Authorization} of who asks: its password, or a token that it got for it. */
  private static String login(AnyPolicyGateway gateway, Question question, boolean isByToken)
      throws Exception {
    boolean isNobody = question.subject().equals(new Subject.Anonymous());
    String pair = name(question.subject()) + ":" + AnyPolicyGateway.PASSWORD;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (!isByToken && !isNobody) {
      return basic;
    }
    String scope = "repository:" + question.repository() + ":pull,push,delete";
    HttpResponse<byte[]> answer =
        gateway.with(isNobody ? "" : basic).send("GET", "/token?service=hub&scope=" + scope);
    assertThat(answer.statusCode()).as(RegistryClient.text(answer)).isEqualTo(200);
    return "Bearer " + new ObjectMapper().readTree(answer.body()).path("token").asText();
  }

  private static HttpResponse<byte[]> ask(
      AnyPolicyGateway gateway, RegistryClient caller, Question question) throws Exception {
    String repository = question.repository().value();
    String tag = question.tag().orElseThrow().value();
    RegistryClient behind = gateway.behind();
    if (question.action() != Action.PUSH) {
      behind.pushImage(repository, tag, "there");
    }
    byte[] other = behind.manifest(repository, "other");
    String manifest = "/v2/" + repository + "/manifests/" + tag;
    return switch (question.action()) {
      case PULL -> caller.send("GET", manifest);
      case PUSH, OVERWRITE -> caller.pushManifest(repository, tag, RegistryClient.MANIFEST, other);
      case DELETE -> caller.send("DELETE", manifest);
      case ADMINISTER -> throw new IllegalArgumentException("no request administers");
    };
  }
}
