package dev.portwrit.decision;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The entitlements and protections of a workspace by the patterns of their repositories. */
final class RuleIndex {
  private static final Comparator<Guard> BY_RANK = Comparator.comparingInt(Guard::rank);

  private final Principals principals;
  private final List<Entitlement> entitlements;
  private final PatternMap<Reach> byPattern;
  private final Map<String, Guard> guards = new HashMap<>();

  /** The index of a workspace; subjects that have no number yet get one. */
  RuleIndex(Workspace workspace, Principals principals) {
    this.principals = principals;
    this.byPattern = new PatternMap<>(workspace.repositories().size());
    List<Reaching> reaching = reaching(workspace);
    this.entitlements = reaching.stream().map(Reaching::entitlement).toList();
    add(reaching);
    addProtections(workspace.protections());
    addExceptions(workspace.exceptions());
  }

  /** An entitlement and what it reaches. */
  private record Reaching(Entitlement entitlement, Reach reach) {}

  /** All that the workspace gives, by place, each pattern looked up once. */
  private List<Reaching> reaching(Workspace workspace) {
    List<Reaching> all = new ArrayList<>();
    List<Entitlement> given = new ArrayList<>();
    for (RepositoryRule rule : workspace.repositories()) {
      Entitlements.add(rule, given);
      // Questions will be about what is declared, whether or not anything is granted on it alone.
      if (rule.declared() || !given.isEmpty()) {
        Reach reach = byPattern.computeIfAbsent(rule.pattern(), Reach::new);
        given.forEach(one -> all.add(new Reaching(one, reach)));
        given.clear();
      }
    }
    workspace.organizations().forEach(organization -> Entitlements.add(organization, given));
    for (Entitlement one : given) {
      all.add(new Reaching(one, byPattern.computeIfAbsent(one.repositories(), Reach::new)));
    }
    all.sort(Comparator.comparing(Reaching::entitlement, Entitlement.ORDER));
    return all;
  }

  private void add(List<Reaching> reaching) {
    List<Reach> all = new ArrayList<>();
    for (int rank = 0; rank < reaching.size(); rank++) {
      Entitlement entitlement = reaching.get(rank).entitlement();
      Reach reach = reaching.get(rank).reach();
      if (reach.size() == 0) {
        all.add(reach);
      }
      reach.add(principals.add(entitlement.subject()), rank, entitlement);
    }
    all.forEach(Reach::seal);
  }

  private void addProtections(List<Protection> protections) {
    List<Protection> byPlace = new ArrayList<>(protections);
    byPlace.sort(Comparator.comparing(Protection::place));
    int rank = 0;
    for (Protection protection : byPlace) {
      Guard guard = new Guard(protection, rank++, principals.add(protection.to()));
      guards.put(protection.fullName(), guard);
      for (RepositoryPattern pattern : new LinkedHashSet<>(protection.repositories())) {
        byPattern.computeIfAbsent(pattern, Reach::new).add(guard);
      }
    }
  }

  private void addExceptions(List<ProtectionException> exceptions) {
    List<ProtectionException> byPlace = new ArrayList<>(exceptions);
    byPlace.sort(Comparator.comparing(ProtectionException::place));
    for (ProtectionException exception : byPlace) {
      Guard guard = guards.get(exception.protection());
      if (guard != null) {
        guard.add(exception, principals.add(exception.to()));
      }
    }
  }

  /** All entitlements by place. */
  List<Entitlement> entitlements() {
    return entitlements;
  }

  /** Goes through what reaches a repository, in no order. */
  void forEachReaching(RepositoryName repository, Consumer<? super Reach> action) {
    byPattern.forEachMatch(repository, action);
  }

  /** The entitlements that reach a repository, by place. */
  List<Entitlement> entitlementsOn(RepositoryName repository) {
    List<Integer> ranks = new ArrayList<>();
    forEachReaching(
        repository,
        reach -> {
          for (int i = 0; i < reach.size(); i++) {
            ranks.add(reach.rank(i));
          }
        });
    return ranks.stream().sorted().map(entitlements::get).toList();
  }

  /** The protections that reach a repository, by place. */
  List<Guard> guardsOn(RepositoryName repository) {
    List<Guard> found = new ArrayList<>();
    forEachReaching(repository, reach -> found.addAll(reach.guards()));
    return inOrder(found);
  }

  /** Orders guards by place and leaves each once. */
  static List<Guard> inOrder(List<Guard> found) {
    if (found.size() > 1) {
      found.sort(BY_RANK);
      for (int i = found.size() - 1; i > 0; i--) {
        if (found.get(i) == found.get(i - 1)) {
          found.remove(i);
        }
      }
    }
    return found;
  }

  /** The guard of a protection; empty if the workspace has none of this name. */
  Optional<Guard> guard(Protection protection) {
    return Optional.ofNullable(guards.get(protection.fullName()));
  }
}
