package dev.portwrit.decision;

import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures what changes would give to those whom they concern. */
final class Gains {
  private final PolicyIndex index;
  private final Principals principals;
  private final Question question;
  private final Map<Integer, Gain> bySubject = new HashMap<>();

  Gains(PolicyIndex index, Principals principals, Question question) {
    this.index = index;
    this.principals = principals;
    this.question = question;
    for (Entitlement one : index.entitlements()) {
      if (one.isInForceAt(question.now())) {
        Gain gain = gain(one.role(), one.repositories(), 1);
        bySubject.merge(principals.of(one.subject()).number(), gain, Gain::and);
      }
    }
  }

  Gain of(Change change) {
    if (change instanceof Change.Join join) {
      return joining(join.team(), join.subject());
    }
    if (change instanceof Change.Enroll enroll) {
      return joining(enroll.organization(), enroll.subject());
    }
    if (change instanceof Change.Renew renew) {
      return grant(renew.grant(), renew.grant().role());
    }
    if (change instanceof Change.Raise raise) {
      return grant(raise.grant(), raise.role());
    }
    if (change instanceof Change.Give give) {
      return gain(give.role(), RepositoryPattern.of(give.repository()), people(give.subject()));
    }
    if (change instanceof Change.Release release) {
      return released(
          List.of(RepositoryPattern.of(release.repository())),
          List.of(TagPattern.of(release.tag().value())),
          people(release.subject()));
    }
    if (change instanceof Change.Prolong prolong) {
      return released(prolong.exception(), people(prolong.exception().to()));
    }
    if (change instanceof Change.Include include) {
      return released(include.exception(), people(include.subject()));
    }
    return Gain.NOTHING;
  }

  /** What somebody is released from who joins those whom a protection lets pass. */
  Gain passing(Protection protection) {
    return released(protection.repositories(), protection.tags(), 1);
  }

  /** What somebody is released from who joins those whom an exception names. */
  Gain passing(ProtectionException exception) {
    return released(exception, 1);
  }

  // All that the group has, by the groups that it is in too, besides what is there already.
  private Gain joining(Subject group, Subject subject) {
    Principal joined = principals.of(group);
    Principal before = principals.of(subject);
    Gain gain = new Gain(Role.NONE, Breadth.NOTHING, 0, Breadth.NOTHING, people(subject));
    for (Map.Entry<Integer, Gain> one : bySubject.entrySet()) {
      if (joined.isIn(one.getKey()) && !before.isIn(one.getKey())) {
        gain = gain.and(one.getValue());
      }
    }
    return gain;
  }

  // A grant is changed for all whom it names.
  private Gain grant(Entitlement entitlement, Role role) {
    int people =
        index.entitlementsOn(question.repository()).stream()
            .filter(one -> one.kind() == Rule.Kind.GRANT)
            .filter(one -> one.place().equals(entitlement.place()))
            .mapToInt(one -> people(one.subject()))
            .sum();
    return gain(role, entitlement.repositories(), people);
  }

  private static Gain gain(Role role, RepositoryPattern pattern, int people) {
    return new Gain(role, Breadth.of(pattern), 1, Breadth.NOTHING, people);
  }

  private static Gain released(ProtectionException exception, int people) {
    return released(exception.repositories(), exception.tags(), people);
  }

  private static Gain released(
      List<RepositoryPattern> repositories, List<TagPattern> tags, int people) {
    return new Gain(
        Role.NONE,
        repositories.stream().map(Breadth::of).reduce(Breadth.NOTHING, Breadth::or),
        repositories.size(),
        tags.stream().map(Breadth::of).reduce(Breadth.NOTHING, Breadth::or),
        people);
  }

  private int people(List<Member> some) {
    return some.stream().mapToInt(member -> people(member.subject())).sum();
  }

  // Somebody whom policies do not name yet is one.
  private int people(Subject subject) {
    int number = principals.of(subject).number();
    return number == Principals.UNKNOWN
        ? 1
        : Math.max(1, index.memberships().individualsIn(number).getCardinality());
  }
}
