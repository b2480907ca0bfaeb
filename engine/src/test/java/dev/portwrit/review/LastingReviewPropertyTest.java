package dev.portwrit.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.model.NaivePattern;
import dev.portwrit.model.OtherEnds;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Revisions;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.region.Spot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * What a review from an instant on says, against the reference interpreter at each instant at which
 * something ends and around it: each question is in a change from the first instant on at which its
 * answers differ, and every witness replays at its own.
 */
class LastingReviewPropertyTest {
  private static final Instant EARLY = Instant.parse("2026-06-14T09:00:00Z");
  private static final int ASKED = 400;

  /** Two states, the instant of the review and the instants to ask at, in order. */
  private record Lasting(
      Revisions revisions, Instant now, NavigableSet<Instant> instants, int salt) {}

  @Provide
  Arbitrary<Lasting> lasting() {
    return Combinators.combine(
            Scenarios.revisions(),
            Arbitraries.of(0, 0, 1, 2),
            Arbitraries.integers().between(0, 9999))
        .as(LastingReviewPropertyTest::lasting);
  }

  private static Lasting lasting(Revisions was, int kind, int salt) {
    Workspace other = kind == 0 ? was.before() : was.after();
    Workspace after = kind == 2 ? other : OtherEnds.of(other, salt);
    Instant now = salt % 3 == 0 ? was.now() : EARLY;
    NavigableSet<Instant> instants = new TreeSet<>(ends(was.before()));
    instants.addAll(ends(after));
    Set.copyOf(instants).forEach(end -> instants.add(end.minusNanos(1)));
    Set.copyOf(instants).forEach(end -> instants.add(end.plusSeconds(1)));
    instants.add(now);
    return new Lasting(
        Revisions.between(was.before(), after), now, instants.tailSet(now, true), salt);
  }

  private static Set<Instant> ends(Workspace workspace) {
    Set<Instant> ends = new TreeSet<>();
    for (Entitlement one : PolicyIndex.of(workspace).entitlements()) {
      one.expires().ifPresent(expiry -> ends.add(expiry.end()));
    }
    for (ProtectionException one : workspace.exceptions()) {
      ends.add(one.expires().end());
    }
    return ends;
  }

  @Property(tries = 200)
  void review_anyQuestion_isInAChangeFromTheFirstInstantOnAtWhichItsAnswersDiffer(
      @ForAll("lasting") Lasting lasting) {
    ReferenceInterpreter before = new ReferenceInterpreter(lasting.revisions().before());
    ReferenceInterpreter after = new ReferenceInterpreter(lasting.revisions().after());
    Review review = review(lasting);
    Set<Subject> named = new TreeSet<>(before.everybody());
    named.addAll(after.everybody());
    List<Question> all = lasting.revisions().questions();
    Random random = new Random(lasting.salt());

    for (int i = 0; i < ASKED; i++) {
      Question asked = all.get(random.nextInt(all.size()));
      Subject subject = named.contains(asked.subject()) ? asked.subject() : new Subject.Anonymous();
      Optional<Instant> gained = Optional.empty();
      Optional<Instant> lost = Optional.empty();
      for (Instant instant : lasting.instants()) {
        boolean could = before.decide(at(asked, instant)).isAllowed();
        boolean can = after.decide(at(asked, instant)).isAllowed();
        gained = gained.or(() -> Optional.of(instant).filter(one -> can && !could));
        lost = lost.or(() -> Optional.of(instant).filter(one -> could && !can));
      }

      assertThat(first(review.expands(), subject, asked, lasting.now()))
          .as("expands %s in %s", asked, review)
          .isEqualTo(gained);
      assertThat(first(review.restricts(), subject, asked, lasting.now()))
          .as("restricts %s in %s", asked, review)
          .isEqualTo(lost);
      gained.ifPresent(from -> checkProtected(review.expands(), subject, asked, from, lasting));
      lost.ifPresent(from -> checkProtected(review.restricts(), subject, asked, from, lasting));
      Statistics.label("gained").collect(when(gained, lasting.now()));
      Statistics.label("lost").collect(when(lost, lasting.now()));
    }
    for (String label : List.of("gained", "lost")) {
      Statistics.label(label)
          .coverage(
              found -> {
                found.check("now").count(n -> n > 200);
                found.check("later").count(n -> n > 100);
              });
    }
    Statistics.label("protected").coverage(found -> found.check("later").count(n -> n > 0));
  }

  // Of a tag that a protection covers on either side, it is marked from the same instant on.
  private static void checkProtected(
      List<Change> changes, Subject subject, Question asked, Instant from, Lasting lasting) {
    if (isCovered(lasting.revisions().before(), asked)
        || isCovered(lasting.revisions().after(), asked)) {
      assertThat(
              AskedChanges.with(changes, subject, asked)
                  .filter(one -> one.from().orElse(lasting.now()).equals(from)))
          .as("%s from %s on in %s", asked, from, lasting)
          .anyMatch(Change::protectedTags);
      Statistics.label("protected").collect(from.equals(lasting.now()) ? "now" : "later");
    }
  }

