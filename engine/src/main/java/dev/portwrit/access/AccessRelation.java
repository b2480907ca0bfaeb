package dev.portwrit.access;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who can do what in a workspace, from either end. Immutable. */
public final class AccessRelation {
  private final PolicyIndex index;
  private final ProtectionOverlap overlap;

  private AccessRelation(PolicyIndex index) {
    this.index = index;
    this.overlap = new ProtectionOverlap(index);
  }

  /**
   * The relation of a workspace.
   *
   * @param index the compiled workspace
   * @return its relation
   */
  public static AccessRelation of(PolicyIndex index) {
    return new AccessRelation(index);
  }

  /**
   * Everybody who can do something in a repository.
   *
   * @param action what for
   * @param repository where
   * @param tag which tag, empty for the role alone
   * @param now the instant at which expiry is judged
   * @return the users and services that the workspace names, teams and organizations expanded, and
   *     {@code anonymous} where everybody can; sorted by bytes
   */
  public List<Subject> whoCan(
      Action action, RepositoryName repository, Optional<Tag> tag, Instant now) {
    return index.whoCan(action, repository, tag, now);
  }

  /**
   * Everything that somebody can do.
   *
   * @param subject any subject; of a team or organization, what somebody has who is in that and in
   *     nothing else; of an unknown name, what everybody has
   * @param now the instant at which expiry is judged
   * @return the edges in force, by the place of their rule, then by action
   */
  public List<Access> whatCan(Subject subject, Instant now) {
    List<Access> edges = new ArrayList<>();
    Edges of = new Edges(subject, now);
    for (Entitlement entitlement : index.entitlements()) {
      if (entitlement.isInForceAt(now)) {
        of.add(entitlement, edges::add);
      }
    }
    return List.copyOf(edges);
  }

  /**
   * Every edge of the workspace: what {@link #whatCan} says of {@code anonymous} and of each user
   * and service that the workspace names, without repeating for each what everybody has.
   *
   * @param now the instant at which expiry is judged
   * @param action is given the edges in force, by the place of their rule, then by subject, then by
   *     action
   */
  public void forEach(Instant now, Consumer<? super Access> action) {
    Map<Subject, Edges> bySubject = new HashMap<>();
    Map<Subject, List<Subject>> inGroup = new HashMap<>();
    for (Entitlement entitlement : index.entitlements()) {
      if (entitlement.isInForceAt(now)) {
        for (Subject subject : inGroup.computeIfAbsent(entitlement.subject(), this::expanded)) {
          bySubject.computeIfAbsent(subject, some -> new Edges(some, now)).add(entitlement, action);
        }
      }
    }
  }

  private List<Subject> expanded(Subject named) {
    return named instanceof Subject.Anonymous
        ? List.of(named)
        : index.memberships().individualsIn(named);
  }

  /** The edges of one subject; remembers the ways to groups. */
  private final class Edges {
    private final Subject subject;
    private final Instant now;
    private final Map<Subject, List<Subject>> ways = new HashMap<>();

    Edges(Subject subject, Instant now) {
      this.subject = subject;
      this.now = now;
    }

    void add(Entitlement entitlement, Consumer<? super Access> action) {
      List<Subject> via =
          ways.computeIfAbsent(
              entitlement.subject(), named -> index.memberships().path(subject, named));
      if (via.isEmpty()) {
        return;
      }
      for (Action held : Action.values()) {
        if (entitlement.role().holds(held)) {
          action.accept(
              new Access(
                  subject,
                  held,
                  entitlement.repositories(),
                  restrictions(held, entitlement.repositories()),
                  via,
                  entitlement.rule(),
                  entitlement.expires()));
        }
      }
    }

    private List<Restriction> restrictions(Action action, RepositoryPattern repositories) {
      return overlap.with(repositories).stream()
          .filter(protection -> protection.rule().concerns(action))
          .filter(protection -> !index.letsPass(protection, subject))
          .map(p -> new Restriction(p, index.exceptionsInForce(subject, p, now)))
          .toList();
    }
  }
}
