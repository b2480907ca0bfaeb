package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what would make a denied question allowed. Each change it names only adds access, so that
 * one choice of each list together are enough. What the compiler would refuse is not named.
 */
final class ChangeFinder {
  private final Memberships memberships;
  private final List<ProtectionException> exceptions;
  private final Prerequisites prerequisites;
  private final Gains gains;
  private final Question question;

  ChangeFinder(PolicyIndex index, Principals principals, Question question) {
    this.memberships = index.memberships();
    this.exceptions =
        index.workspace().exceptions().stream()
            .sorted(Comparator.comparing(ProtectionException::place))
            .toList();
    this.prerequisites = new Prerequisites(index.workspace());
    this.gains = new Gains(index, principals, question);
    this.question = question;
  }

  /** What would give the action, the smallest choice first; empty if nothing could. */
  List<Choice> forRole(List<Entitlement> reaching) {
    Choices choices = new Choices(gains);
    List<Entitlement> enough =
        reaching.stream().filter(e -> e.role().holds(question.action())).toList();
    for (Entitlement entitlement : enough) {
      if (isMine(entitlement) && !entitlement.isInForceAt(question.now())) {
        choices.add(new Change.Renew(entitlement));
      }
    }
    for (Entitlement entitlement : reaching) {
      if (canBeRaised(entitlement, reaching)) {
        choices.add(new Change.Raise(entitlement, needed()));
      }
    }
    for (Entitlement entitlement : enough) {
      if (!isMine(entitlement) && entitlement.isInForceAt(question.now())) {
        addJoining(entitlement.subject(), Gain.NOTHING, choices);
      }
    }
    if (question.action() == Action.PULL || !(question.subject() instanceof Subject.Anonymous)) {
      addGrant(choices);
    }
    return choices.smallestFirst();
  }

  /** What would make a protection that refuses let it pass, the smallest choice first. */
  List<Choice> forProtection(Protection protection, Tag tag) {
    Choices choices = new Choices(gains);
    for (ProtectionException exception : exceptions) {
      if (exception.protection().equals(protection.fullName())
          && exception.covers(question.repository(), tag)) {
        addException(exception, choices);
      }
    }
    for (Member member : protection.to()) {
      addJoining(member.subject(), gains.passing(protection), choices);
    }
    Subject subject = question.subject();
    choices.add(
        prerequisites.toName(subject, protection.organization()),
        new Change.Release(protection, subject, question.repository(), tag),
        Gain.NOTHING);
    return choices.smallestFirst();
  }

  // No policy can speak of a repository outside every namespace.
  private void addGrant(Choices choices) {
    Subject subject = question.subject();
    prerequisites
        .ownerOf(question.repository())
        .ifPresent(
            owner ->
                choices.add(
                    prerequisites.toName(subject, owner),
                    new Change.Give(needed(), subject, question.repository()),
                    Gain.NOTHING));
  }

  private void addException(ProtectionException exception, Choices choices) {
    if (!exception.expires().isInForceAt(question.now())) {
      if (exception.to().stream().anyMatch(member -> isIn(member.subject()))) {
        choices.add(new Change.Prolong(exception));
      }
      return;
    }
    for (Member member : exception.to()) {
      addJoining(member.subject(), gains.passing(exception), choices);
    }
    choices.add(
        prerequisites.toName(question.subject(), exception.organization()),
        new Change.Include(exception, question.subject()),
        Gain.NOTHING);
  }

  private boolean isMine(Entitlement entitlement) {
    return isIn(entitlement.subject());
  }

  private boolean isIn(Subject group) {
    return !memberships.path(question.subject(), group).isEmpty();
  }

  // What everybody has can only be pull, and so has to stay what a grant gives others with them.
  private boolean canBeRaised(Entitlement entitlement, List<Entitlement> reaching) {
    return entitlement.kind() == Rule.Kind.GRANT
        && isMine(entitlement)
        && !entitlement.role().holds(question.action())
        && entitlement.isInForceAt(question.now())
        && reaching.stream()
            .filter(other -> other.kind() == Rule.Kind.GRANT)
            .filter(other -> other.place().equals(entitlement.place()))
            .noneMatch(other -> other.subject() instanceof Subject.Anonymous);
  }

  private void addJoining(Subject group, Gain more, Choices choices) {
    Subject subject = question.subject();
    if (group instanceof Subject.Team team && canJoin(subject, team)) {
      choices.add(prerequisites.toJoin(subject, team), new Change.Join(subject, team), more);
    }
    if (group instanceof Subject.Organization organization
        && subject instanceof Subject.User user) {
      choices.add(prerequisites.toEnroll(user), new Change.Enroll(user, organization), more);
    }
  }

  // A team cannot join one that is in it.
  private boolean canJoin(Subject subject, Subject.Team team) {
    return subject instanceof Subject.User
        || subject instanceof Subject.Service
        || (subject instanceof Subject.Team && memberships.path(team, subject).isEmpty());
  }

  private Role needed() {
    return Arrays.stream(Role.values())
        .filter(role -> role.holds(question.action()))
        .findFirst()
        .orElseThrow();
  }
}
