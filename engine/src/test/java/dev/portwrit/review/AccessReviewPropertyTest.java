package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.ScatteredWorkspace;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.region.Spot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/**
 * What a review says of two revisions against the reference interpreter: nothing missed, nothing
 * invented, every witness replays.
 */
class AccessReviewPropertyTest {
  @Provide
  Arbitrary<Revisions> revisions() {
    return Scenarios.revisions();
  }

  @Property(tries = 300)
  void review_anyQuestion_isInAChangeExactlyIfItsAnswerDiffers(
      @ForAll("revisions") Revisions revisions) {
    ReferenceInterpreter before = new ReferenceInterpreter(revisions.before());
    ReferenceInterpreter after = new ReferenceInterpreter(revisions.after());
    Review review = review(revisions);
    Set<Subject> named =
        Set.copyOf(
            Stream.concat(before.everybody().stream(), after.everybody().stream())
                .collect(Collectors.toSet()));

    for (Question question : revisions.questions()) {
      boolean could = before.decide(question).isAllowed();
      boolean can = after.decide(question).isAllowed();
      Subject subject =
          named.contains(question.subject()) ? question.subject() : new Subject.Anonymous();

      assertThat(AskedChanges.isIn(review.expands(), subject, question))
          .as("expands %s in %s", question, review)
          .isEqualTo(can && !could);
      assertThat(AskedChanges.isIn(review.restricts(), subject, question))
          .as("restricts %s in %s", question, review)
          .isEqualTo(could && !can);
      Statistics.label("answers")
          .collect(could ? can ? "kept" : "lost" : can ? "gained" : "denied");
    }
    Statistics.label("answers")
        .coverage(
            found -> {
              found.check("gained").percentage(share -> share > 1);
              found.check("lost").percentage(share -> share > 1);
              found.check("kept").percentage(share -> share > 1);
            });
  }

  @Property(tries = 300)
  void review_everyWitness_isAnsweredDifferently(@ForAll("revisions") Revisions revisions) {
    ReferenceInterpreter before = new ReferenceInterpreter(revisions.before());
    ReferenceInterpreter after = new ReferenceInterpreter(revisions.after());
    Review review = review(revisions);

    for (Change change : review.expands()) {
      for (Question question :
          replayed(change.subjects(), change.actions(), change.witness(), revisions)) {
        assertThat(before.decide(question).isAllowed())
            .as("%s before: %s", question, change)
            .isFalse();
        assertThat(after.decide(question).isAllowed())
            .as("%s after: %s", question, change)
            .isTrue();
      }
    }
    for (Change change : review.restricts()) {
      for (Question question :
          replayed(change.subjects(), change.actions(), change.witness(), revisions)) {
        assertThat(before.decide(question).isAllowed())
            .as("%s before: %s", question, change)
            .isTrue();
        assertThat(after.decide(question).isAllowed())
            .as("%s after: %s", question, change)
            .isFalse();
      }
    }
    for (Move move : review.moved()) {
      for (Question question :
          replayed(move.subjects(), move.actions(), move.witness(), revisions)) {
        assertThat(before.decide(question).isAllowed())
            .as("%s before: %s", question, move)
            .isTrue();
        assertThat(after.decide(question).isAllowed()).as("%s after: %s", question, move).isTrue();
      }
    }
    assertThat(review.unknown()).isEmpty();
    Statistics.label("moved").collect(!review.moved().isEmpty());
    Statistics.label("moved").coverage(found -> found.check(true).percentage(share -> share > 1));
  }

  @Property(tries = 100)
  void review_ofAWorkspaceAndItself_hasNothing(@ForAll("revisions") Revisions revisions) {
    PolicyIndex index = PolicyIndex.of(revisions.after());

    Review review = AccessReview.of(index, index, revisions.now());

    assertThat(review.isSame()).isTrue();
    assertThat(review.moved()).isEmpty();
  }

