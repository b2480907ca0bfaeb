package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.model.NaivePattern;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What ends soon, what is nobody's and what nobody uses, against lists that are made of the
 * policies by hand. {@code portwrit.laws.rounds} says how many samples are made of each workspace.
 */
class EndingViewsPropertyTest {
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 1);
  private static final String SEED = "4716";
  private static final Subject ANONYMOUS = new Subject.Anonymous();
  private static final List<Duration> SOON =
      List.of(Duration.ZERO, Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(3000));

  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 1_000_000);
  }

  @Property(tries = 60, seed = SEED, shrinking = ShrinkingMode.OFF)
  void expiring_isWhatIsInForceAndEndsUntilThen(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      Revisions sample = Revisions.sample(workspace, salt + round);
      Question any = sample.questions().get(salt % sample.questions().size());
      Instant until = sample.now().plus(SOON.get((salt + round) % SOON.size()));
      for (AuditScope scope :
          List.of(
              AuditScope.ALL,
              new AuditScope(Optional.empty(), Optional.of(any.repository()), Optional.empty()),
              new AuditScope(Optional.empty(), Optional.empty(), Optional.of(any.subject())))) {
        ViewContext context =
            new ViewContext(PolicyIndex.of(workspace), "", sample.now(), scope, Evidence.NONE);
        List<Map<String, String>> rows = ReportCells.rows(ExpiryView.of(context, until));

        assertThat(rows)
            .extracting(EndingViewsPropertyTest::text)
            .containsExactlyInAnyOrderElementsOf(ending(workspace, sample.now(), until, scope));
        assertThat(rows)
            .extracting(row -> Instant.parse(row.getOrDefault("ends-at", "")))
            .isSorted();
      }
    }
  }

  private static List<String> ending(
      Workspace workspace, Instant now, Instant until, AuditScope scope) {
    List<String> rows = new ArrayList<>();
    for (RepositoryRule rule : workspace.repositories()) {
      for (Grant grant : rule.grants()) {
        for (Member to : grant.to()) {
          if (grant.expires().isPresent()
              && isSoon(grant.expires().get(), now, until)
              && isAsked(scope, workspace, List.of(rule.pattern()), to.subject())) {
            rows.add(
                Stream.of(
                        grant.expires().get().end(),
                        "grant",
                        to.subject(),
                        grant.role(),
                        rule.pattern(),
                        grant.place().file(),
                        grant.place().line(),
                        grant.reason())
                    .map(String::valueOf)
                    .collect(Collectors.joining(" | ")));
          }
        }
      }
    }
    for (ProtectionException one : workspace.exceptions()) {
      for (Member to : one.to()) {
        if (isSoon(one.expires(), now, until)
            && isAsked(scope, workspace, one.repositories(), to.subject())) {
          String names =
              one.repositories().stream()
                  .map(RepositoryPattern::value)
                  .collect(Collectors.joining(", "));
          rows.add(
              Stream.of(
                      one.expires().end(),
                      "exception",
                      to.subject(),
                      one.fullName(),
                      names,
                      one.place().file(),
                      one.place().line(),
                      one.reason())
                  .map(String::valueOf)
                  .collect(Collectors.joining(" | ")));
        }
      }
    }
    return rows;
  }

  private static boolean isSoon(Expiry expiry, Instant now, Instant until) {
    return now.isBefore(expiry.end()) && !until.isBefore(expiry.end());
  }

  private static boolean isAsked(
      AuditScope scope, Workspace workspace, List<RepositoryPattern> patterns, Subject given) {
    return scope.repository().map(name -> isIn(name, patterns)).orElse(true)
        && scope.subject().map(one -> isIn(one, given, workspace)).orElse(true);
  }

  private static boolean isIn(RepositoryName name, List<RepositoryPattern> patterns) {
    return patterns.stream()
        .anyMatch(one -> NaivePattern.repositoryMatches(one.value(), name.value()));
  }

  private static String text(Map<String, String> row) {
    return Stream.of("ends-at", "kind", "subject", "what", "repository", "file", "line", "reason")
        .map(row::get)
        .collect(Collectors.joining(" | "));
  }

  @Property(tries = 60, seed = SEED, shrinking = ShrinkingMode.OFF)
  void orphans_areWhatIsNobodysOrOfNoRepository(
      @ForAll("workspaces") Workspace workspace, @ForAll("salts") int salt) throws IOException {
    Revisions sample = Revisions.sample(workspace, salt);
    ViewContext context =
        new ViewContext(PolicyIndex.of(workspace), "", sample.now(), AuditScope.ALL, Evidence.NONE);

    List<Map<String, String>> rows = ReportCells.rows(OrphanView.of(context));

    assertThat(rows)
        .extracting(
            row ->
                String.join(
                    " | ", row.get("kind"), row.get("name"), row.get("line"), row.get("why")))
        .containsExactlyInAnyOrderElementsOf(orphans(workspace, sample.now()));
    ReferenceInterpreter interpreter = new ReferenceInterpreter(workspace);
    Set<String> nothing =
        rows.stream()
            .filter(row -> Set.of("user", "service").contains(row.get("kind")))
            .map(row -> row.getOrDefault("name", ""))
            .collect(Collectors.toSet());
    for (Question question : sample.questions()) {
      if (nothing.contains(question.subject().toString())
          && interpreter.decide(question).isAllowed()) {
        Question ofEverybody =
            new Question(
                ANONYMOUS,
                question.action(),
                question.repository(),
                Optional.empty(),
                sample.now());
        assertThat(interpreter.decide(ofEverybody).isAllowed()).as("%s", question).isTrue();
      }
    }
  }

  private static List<String> orphans(Workspace workspace, Instant now) {
    List<String> rows = new ArrayList<>();
    for (Team team : workspace.teams()) {
      if (inside(team.subject(), workspace).isEmpty()) {
        rows.add(row("team", team.subject(), team.place().line(), "nobody is in it"));
      }
    }
    workspace.users().stream()
        .filter(user -> hasNothing(user.subject(), workspace, now))
        .forEach(user -> rows.add(ofNothing("user", user.subject(), user.place().line())));
    workspace.services().stream()
        .filter(one -> hasNothing(one.subject(), workspace, now))
        .forEach(one -> rows.add(ofNothing("service", one.subject(), one.place().line())));
    for (RepositoryRule rule : workspace.repositories()) {
      boolean isOfNone =
          workspace.repositories().stream()
              .filter(RepositoryRule::declared)
              .map(one -> new RepositoryName(one.pattern().value()))
              .noneMatch(name -> isIn(name, List.of(rule.pattern())));
      for (Grant grant : rule.grants()) {
        for (Member to : isInForce(grant, now) ? grant.to() : List.<Member>of()) {
          String name = grant.role() + " to " + to.subject() + " on " + rule.pattern();
          int line = grant.place().line();
          if (!to.subject().equals(ANONYMOUS) && inside(to.subject(), workspace).isEmpty()) {
            rows.add(row("grant", name, line, "nobody is in " + to.subject()));
          }
          if (isOfNone) {
            rows.add(row("grant", name, line, "it matches no repository that there is"));
          }
        }
      }
    }
    return rows;
  }

  private static String ofNothing(String kind, Subject subject, int line) {
    return row(kind, subject, line, "it has nothing that not everybody has");
  }

  private static String row(String kind, Object name, int line, String why) {
    return String.join(" | ", kind, name.toString(), Integer.toString(line), why);
  }

  private static boolean isInForce(Grant grant, Instant now) {
    return grant.expires().map(one -> now.isBefore(one.end())).orElse(true);
  }

  private static boolean hasNothing(Subject subject, Workspace workspace, Instant now) {
    boolean isGranted =
        workspace.repositories().stream()
            .flatMap(rule -> rule.grants().stream())
            .filter(grant -> isInForce(grant, now))
            .flatMap(grant -> grant.to().stream())
            .map(Member::subject)
            .anyMatch(to -> !to.equals(ANONYMOUS) && isIn(subject, to, workspace));
    boolean isOfOrganization =
        workspace.organizations().stream()
            .anyMatch(
                one ->
                    one.owners().stream().anyMatch(owner -> owner.subject().equals(subject))
                        || (one.defaultRole() != Role.NONE
                            && isIn(subject, one.subject(), workspace)));
    return !isGranted && !isOfOrganization;
  }

  private static boolean isIn(Subject subject, Subject group, Workspace workspace) {
    return group.equals(ANONYMOUS)
        || group.equals(subject)
        || inside(group, workspace).contains(subject)
        || teamsIn(group, workspace).contains(subject);
  }

  /** The users and services in a subject. */
  private static Set<Subject> inside(Subject group, Workspace workspace) {
    Set<Subject> all = new TreeSet<>();
    if (group instanceof Subject.User || group instanceof Subject.Service) {
      all.add(group);
    }
    for (Team team : workspace.teams()) {
      if (team.subject().equals(group)) {
        team.members().forEach(member -> all.addAll(inside(member.subject(), workspace)));
      }
    }
    for (Organization one : workspace.organizations()) {
      if (one.subject().equals(group)) {
        one.owners().forEach(owner -> all.add(owner.subject()));
        one.members().forEach(member -> all.add(member.subject()));
      }
    }
    return all;
  }

  private static Set<Subject> teamsIn(Subject group, Workspace workspace) {
    Set<Subject> all = new TreeSet<>(List.of(group));
    for (Team team : workspace.teams()) {
      if (team.subject().equals(group)) {
        team.members().forEach(member -> all.addAll(teamsIn(member.subject(), workspace)));
      }
    }
    return all;
  }

  @Property(tries = 30, seed = SEED, shrinking = ShrinkingMode.OFF)
  void unused_isEveryRowWithoutAUse(
      @ForAll("workspaces") Workspace generated, @ForAll("salts") int salt) throws IOException {
    Workspace workspace = behindOneGateway(generated);
    for (int round = 0; round < ROUNDS; round++) {
      Revisions sample = Revisions.sample(workspace, salt + round);
      Random random = new Random(salt + round);
      ReferenceInterpreter interpreter = new ReferenceInterpreter(workspace);
      Map<UseLog.Use, Instant> uses = new TreeMap<>();
      for (Question question : sample.questions()) {
        if (random.nextInt(40) == 0 && interpreter.decide(question).isAllowed()) {
          uses.put(
              new UseLog.Use(question.subject(), question.action(), question.repository()),
              sample.now());
        }
      }
      UseLog log =
          new UseLog(
              List.of(new UseLog.Log("g1", new TreeSet<>(List.of("all")), "")),
              sample.now(),
              sample.now(),
              new TreeMap<>(uses),
              new TreeSet<>(),
              List.of(),
              List.of());
      PolicyIndex index = PolicyIndex.of(workspace);
      ViewContext context = new ViewContext(index, "", sample.now(), AuditScope.ALL, Evidence.NONE);
      List<AuditRow> rows = new ArrayList<>();
      new AuditReport(index, "", sample.now(), AuditScope.ALL, Optional.empty()).forEach(rows::add);

      assertThat(ReportCells.rows(UnusedView.of(context, log).report()))
          .extracting(
              row ->
                  Stream.of("repository", "subject", "action", "rule", "file", "line")
                      .map(row::get)
                      .toList())
          .containsExactlyElementsOf(
              rows.stream()
                  .filter(row -> row.action() != Action.ADMINISTER)
                  .filter(row -> uses.keySet().stream().noneMatch(use -> isUse(use, row)))
                  .map(EndingViewsPropertyTest::cells)
                  .distinct()
                  .toList());
    }
  }

  /** The same with one registry, which holds everything and is reached through a gateway alone. */
  private static Workspace behindOneGateway(Workspace one) {
    return new Workspace(
        one.settings(),
        one.organizations(),
        one.teams(),
        one.services(),
        one.users(),
        one.repositories(),
        one.protections(),
        one.exceptions(),
        List.of(
            new Registry(
                new Place("registries.yaml", 1, 1),
                "all",
                Registry.Type.DISTRIBUTION,
                List.of(new RepositoryPattern("**")),
                Registry.Mode.OBSERVE,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of())));
  }

  private static boolean isUse(UseLog.Use use, AuditRow row) {
    return use.action() == row.action()
        && isIn(use.repository(), List.of(row.repository()))
        && (row.subject().equals(ANONYMOUS) || row.subject().equals(use.subject()));
  }

  private static List<String> cells(AuditRow row) {
    return List.of(
        row.repository().value(),
        row.subject().toString(),
        row.action().toString(),
        row.rule(),
        row.place().orElseThrow().file(),
        Integer.toString(row.place().orElseThrow().line()));
  }
}
