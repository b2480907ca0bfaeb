package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A protection as the index holds it, with the exceptions that lift it. */
final class Guard {
  private static final Protection.Rule[] RULES = Protection.Rule.values();

  private final Protection protection;
  private final int rank;
  private final int[] to;
  private final Rule rule;
  private final Decision.Denied denied;
  private final List<Release> releases = new ArrayList<>(0);

  /** An exception with the numbers of its subjects. */
  private static final class Release {
    final ProtectionException exception;
    final int[] to;

    Release(ProtectionException exception, int[] to) {
      this.exception = exception;
      this.to = to;
    }

    boolean reaches(RepositoryName repository, Tag tag, Instant now) {
      return exception.expires().isInForceAt(now) && exception.covers(repository, tag);
    }
  }

  /** Whether some protection could have something to say about an action. */
  static boolean canConcern(Action action) {
    for (Protection.Rule rule : RULES) {
      if (rule.concerns(action)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A guard.
   *
   * @param rank its place among all protections, in the order of their places
   * @param to the numbers of those whom it lets pass
   */
  Guard(Protection protection, int rank, int[] to) {
    this.protection = protection;
    this.rank = rank;
    this.to = to;
    this.rule =
        new Rule(
            Rule.Kind.PROTECTION,
            "protection " + protection.fullName() + " (" + protection.rule() + ")",
            Optional.of(protection.place()));
    this.denied = new Decision.Denied(rule);
  }

  /** Adds an exception; those of earlier places first. Only while the index is built. */
  void add(ProtectionException exception, int[] subjects) {
    releases.add(new Release(exception, subjects));
  }

  Protection protection() {
    return protection;
  }

  int rank() {
    return rank;
  }

  Rule rule() {
    return rule;
  }

  /** The answer where it refuses. */
  Decision.Denied denied() {
    return denied;
  }

  boolean denies() {
    return protection.enforcement() == Protection.Enforcement.DENY;
  }

  boolean covers(Tag tag) {
    for (TagPattern pattern : protection.tags()) {
      if (pattern.matches(tag)) {
        return true;
      }
    }
    return false;
  }

  boolean concerns(Action action, Tag tag) {
    return protection.rule().concerns(action) && covers(tag);
  }

  boolean letsPass(Principal principal) {
    return principal.isInAny(to);
  }

  /** Whether it refuses, or would if it did more than warn, in a repository that it reaches. */
  boolean refuses(Principal principal, Question question, Tag tag) {
    return concerns(question.action(), tag)
        && !letsPass(principal)
        && !releases(principal, question.repository(), tag, question.now());
  }

  private boolean releases(Principal principal, RepositoryName repository, Tag tag, Instant now) {
    for (Release release : releases) {
      if (principal.isInAny(release.to) && release.reaches(repository, tag, now)) {
        return true;
      }
    }
    return false;
  }

  /** Those whom it lets pass, by number: its own list, and that of each exception in force. */
  IntStream passing(RepositoryName repository, Tag tag, Instant now) {
    return IntStream.concat(
        IntStream.of(to),
        releases.stream()
            .filter(release -> release.reaches(repository, tag, now))
            .flatMapToInt(release -> IntStream.of(release.to)));
  }

  /** The exceptions that lift it somewhere for somebody now, by place. */
  List<ProtectionException> lifting(Principal principal, Instant now) {
    return releases.stream()
        .filter(release -> principal.isInAny(release.to))
        .map(release -> release.exception)
        .filter(exception -> exception.expires().isInForceAt(now))
        .toList();
  }
}
