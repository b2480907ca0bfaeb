package dev.portwrit.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a policy's meaning that need no second opinion. */
class LawsPropertyTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Provide
  Arbitrary<Integer> salts() {
    return Arbitraries.integers().between(0, 9999);
  }

  @Property(tries = 300)
  void decide_withoutOneDocumentThatGives_neverAllowsMore(
      @ForAll("scenarios") Scenario scenario, @ForAll("salts") int salt) {
    Workspace all = scenario.workspace();
    Workspace fewer =
        with(all, without(all.repositories(), salt), all.protections(), all.exceptions());

    assertNoWider(fewer, all, scenario.questions());
  }

  @Property(tries = 300)
  void decide_withoutOneException_neverAllowsMore(
      @ForAll("scenarios") Scenario scenario, @ForAll("salts") int salt) {
    Workspace all = scenario.workspace();
    Workspace fewer =
        with(all, all.repositories(), all.protections(), without(all.exceptions(), salt));

    assertNoWider(fewer, all, scenario.questions());
  }

  @Property(tries = 300)
  void decide_withoutOneProtection_neverAllowsLess(
      @ForAll("scenarios") Scenario scenario, @ForAll("salts") int salt) {
    Workspace all = scenario.workspace();
    Workspace fewer =
        with(all, all.repositories(), without(all.protections(), salt), all.exceptions());

    assertNoWider(all, fewer, scenario.questions());
  }

  @Property(tries = 300)
  void decide_listsInAnotherOrder_answersTheSame(
      @ForAll("scenarios") Scenario scenario, @ForAll("salts") int salt) {
    assertSame(scenario.workspace(), shuffled(scenario.workspace(), salt), scenario.questions());
  }

  @Property(tries = 300)
  void decide_everythingSaidTwice_answersTheSame(@ForAll("scenarios") Scenario scenario) {
    assertSame(scenario.workspace(), doubled(scenario.workspace()), scenario.questions());
  }

  @Property(tries = 200)
  void explain_sameWorkspaceTwice_givesTheSameLines(@ForAll("scenarios") Scenario scenario) {
    PolicyIndex once = PolicyIndex.of(scenario.workspace());
    PolicyIndex again = PolicyIndex.of(shuffled(scenario.workspace(), 7));

    for (Question question : scenario.questions()) {
      assertThat(ExplanationText.lines(again.explain(question)))
          .isEqualTo(ExplanationText.lines(once.explain(question)));
    }
  }

  private static void assertNoWider(Workspace narrow, Workspace wide, List<Question> questions) {
    PolicyIndex narrowIndex = PolicyIndex.of(narrow);
    PolicyIndex wideIndex = PolicyIndex.of(wide);
    for (Question question : questions) {
      if (narrowIndex.decide(question).isAllowed()) {
        assertThat(wideIndex.decide(question).isAllowed()).as("%s", question).isTrue();
      }
    }
  }

  private static void assertSame(Workspace one, Workspace other, List<Question> questions) {
    PolicyIndex oneIndex = PolicyIndex.of(one);
    PolicyIndex otherIndex = PolicyIndex.of(other);
    for (Question question : questions) {
      assertThat(otherIndex.decide(question))
          .as("%s", question)
          .isEqualTo(oneIndex.decide(question));
      assertThat(
              otherIndex.whoCan(
                  question.action(), question.repository(), question.tag(), question.now()))
          .isEqualTo(
              oneIndex.whoCan(
                  question.action(), question.repository(), question.tag(), question.now()));
    }
  }

  private static <T> List<T> without(List<T> all, int index) {
    List<T> fewer = new ArrayList<>(all);
    if (!fewer.isEmpty()) {
      fewer.remove(index % fewer.size());
    }
    return fewer;
  }

  private static Workspace with(
      Workspace w,
      List<RepositoryRule> repositories,
      List<Protection> protections,
      List<ProtectionException> exceptions) {
    return new Workspace(
        w.settings(),
        w.organizations(),
        w.teams(),
        w.services(),
        w.users(),
        repositories,
        protections,
        exceptions,
        w.registries());
  }

  private static Workspace shuffled(Workspace w, int salt) {
    Random random = new Random(salt);
    return new Workspace(
        w.settings(),
        shuffled(w.organizations(), random),
        shuffled(w.teams().stream().map(team -> withMembers(team, random)).toList(), random),
        shuffled(w.services(), random),
        shuffled(w.users(), random),
        shuffled(w.repositories().stream().map(r -> withGrants(r, random)).toList(), random),
        shuffled(w.protections(), random),
        shuffled(w.exceptions(), random),
        w.registries());
  }

  private static Team withMembers(Team team, Random random) {
    return new Team(
        team.place(),
        team.subject(),
        team.description(),
        shuffled(team.members(), random),
        team.accounts());
  }

  private static RepositoryRule withGrants(RepositoryRule rule, Random random) {
    return new RepositoryRule(
        rule.place(),
        rule.pattern(),
        rule.declared(),
        rule.description(),
        rule.publicPlace(),
        shuffled(rule.grants(), random));
  }

  private static Workspace doubled(Workspace w) {
    return new Workspace(
        w.settings(),
        w.organizations().stream().map(LawsPropertyTest::withDoubledRoster).toList(),
        w.teams(),
        w.services(),
        w.users(),
        doubled(w.repositories().stream().map(LawsPropertyTest::withDoubledGrants).toList()),
        w.protections(),
        doubled(w.exceptions()),
        w.registries());
  }

  private static Organization withDoubledRoster(Organization o) {
    return new Organization(
        o.place(),
        o.name(),
        o.description(),
        doubled(o.namespaces()),
        doubled(o.owners()),
        doubled(o.members()),
        o.defaultRole(),
        o.defaultPlace());
  }

  private static RepositoryRule withDoubledGrants(RepositoryRule rule) {
    List<Grant> doubled =
        doubled(rule.grants()).stream()
            .map(g -> new Grant(g.place(), g.role(), doubled(g.to()), g.expires(), g.reason()))
            .toList();
    return new RepositoryRule(
        rule.place(),
        rule.pattern(),
        rule.declared(),
        rule.description(),
        rule.publicPlace(),
        doubled);
  }

  private static <T> List<T> doubled(List<T> once) {
    List<T> twice = new ArrayList<>(once);
    twice.addAll(once);
    return twice;
  }

  private static <T> List<T> shuffled(List<T> all, Random random) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
