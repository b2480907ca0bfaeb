package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.model.WorkspaceText;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * What "would be allowed if" says is true and can be written: the changes are made, the policies
 * are written as files and compiled, and the question is asked again.
 */
class ChangePropertyTest {
  private static final Place NEW = new Place("new.yaml", 1, 1);
  private static final Expiry LATER = Expiry.endOf(LocalDate.parse("2999-01-01"));

  private final PolicyCompiler compiler = new PolicyCompiler(Set.of());

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 200, seed = "7105")
  void allowedIf_changesMade_theFilesCompileAndTheAnswerIsYes(
      @ForAll("scenarios") Scenario scenario) {
    PolicyIndex index = PolicyIndex.of(scenario.workspace());
    for (Question question : scenario.questions()) {
      Explanation explanation = index.explain(question);
      for (List<Change> changes : together(explanation.allowedIf())) {
        changes.forEach(change -> Statistics.collect(change.getClass().getSimpleName()));
        Compilation compiled = compiled(changes, scenario.workspace());
        assertThat(compiled.problems()).as("%s after %s", question, changes).isEmpty();
        assertThat(isAllowed(question, compiled)).as("%s after %s", question, changes).isTrue();
      }
    }
  }

  @Property(tries = 100, seed = "7106")
  void allowedIf_oneChangeOfAChoiceLeftOut_isNotEnough(@ForAll("scenarios") Scenario scenario) {
    PolicyIndex index = PolicyIndex.of(scenario.workspace());
    for (Question question : scenario.questions()) {
      List<List<Choice>> allowedIf = index.explain(question).allowedIf();
      if (allowedIf.size() == 1) {
        for (Choice choice : allowedIf.get(0)) {
          for (Change left : choice.changes()) {
            List<Change> rest = choice.changes().stream().filter(one -> one != left).toList();
            Compilation compiled = compiled(rest, scenario.workspace());
            assertThat(compiled.workspace().isPresent() && isAllowed(question, compiled))
                .as("%s after %s alone", question, rest)
                .isFalse();
          }
        }
      }
    }
  }

  private Compilation compiled(List<Change> changes, Workspace workspace) {
    Workspace changed = workspace;
    for (Change change : changes) {
      changed = made(change, changed);
    }
    return compiler.compile(WorkspaceText.render(changed));
  }

  private static boolean isAllowed(Question question, Compilation compiled) {
    return new ReferenceInterpreter(compiled.workspace().orElseThrow())
        .decide(question)
        .isAllowed();
  }

  /** The changes of each choice of each list once, with the first of the other lists. */
  private static List<List<Change>> together(List<List<Choice>> all) {
    List<List<Change>> together = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Choice choice : all.get(i)) {
        List<Choice> choices = new ArrayList<>(all.stream().map(list -> list.get(0)).toList());
        choices.set(i, choice);
        together.add(choices.stream().flatMap(one -> one.changes().stream()).distinct().toList());
      }
    }
    return together;
  }

  private static Workspace made(Change change, Workspace workspace) {
    if (change instanceof Change.Join join) {
      return withTeams(workspace, team -> joined(team, join));
    }
    if (change instanceof Change.Enroll enroll) {
      return withOrganizations(workspace, organization -> enrolled(organization, enroll));
    }
    if (change instanceof Change.Define define) {
      return defined(define.subject(), workspace);
    }
    if (change instanceof Change.Renew renew) {
      return withGrants(
          workspace,
          renew.grant().place(),
          g -> new Grant(g.place(), g.role(), g.to(), Optional.empty(), g.reason()));
    }
    if (change instanceof Change.Raise raise) {
      return withGrants(
          workspace,
          raise.grant().place(),
          g -> new Grant(g.place(), raise.role(), g.to(), g.expires(), g.reason()));
    }
    if (change instanceof Change.Give give) {
      Grant grant =
          new Grant(
              NEW, give.role(), List.of(new Member(give.subject(), NEW)), Optional.empty(), "");
      RepositoryRule rule =
          new RepositoryRule(
              NEW,
              RepositoryPattern.of(give.repository()),
              false,
              "",
              Optional.empty(),
              List.of(grant));
      return with(workspace, plus(workspace.repositories(), rule), workspace.exceptions());
    }
    if (change instanceof Change.Prolong prolong) {
      return withException(workspace, prolong.exception(), e -> until(e, LATER, e.to()));
    }
    if (change instanceof Change.Include include) {
      Member more = new Member(include.subject(), NEW);
      return withException(
          workspace, include.exception(), e -> until(e, e.expires(), plus(e.to(), more)));
    }
    Change.Release release = (Change.Release) change;
    ProtectionException exception =
        new ProtectionException(
            NEW,
            release.protection().organization(),
            "new-" + release.protection().name(),
            release.protection().fullName(),
            List.of(RepositoryPattern.of(release.repository())),
            List.of(TagPattern.of(release.tag().value())),
            List.of(new Member(release.subject(), NEW)),
            LATER,
            "because");
    return with(workspace, workspace.repositories(), plus(workspace.exceptions(), exception));
  }

  private static ProtectionException until(ProtectionException e, Expiry expires, List<Member> to) {
    return new ProtectionException(
        e.place(),
        e.organization(),
        e.name(),
        e.protection(),
        e.repositories(),
        e.tags(),
        to,
        expires,
        e.reason());
  }

  private static Workspace withException(
      Workspace w, ProtectionException changed, UnaryOperator<ProtectionException> change) {
    return with(
        w,
        w.repositories(),
        w.exceptions().stream()
            .map(e -> e.fullName().equals(changed.fullName()) ? change.apply(e) : e)
            .toList());
  }

  private static Workspace defined(Subject subject, Workspace w) {
    List<Team> teams =
        subject instanceof Subject.Team team
            ? plus(w.teams(), new Team(NEW, team, "", List.of(), Map.of()))
            : w.teams();
    List<Service> services =
        subject instanceof Subject.Service service
            ? plus(w.services(), new Service(NEW, service, "", Map.of()))
            : w.services();
    return new Workspace(
        w.settings(),
        w.organizations(),
        teams,
        services,
        w.users(),
        w.repositories(),
        w.protections(),
        w.exceptions(),
        w.registries());
  }

  private static Team joined(Team team, Change.Join join) {
    return team.subject().equals(join.team())
        ? new Team(
            team.place(),
            team.subject(),
            "",
            plus(team.members(), new Member(join.subject(), NEW)),
            team.accounts())
        : team;
  }

  private static Organization enrolled(Organization o, Change.Enroll enroll) {
    return new Subject.Organization(o.name()).equals(enroll.organization())
        ? new Organization(
            o.place(),
            o.name(),
            "",
            o.namespaces(),
            o.owners(),
            plus(o.members(), new Member(enroll.subject(), NEW)),
            o.defaultRole(),
            o.defaultPlace())
        : o;
  }

  private static Workspace withTeams(Workspace w, UnaryOperator<Team> change) {
    return new Workspace(
        w.settings(),
        w.organizations(),
        w.teams().stream().map(change).toList(),
        w.services(),
        w.users(),
        w.repositories(),
        w.protections(),
        w.exceptions(),
        w.registries());
  }

  private static Workspace withOrganizations(Workspace w, UnaryOperator<Organization> change) {
    return new Workspace(
        w.settings(),
        w.organizations().stream().map(change).toList(),
        w.teams(),
        w.services(),
        w.users(),
        w.repositories(),
        w.protections(),
        w.exceptions(),
        w.registries());
  }

  private static Workspace withGrants(Workspace w, Place place, UnaryOperator<Grant> change) {
    List<RepositoryRule> rules =
        w.repositories().stream()
            .map(
                rule ->
                    new RepositoryRule(
                        rule.place(),
                        rule.pattern(),
                        rule.declared(),
                        rule.description(),
                        rule.publicPlace(),
                        rule.grants().stream()
                            .map(g -> g.place().equals(place) ? change.apply(g) : g)
                            .toList()))
            .toList();
    return with(w, rules, w.exceptions());
  }

  private static Workspace with(
      Workspace w, List<RepositoryRule> repositories, List<ProtectionException> exceptions) {
    return new Workspace(
        w.settings(),
        w.organizations(),
        w.teams(),
        w.services(),
        w.users(),
        repositories,
        w.protections(),
        exceptions,
        w.registries());
  }

  private static <T> List<T> plus(List<T> some, T more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
