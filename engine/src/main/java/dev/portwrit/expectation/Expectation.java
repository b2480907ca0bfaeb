package dev.portwrit.expectation;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A question with the answer that is expected. */
public sealed interface Expectation {
  /**
   * Where it is written.
   *
   * @return a place in a file of {@code tests/}
   */
  Place place();

  /**
   * The question, as people read it.
   *
   * @return such as {@code can user:bob push acme/pay/api:v1}
   */
  String question();

  /**
   * Why it is expected, in the words of who wrote it.
   *
   * @return one line, empty where nothing is said
   */
  Optional<String> because();

  /**
   * Asks.
   *
   * @param index the compiled workspace
   * @param now the instant at which expiry is judged where the expectation names none
   * @return how the answer differs from the expected one, in one line; empty if it does not
   */
  Optional<String> difference(PolicyIndex index, Instant now);

  /**
   * Somebody may, or may not, do something.
   *
   * @param place where it is written
   * @param subject who asks
   * @param action what for
   * @param repository where
   * @param tag which tag, empty for the role alone
   * @param at the instant at which expiry is judged, empty for that of the run
   * @param allowed the expected answer
   * @param rule words that the decisive rule must have in this order, empty for any rule
   * @param because why, empty where nothing is said
   */
  record Can(
      Place place,
      Subject subject,
      Action action,
      RepositoryName repository,
      Optional<Tag> tag,
      Optional<Instant> at,
      boolean allowed,
      Optional<String> rule,
      Optional<String> because)
      implements Expectation {
    @Override
    public String question() {
      return "can " + subject + " " + action + " " + where(repository, tag);
    }

    @Override
    public Optional<String> difference(PolicyIndex index, Instant now) {
      Decision decision =
          index.decide(new Question(subject, action, repository, tag, at.orElse(now)));
      if (decision instanceof Decision.Indeterminate indeterminate) {
        return Optional.of("it could not be determined: " + indeterminate.cause());
      }
      Rule decisive =
          decision instanceof Decision.Allowed yes
              ? yes.rule()
              : ((Decision.Denied) decision).rule();
      String answer = (decision.isAllowed() ? "allowed by " : "denied by ") + decisive;
      if (decision.isAllowed() != allowed) {
        return Optional.of("expected " + (allowed ? "allow" : "deny") + ", but it is " + answer);
      }
      return rule.filter(words -> !hasWords(decisive.text(), words))
          .map(words -> "expected rule `" + words + "`, but it is " + answer);
    }

    private static boolean hasWords(String text, String words) {
      return (" " + text + " ").contains(" " + words + " ");
    }
  }

  /**
   * These and no others may do something.
   *
   * @param place where it is written
   * @param action what for
   * @param repository where
   * @param tag which tag, empty for the role alone
   * @param at the instant at which expiry is judged, empty for that of the run
   * @param subjects the expected users and services, and {@code anonymous} where everybody may
   * @param because why, empty where nothing is said
   */
  record WhoCan(
      Place place,
      Action action,
      RepositoryName repository,
      Optional<Tag> tag,
      Optional<Instant> at,
      List<Subject> subjects,
      Optional<String> because)
      implements Expectation {
    /** Copies the list. */
    public WhoCan {
      subjects = List.copyOf(subjects);
    }

    @Override
    public String question() {
      return "who-can " + action + " " + where(repository, tag);
    }

    @Override
    public Optional<String> difference(PolicyIndex index, Instant now) {
      List<Subject> actual = index.whoCan(action, repository, tag, at.orElse(now));
      String missing = without(subjects, actual);
      String unexpected = without(actual, subjects);
      if (missing.isEmpty() && unexpected.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          (missing.isEmpty() ? "" : "expected but cannot: " + missing)
              + (missing.isEmpty() || unexpected.isEmpty() ? "" : "; ")
              + (unexpected.isEmpty() ? "" : "not expected but can: " + unexpected));
    }

    private static String without(List<Subject> some, List<Subject> others) {
      TreeSet<Subject> left = new TreeSet<>(some);
      others.forEach(left::remove);
      return String.join(", ", left.stream().map(Subject::toString).toList());
    }
  }

  private static String where(RepositoryName repository, Optional<Tag> tag) {
    return tag.map(some -> repository + ":" + some).orElse(repository.value());
  }
}
