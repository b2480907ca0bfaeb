package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what would make a denied question allowed. Each change it names only adds access, so that
 * one of each list together are enough.
 */
final class ChangeFinder {
  private final Memberships memberships;
  private final Question question;

  ChangeFinder(Memberships memberships, Question question) {
    this.memberships = memberships;
    this.question = question;
  }

  /** What would give the action, the smallest change first; empty if nothing could. */
  List<Change> forRole(List<Entitlement> reaching) {
    Set<Change> changes = new LinkedHashSet<>();
    List<Entitlement> enough =
        reaching.stream().filter(e -> e.role().holds(question.action())).toList();
    for (Entitlement entitlement : enough) {
      if (isMine(entitlement) && !entitlement.isInForceAt(question.now())) {
        changes.add(new Change.Renew(entitlement));
      }
    }
    for (Entitlement entitlement : enough) {
      if (!isMine(entitlement) && entitlement.isInForceAt(question.now())) {
        changes.addAll(joining(entitlement.subject()));
      }
    }
    for (Entitlement entitlement : reaching) {
      if (canBeRaised(entitlement)) {
        changes.add(new Change.Raise(entitlement, needed()));
      }
    }
    if (question.action() == Action.PULL || !(question.subject() instanceof Subject.Anonymous)) {
      changes.add(new Change.Give(needed(), question.subject(), question.repository()));
    }
    return List.copyOf(changes);
  }

  /** What would make a protection that refuses let it pass. */
  List<Change> forProtection(Protection protection, Tag tag) {
    List<Change> changes = new ArrayList<>();
    for (Member member : protection.to()) {
      changes.addAll(joining(member.subject()));
    }
    changes.add(new Change.Release(protection, question.subject(), question.repository(), tag));
    return changes;
  }

  private boolean isMine(Entitlement entitlement) {
    return !memberships.path(question.subject(), entitlement.subject()).isEmpty();
  }

  // What everybody has can only be pull.
  private boolean canBeRaised(Entitlement entitlement) {
    return entitlement.kind() == Rule.Kind.GRANT
        && !(entitlement.subject() instanceof Subject.Anonymous)
        && isMine(entitlement)
        && !entitlement.role().holds(question.action())
        && entitlement.isInForceAt(question.now());
  }

  private List<Change> joining(Subject group) {
    Subject subject = question.subject();
    if (group instanceof Subject.Team team && canJoin(subject, team)) {
      return List.of(new Change.Join(subject, team));
    }
    if (group instanceof Subject.Organization organization
        && subject instanceof Subject.User user) {
      return List.of(new Change.Enroll(user, organization));
    }
    return List.of();
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
