package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The rows of the report, the views of who can do what, the index and the reference interpreter
 * give one answer for everybody, every action, and names and tags declared and not. {@code
 * portwrit.laws.rounds} says how many samples are asked of each workspace.
 */
class ViewsPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);
  private static final String SEED = "4714";

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 15, seed = SEED, shrinking = ShrinkingMode.OFF)
  void rowsWhatCanAndIndex_sayOfEveryQuestionWhatTheInterpreterDoes(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) throws IOException {
    PolicyIndex index = PolicyIndex.of(workspace);
    ReferenceInterpreter interpreter = new ReferenceInterpreter(workspace);
    for (int round = 0; round < ROUNDS; round++) {
      Revisions sample = Revisions.sample(workspace, salt + round);
      ViewContext context = context(index, sample.now(), AuditScope.ALL);
      Map<String, List<Row>> report = report(context);
      Map<String, List<Row>> whatCan = whatCan(context);
      for (Question question : sample.questions()) {
        boolean expected = interpreter.decide(question).isAllowed();
        String who = question.subject().toString();
        List<Row> rows = new ArrayList<>(report.getOrDefault(who, List.of()));
        rows.addAll(report.getOrDefault("anonymous", List.of()));
        List<Row> all = whatCan.getOrDefault(who, whatCan.getOrDefault("anonymous", List.of()));

        assertThat(index.decide(question).isAllowed()).as("%s", question).isEqualTo(expected);
        assertThat(reach(rows, question, workspace)).as("rows: %s", question).isEqualTo(expected);
        assertThat(reach(all, question, workspace))
            .as("what-can: %s", question)
            .isEqualTo(expected);
      }
    }
  }

  @Property(tries = 15, seed = SEED, shrinking = ShrinkingMode.OFF)
  void rowsAndWhatCan_ofOneSubject_sayWhatTheInterpreterDoes(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) throws IOException {
    PolicyIndex index = PolicyIndex.of(workspace);
    ReferenceInterpreter interpreter = new ReferenceInterpreter(workspace);
    List<Subject> subjects = new ArrayList<>();
    workspace.teams().forEach(team -> subjects.add(team.subject()));
    workspace.organizations().forEach(organization -> subjects.add(organization.subject()));
    subjects.add(new Subject.User("ada"));
    subjects.add(new Subject.User("nobody"));
    Revisions sample = Revisions.sample(workspace, salt);
    for (Subject subject : subjects) {
      ViewContext context = context(index, sample.now(), scope(subject));
      List<Row> rows = flat(report(context));
      List<Row> all = flat(whatCan(context));
      for (Question one : distinct(sample.questions())) {
        Question question =
            new Question(subject, one.action(), one.repository(), one.tag(), sample.now());
        boolean expected = interpreter.decide(question).isAllowed();
        assertThat(reach(rows, question, workspace)).as("%s", question).isEqualTo(expected);
        assertThat(reach(all, question, workspace)).as("%s", question).isEqualTo(expected);
      }
    }
  }

  @Property(tries = 20, seed = SEED, shrinking = ShrinkingMode.OFF)
  void whoCanAndMatrix_ofAnyRepository_listExactlyWhomTheInterpreterAllows(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) throws IOException {
    PolicyIndex index = PolicyIndex.of(workspace);
    for (int round = 0; round < ROUNDS; round++) {
      Revisions sample = Revisions.sample(workspace, salt + round);
      Set<RepositoryName> names =
          sample.questions().stream()
              .map(Question::repository)
              .collect(Collectors.toCollection(TreeSet::new));
      for (RepositoryName name : names) {
        AuditScope scope = new AuditScope(Optional.empty(), Optional.of(name), Optional.empty());
        check(context(index, sample.now(), scope), Set.of(name));
      }
      check(context(index, sample.now(), AuditScope.ALL), declared(workspace));
    }
  }

  private static Set<RepositoryName> declared(Workspace workspace) {
    return workspace.repositories().stream()
        .filter(RepositoryRule::declared)
        .map(rule -> new RepositoryName(rule.pattern().value()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void check(ViewContext context, Set<RepositoryName> names) throws IOException {
    ReferenceInterpreter interpreter = new ReferenceInterpreter(context.index().workspace());
    List<String> whoCan = new ArrayList<>();
    Map<String, Map<String, String>> matrix = new TreeMap<>();
    interpreter.everybody().forEach(one -> matrix.put(one.toString(), new TreeMap<>()));
    for (RepositoryName name : names) {
      Map<Subject, Set<Action>> held = new TreeMap<>();
      for (Action action : Action.values()) {
        for (Subject subject : interpreter.whoCan(action, name, Optional.empty(), context.now())) {
          whoCan.add(name + " " + action + " " + subject);
          held.computeIfAbsent(subject, one -> EnumSet.noneOf(Action.class)).add(action);
        }
      }
      matrix.forEach((subject, row) -> row.put(name.value(), ""));
      held.forEach(
          (subject, actions) ->
              Objects.requireNonNull(matrix.get(subject.toString()))
                  .put(name.value(), roleOf(actions)));
    }
    assertThat(ReportCells.rows(Views.whoCan(context)))
        .extracting(
            row -> row.get("repository") + " " + row.get("action") + " " + row.get("subject"))
        .containsExactlyElementsOf(whoCan);
    assertThat(ReportCells.matrix(Views.matrix(context))).isEqualTo(matrix);
  }

  /** Of the papers: each role has what the one before has, and more. */
  private static String roleOf(Set<Action> actions) {
    return switch (actions.size()) {
      case 1 -> "pull";
      case 3 -> "push";
      case 4 -> "maintain";
      case 5 -> "admin";
      default -> "no role has " + actions;
    };
  }

  /** What a row says, of the report or of what-can. */
  private record Row(Set<String> actions, String repository, String tags) {}

  private static boolean reach(List<Row> rows, Question question, Workspace workspace) {
    return rows.stream()
        .anyMatch(
            row ->
                row.actions().contains(question.action().toString())
                    && ReportCells.reaches(row.repository(), row.tags(), question, workspace));
  }

  private static Map<String, List<Row>> report(ViewContext context) throws IOException {
    AuditReport report =
        new AuditReport(context.index(), "", context.now(), context.scope(), Optional.empty());
    return bySubject(ReportCells.rows(report), "action");
  }

  private static Map<String, List<Row>> whatCan(ViewContext context) throws IOException {
    return bySubject(ReportCells.rows(Views.whatCan(context)), "actions");
  }

  private static Map<String, List<Row>> bySubject(List<Map<String, String>> rows, String actions) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getOrDefault("subject", ""),
                Collectors.mapping(
                    row ->
                        new Row(
                            Set.copyOf(Arrays.asList(row.getOrDefault(actions, "").split(","))),
                            row.getOrDefault("repository", ""),
                            row.getOrDefault("tags", "")),
                    Collectors.toList())));
  }

  private static List<Row> flat(Map<String, List<Row>> rows) {
    return rows.values().stream().flatMap(Collection::stream).toList();
  }

  private static List<Question> distinct(List<Question> questions) {
    Subject first = questions.get(0).subject();
    return questions.stream().filter(one -> one.subject().equals(first)).toList();
  }

  private static AuditScope scope(Subject subject) {
    return new AuditScope(Optional.empty(), Optional.empty(), Optional.of(subject));
  }

  private static ViewContext context(PolicyIndex index, Instant now, AuditScope scope) {
    return new ViewContext(index, "", now, scope, Evidence.NONE);
  }
}
