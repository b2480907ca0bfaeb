package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * What authors gain, against the reference interpreter: now, soon after, and when all has ended.
 */
class SelfGrantsPropertyTest {
  private static final String SEED = "4711";
  private static final Instant BEFORE_ALL = Instant.parse("2026-06-15T00:00:00Z");
  private static final Instant AFTER_ALL = Instant.parse("9000-01-01T00:00:00Z");

  @Provide
  Arbitrary<Revisions> revisions() {
    return Scenarios.revisions();
  }

  @Property(tries = 60, seed = SEED, shrinking = ShrinkingMode.OFF)
  void nobodyGainsAnythingByTheirOwnChange_whoIsNotNamed(@ForAll("revisions") Revisions revisions) {
    check(revisions);
    Statistics.label("authors")
        .coverage(
            found -> {
              found.check("gain").percentage(share -> share > 5);
              found.check("gain nothing").percentage(share -> share > 5);
              found.check("elsewhere").percentage(share -> share < 40);
            });
  }

  @Property(tries = 40, seed = SEED, shrinking = ShrinkingMode.OFF)
  void whoKeepsWhatWasToEnd_isNamed(@ForAll("revisions") Revisions revisions) {
    checkWithout(revisions, false);
  }

  @Property(tries = 25, seed = SEED, shrinking = ShrinkingMode.OFF)
  void whoIsGivenTheSameWithoutAnEndBesideIt_isNamed(@ForAll("revisions") Revisions revisions) {
    checkWithout(revisions, true);
  }

  private static void checkWithout(Revisions revisions, boolean isKept) {
    Workspace endless = endless(revisions.before(), isKept);
    Revisions kept = Revisions.between(revisions.before(), endless);
    check(new Revisions(kept.before(), kept.after(), kept.questions(), BEFORE_ALL));
    Statistics.label("authors")
        .coverage(found -> found.check("gain").percentage(share -> share > 5));
  }

  /** The workspace, in which no grant ends, or each that does is there without an end too. */
  private static Workspace endless(Workspace of, boolean isKept) {
    List<RepositoryRule> rules = new ArrayList<>();
    for (RepositoryRule rule : of.repositories()) {
      List<Grant> grants = new ArrayList<>();
      for (Grant one : rule.grants()) {
        if (isKept && one.expires().isPresent()) {
          grants.add(one);
        }
        grants.add(new Grant(one.place(), one.role(), one.to(), Optional.empty(), one.reason()));
      }
      rules.add(
          new RepositoryRule(
              rule.place(),
              rule.pattern(),
              rule.declared(),
              rule.description(),
              rule.publicPlace(),
              grants));
    }
    return new Workspace(
        of.settings(),
        of.organizations(),
        of.teams(),
        of.services(),
        of.users(),
        rules,
        of.protections(),
        of.exceptions(),
        of.registries());
  }

  private static void check(Revisions revisions) {
    ReferenceInterpreter before = new ReferenceInterpreter(revisions.before());
    ReferenceInterpreter after = new ReferenceInterpreter(revisions.after());
    PolicyIndex old = PolicyIndex.of(revisions.before());
    PolicyIndex young = PolicyIndex.of(revisions.after());
    Map<Subject.User, Boolean> named = new HashMap<>();
    Set<Subject.User> gaining = new TreeSet<>();
    List<Instant> instants =
        List.of(revisions.now(), revisions.now().plus(Duration.ofHours(18)), AFTER_ALL);
    for (Question question : revisions.questions()) {
      if (!(question.subject() instanceof Subject.User author)
          || !before.everybody().contains(author)) {
        continue;
      }
      named.computeIfAbsent(
          author, one -> !SelfGrants.of(old, young, Set.of(one), revisions.now()).isEmpty());
      for (Instant instant : instants) {
        Question then =
            new Question(author, question.action(), question.repository(), question.tag(), instant);
        if (!before.decide(then).isAllowed() && after.decide(then).isAllowed()) {
          gaining.add(author);
          assertThat(named.get(author)).as("%s in %s", then, revisions).isTrue();
        }
      }
    }
    named.forEach(
        (author, is) ->
            Statistics.label("authors")
                .collect(is ? gaining.contains(author) ? "gain" : "elsewhere" : "gain nothing"));
  }

  @Property(tries = 30, seed = SEED, shrinking = ShrinkingMode.OFF)
  void sameTwice_givesNobodyAnything(@ForAll("revisions") Revisions revisions) {
    PolicyIndex index = PolicyIndex.of(revisions.after());
    Set<Subject.User> everybody = new TreeSet<>();
    for (Subject one : index.memberships().individuals()) {
      if (one instanceof Subject.User user) {
        everybody.add(user);
      }
    }
    List<Diagnostic> found = SelfGrants.of(index, index, everybody, revisions.now());
    assertThat(found).isEmpty();
  }
}
