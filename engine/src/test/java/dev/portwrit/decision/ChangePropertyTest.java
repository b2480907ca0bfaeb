package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What "would be allowed if" says is true: the change is made, and the question asked again. */
class ChangePropertyTest {
  private static final Place NEW = new Place("new.yaml", 1, 1);

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 300)
  void allowedIf_changesMade_theAnswerIsYes(@ForAll("scenarios") Scenario scenario) {
    PolicyIndex index = PolicyIndex.of(scenario.workspace());
    for (Question question : scenario.questions()) {
      Explanation explanation = index.explain(question);
      for (List<Change> choice : choices(explanation.allowedIf())) {
        Workspace changed = scenario.workspace();
        for (Change change : choice) {
          changed = made(change, changed);
          Statistics.collect(change.getClass().getSimpleName());
        }
        assertThat(new ReferenceInterpreter(changed).decide(question).isAllowed())
            .as("%s after %s", question, choice)
            .isTrue();
      }
    }
  }

  /** Each change of each list once, with the first of the other lists. */
  private static List<List<Change>> choices(List<List<Change>> all) {
    List<List<Change>> choices = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Change change : all.get(i)) {
        List<Change> choice = new ArrayList<>(all.stream().map(list -> list.get(0)).toList());
        choice.set(i, change);
        choices.add(choice);
      }
    }
    return choices;
  }

  private static Workspace made(Change change, Workspace workspace) {
    if (change instanceof Change.Join join) {
      return withTeams(workspace, team -> joined(team, join));
    }
    if (change instanceof Change.Enroll enroll) {
      return withOrganizations(workspace, organization -> enrolled(organization, enroll));
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
    Change.Release release = (Change.Release) change;
    ProtectionException exception =
        new ProtectionException(
            NEW,
            release.protection().organization(),
            "new",
            release.protection().fullName(),
            List.of(RepositoryPattern.of(release.repository())),
            List.of(TagPattern.of(release.tag().value())),
            List.of(new Member(release.subject(), NEW)),
            Expiry.endOf(LocalDate.parse("2999-01-01")),
            "because");
    return with(workspace, workspace.repositories(), plus(workspace.exceptions(), exception));
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