  @Property(tries = 100)
  void review_turnedRound_isTheSameTurnedRound(@ForAll("revisions") Revisions revisions) {
    PolicyIndex before = PolicyIndex.of(revisions.before());
    PolicyIndex after = PolicyIndex.of(revisions.after());

    Review there = AccessReview.of(before, after, revisions.now());
    Review back = AccessReview.of(after, before, revisions.now());

    assertThat(there.expands().isEmpty()).isEqualTo(back.restricts().isEmpty());
    assertThat(there.restricts().isEmpty()).isEqualTo(back.expands().isEmpty());
    assertThat(there.unchanged() >= 0).isTrue();
  }

  @Property(tries = 150)
  void review_ofFilesThatAreTakenApartOtherwise_andMuchThatStays_saysTheSame(
      @ForAll("revisions") Revisions revisions, @ForAll @IntRange(max = 9999) int salt) {
    Review review = review(revisions);
    PolicyIndex before = PolicyIndex.of(ScatteredWorkspace.of(revisions.before(), salt));
    PolicyIndex after = PolicyIndex.of(ScatteredWorkspace.of(revisions.after(), salt / 2));

    Review scattered = AccessReview.of(before, after, revisions.now());

    Set<Subject> known = Set.copyOf(ScatteredWorkspace.STAYING);
    for (Question question : revisions.questions()) {
      for (Subject subject : List.of(question.subject(), new Subject.Anonymous())) {
        if (!known.contains(subject)) {
          assertThat(AskedChanges.isIn(scattered.expands(), subject, question))
              .as("expands %s in %s", question, scattered)
              .isEqualTo(AskedChanges.isIn(review.expands(), subject, question));
          assertThat(AskedChanges.isIn(scattered.restricts(), subject, question))
              .as("restricts %s in %s", question, scattered)
              .isEqualTo(AskedChanges.isIn(review.restricts(), subject, question));
        }
      }
    }
    assertThat(scattered.isSame()).isEqualTo(review.isSame());
  }

  @Property(tries = 150)
  void review_unchanged_countsEachSubjectActionAndPatternThatBothHave(
      @ForAll("revisions") Revisions revisions, @ForAll @IntRange(max = 9999) int salt) {
    PolicyIndex before = PolicyIndex.of(ScatteredWorkspace.of(revisions.before(), salt));
    PolicyIndex after = PolicyIndex.of(ScatteredWorkspace.of(revisions.after(), salt / 2));

    Review review = AccessReview.of(before, after, revisions.now());

    Set<String> both = edges(before, after, revisions.now());
    both.retainAll(edges(after, before, revisions.now()));
    if (review.moved().isEmpty()) {
      assertThat(review.unchanged()).isEqualTo(both.size());
    } else {
      assertThat(review.unchanged()).isLessThanOrEqualTo(both.size());
    }
    Statistics.label("without moves").collect(review.moved().isEmpty());
    Statistics.label("without moves").coverage(found -> found.check(true).count(n -> n > 20));
  }

  private static Set<String> edges(PolicyIndex of, PolicyIndex other, Instant now) {
    List<Subject> everybody = new ArrayList<>(of.memberships().individuals());
    everybody.addAll(other.memberships().individuals());
    everybody.add(new Subject.Anonymous());
    Set<String> edges = new HashSet<>();
    for (Entitlement one : of.entitlements()) {
      for (Subject subject : everybody) {
        for (Action action : Action.values()) {
          if (one.isInForceAt(now)
              && one.role().holds(action)
              && !of.memberships().path(subject, one.subject()).isEmpty()) {
            edges.add(subject + " " + action + " " + one.repositories());
          }
        }
      }
    }
    return edges;
  }

  private static Review review(Revisions revisions) {
    return AccessReview.of(
        PolicyIndex.of(revisions.before()), PolicyIndex.of(revisions.after()), revisions.now());
  }

  private static List<Question> replayed(
      List<Subject> subjects, List<Action> actions, Spot spot, Revisions revisions) {
    return subjects.stream()
        .flatMap(
            subject ->
                actions.stream()
                    .map(
                        action ->
                            new Question(
                                subject, action, spot.repository(), spot.tag(), revisions.now())))
        .toList();
  }
}