  private static boolean isCovered(Workspace workspace, Question asked) {
    return asked.tag().isPresent()
        && workspace.protections().stream()
            .filter(one -> one.enforcement() == Protection.Enforcement.DENY)
            .filter(one -> one.rule().concerns(asked.action()))
            .anyMatch(
                one ->
                    one.repositories().stream()
                            .anyMatch(
                                pattern ->
                                    NaivePattern.repositoryMatches(
                                        pattern.value(), asked.repository().value()))
                        && one.tags().stream()
                            .anyMatch(
                                pattern ->
                                    NaivePattern.tagMatches(
                                        pattern.value(), asked.tag().get().value())));
  }

  private static String when(Optional<Instant> first, Instant now) {
    return first.map(instant -> instant.equals(now) ? "now" : "later").orElse("never");
  }

  private static Optional<Instant> first(
      List<Change> changes, Subject subject, Question asked, Instant now) {
    return AskedChanges.with(changes, subject, asked)
        .map(change -> change.from().orElse(now))
        .min(Comparator.naturalOrder());
  }

  @Property(tries = 200)
  void review_whatIsProtected_isNearAProtection(@ForAll("lasting") Lasting lasting) {
    Review review = review(lasting);
    List<Protection> all = new ArrayList<>(lasting.revisions().before().protections());
    all.addAll(lasting.revisions().after().protections());

    for (Change change : concat(review.expands(), review.restricts())) {
      if (change.protectedTags()) {
        assertThat(all)
            .as("%s", change)
            .anyMatch(
                one ->
                    change.actions().stream().anyMatch(one.rule()::concerns)
                        && one.repositories().stream()
                            .anyMatch(
                                pattern ->
                                    change.region().box().repositories().stream()
                                        .allMatch(pattern::overlaps)));
      }
      Statistics.label("marked")
          .collect(change.protectedTags(), change.from().isPresent() ? "later" : "now");
    }
    Statistics.label("marked").coverage(found -> found.check(true, "later").count(n -> n > 5));
  }

  private static List<Change> concat(List<Change> some, List<Change> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  @Property(tries = 200)
  void review_everyWitness_isAnsweredDifferentlyAtItsInstant(@ForAll("lasting") Lasting lasting) {
    ReferenceInterpreter before = new ReferenceInterpreter(lasting.revisions().before());
    ReferenceInterpreter after = new ReferenceInterpreter(lasting.revisions().after());
    Review review = review(lasting);

    review.expands().forEach(one -> replay(one, before, after, lasting.now()));
    review.restricts().forEach(one -> replay(one, after, before, lasting.now()));

    assertThat(review.isComplete()).isTrue();
  }

  private static void replay(
      Change change, ReferenceInterpreter denying, ReferenceInterpreter allowing, Instant now) {
    Spot spot = change.witness();
    Instant instant = change.from().orElse(now);
    for (Subject subject : change.subjects()) {
      for (Action action : change.actions()) {
        Question question = new Question(subject, action, spot.repository(), spot.tag(), instant);
        assertThat(denying.decide(question).isAllowed()).as("%s: %s", question, change).isFalse();
        assertThat(allowing.decide(question).isAllowed()).as("%s: %s", question, change).isTrue();
      }
    }
    Statistics.label("from").collect(change.from().isPresent());
    Statistics.label("from").coverage(found -> found.check(true).percentage(share -> share > 1));
  }

  @Property(tries = 100)
  void review_saysOfItsOwnInstantWhatAReviewOfItAloneSays(@ForAll("lasting") Lasting lasting) {
    PolicyIndex before = PolicyIndex.of(lasting.revisions().before());
    PolicyIndex after = PolicyIndex.of(lasting.revisions().after());

    Review review = AccessReview.fromNowOn(before, after, lasting.now());
    Review alone = AccessReview.of(before, after, lasting.now());

    // Lists of subjects of two reviews are equal by their texts alone.
    assertThat(now(review.expands())).hasToString(alone.expands().toString());
    assertThat(now(review.restricts())).hasToString(alone.restricts().toString());
    assertThat(review.moved()).hasToString(alone.moved().toString());
    assertThat(review.unchanged()).isEqualTo(alone.unchanged());
    assertThat(AccessReview.gainedFromNowOn(before, after, lasting.now()).expands())
        .hasToString(review.expands().toString());
    assertThat(AccessReview.fromNowOn(after, after, lasting.now()).isSame()).isTrue();
  }

  private static List<Change> now(List<Change> changes) {
    return changes.stream().filter(one -> one.from().isEmpty()).toList();
  }

  private static Question at(Question asked, Instant instant) {
    return new Question(asked.subject(), asked.action(), asked.repository(), asked.tag(), instant);
  }

  private static Review review(Lasting lasting) {
    return AccessReview.fromNowOn(
        PolicyIndex.of(lasting.revisions().before()),
        PolicyIndex.of(lasting.revisions().after()),
        lasting.now());
  }
}
