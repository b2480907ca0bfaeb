package dev.portwrit.decision;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.BitSet;
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

  /** Those that have several entitlements, by the place of the second. */
  private final List<Reach> shared = new ArrayList<>();

  /** The ranks of the entitlements of these. */
  private final BitSet together = new BitSet();

  /**
   * The index of a workspace.
   *
   * @param entitlements all that it gives, by place
   * @param reaches what there is for the patterns of repositories, empty
   * @param principals all that it names
   * @param subjects by rank, the number of each entitlement's subject
   */
  RuleIndex(
      Workspace workspace,
      List<Entitlement> entitlements,
      Reaches reaches,
      Principals principals,
      int[] subjects) {
    this.principals = principals;
    this.entitlements = entitlements;
    this.byPattern = reaches.byPattern();
    fill(reaches, subjects);
    addProtections(workspace.protections());
    addExceptions(workspace.exceptions());
  }

  private void fill(Reaches reaches, int[] subjects) {
    for (int rank = 0; rank < subjects.length; rank++) {
      Reach reach = reaches.of(rank);
      reach.add(subjects[rank], rank, entitlements.get(rank));
      if (reach.size() > 1) {
        together.set(rank);
      }
      if (reach.size() == 2) {
        shared.add(reach);
        together.set(reach.rank(0));
      }
    }
    shared.forEach(Reach::seal);
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

  /** Whether no other entitlement is on the same pattern. */
  boolean isAlone(int rank) {
    return !together.get(rank);
  }

  /** Hands over the entitlements of each pattern that has several, by place. */
  void forEachSharedPattern(Consumer<? super List<Entitlement>> action) {
    for (Reach reach : shared) {
      List<Entitlement> some = new ArrayList<>(reach.size());
      for (int i = 0; i < reach.size(); i++) {
        some.add(entitlements.get(reach.rank(i)));
      }
      action.accept(some);
    }
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
