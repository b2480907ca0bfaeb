package dev.portwrit.admission;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the policy in force says to one subject about one tag, at one instant.
 *
 * @param subject who asks
 * @param repository where
 * @param tag which tag
 * @param pushRole whether the subject has a role that pushes in the repository, whatever the tag
 * @param deleteRole whether it has a role that deletes there, whatever the tag
 * @param protections those that cover the tag, whoever asks, by place; those that only warn too
 */
public record TagRules(
    Subject subject,
    RepositoryName repository,
    Tag tag,
    Decision pushRole,
    Decision deleteRole,
    List<ProtectionStanding> protections) {
  /** Copies the list. */
  public TagRules {
    protections = List.copyOf(protections);
  }

  /**
   * Asks an index.
   *
   * @param index the policy in force
   * @param subject who asks
   * @param repository where
   * @param tag which tag
   * @param now the instant at which expiry is judged
   * @return what it says
   */
  public static TagRules of(
      PolicyIndex index, Subject subject, RepositoryName repository, Tag tag, Instant now) {
    List<ProtectionStanding> standings = new ArrayList<>();
    for (Protection protection : index.protectionsOf(repository, tag)) {
      boolean named =
          protection.to().stream()
              .anyMatch(to -> !index.memberships().path(subject, to.subject()).isEmpty());
      standings.add(
          new ProtectionStanding(
              protection,
              named,
              index.exceptionsInForce(subject, repository, tag, protection, now)));
    }
    return new TagRules(
        subject,
        repository,
        tag,
        role(index, subject, Action.PUSH, repository, now),
        role(index, subject, Action.DELETE, repository, now),
        standings);
  }

  private static Decision role(
      PolicyIndex index, Subject subject, Action action, RepositoryName repository, Instant now) {
    return index.decide(new Question(subject, action, repository, Optional.empty(), now));
  }

  /**
   * Whether a protection that refuses covers the tag, whoever asks. Where none does, the table of
   * the ledger does not apply.
   *
   * @return false also if protections only warn
   */
  public boolean isProtected() {
    return protections.stream().anyMatch(ProtectionStanding::isEnforced);
  }

  /**
   * Whether any protection covers the tag, one that only warns too, so that the registry has to be
   * read before there is an answer.
   *
   * @return true if so
   */
  public boolean isCovered() {
    return !protections.isEmpty();
  }

  /**
   * The exceptions that the subject makes use of when it moves or deletes the tag.
   *
   * @return by place of the protection, at most one each
   */
  public List<Lift> lifts() {
    List<Lift> lifts = new ArrayList<>();
    for (ProtectionStanding standing : protections) {
      if (standing.isEnforced()) {
        standing.lift().ifPresent(lifts::add);
      }
    }
    return lifts;
  }
}
