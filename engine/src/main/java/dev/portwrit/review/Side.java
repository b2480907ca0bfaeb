package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One of two policies at an instant, as a comparison needs it. */
final class Side {
  private static final String ANYWHERE = "*";

  private final PolicyIndex index;
  private final Groups groups;
  private final Map<RepositoryPattern, Holding> holdings;
  private final List<Guarding> guards = new ArrayList<>();

  /** By the first segment, {@link #ANYWHERE} where it has a star. */
  private final Map<String, List<Holding>> byFirst = new HashMap<>();

  private final Map<String, PatternTrie<Holding>> tries = new HashMap<>();

  /** The pattern that was asked about last, with the protections near it. */
  private @Nullable RepositoryPattern guardedPattern;

  private List<Guarding> guarded = List.of();

  Side(PolicyIndex index, Instant now, Population population) {
    this.index = index;
    this.groups = new Groups(population, index.workspace());
    this.holdings = new HashMap<>(2 * index.entitlements().size());
    for (Entitlement entitlement : index.entitlements()) {
      if (entitlement.isInForceAt(now)) {
        holdings
            .computeIfAbsent(entitlement.repositories(), one -> new Holding(one, groups))
            .add(entitlement);
      }
    }
    addGuards(now);
  }

  private void addGuards(Instant now) {
    Map<String, List<ProtectionException>> exceptions = new HashMap<>();
    index.workspace().exceptions().stream()
        .sorted(Comparator.comparing(ProtectionException::place))
        .forEach(
            one -> exceptions.computeIfAbsent(one.protection(), p -> new ArrayList<>()).add(one));
    index.workspace().protections().stream()
        .filter(protection -> protection.enforcement() == Protection.Enforcement.DENY)
        .sorted(Comparator.comparing(Protection::place))
        .map(
            one ->
                new Guarding(one, exceptions.getOrDefault(one.fullName(), List.of()), groups, now))
        .forEach(guards::add);
  }

  PolicyIndex index() {
    return index;
  }

  Groups groups() {
    return groups;
  }

  Map<RepositoryPattern, Holding> holdings() {
    return holdings;
  }

  @Nullable Holding holding(RepositoryPattern pattern) {
    return holdings.get(pattern);
  }

  /** The protections that refuse, by place. */
  List<Guarding> guards() {
    return guards;
  }

  /** Those of them that share a name with a pattern. */
  List<Guarding> guardsNear(RepositoryPattern pattern) {
    if (!pattern.equals(guardedPattern)) {
      guarded = guards.stream().filter(guard -> guard.overlaps(pattern)).toList();
      guardedPattern = pattern;
    }
    return guarded;
  }

  /** What is given on patterns that share a name with another one, which itself may be there. */
  List<Holding> near(RepositoryPattern pattern) {
    if (byFirst.isEmpty()) {
      holdings
          .values()
          .forEach(
              one ->
                  byFirst
                      .computeIfAbsent(first(one.pattern()), text -> new ArrayList<>())
                      .add(one));
    }
    List<Holding> found = new ArrayList<>();
    String first = first(pattern);
    Set<String> keys =
        first.equals(ANYWHERE) ? byFirst.keySet() : new TreeSet<>(List.of(first, ANYWHERE));
    for (String key : keys) {
      trie(key)
          .forEachNear(
              pattern,
              one -> {
                if (one.pattern().overlaps(pattern)) {
                  found.add(one);
                }
              });
    }
    found.sort(Comparator.comparing(Holding::pattern));
    return found;
  }

  private PatternTrie<Holding> trie(String first) {
    return tries.computeIfAbsent(
        first,
        key -> {
          PatternTrie<Holding> trie = new PatternTrie<>();
          byFirst.getOrDefault(key, List.of()).forEach(one -> trie.add(one.pattern(), one));
          return trie;
        });
  }

  private static String first(RepositoryPattern pattern) {
    String text = pattern.value();
    int slash = text.indexOf('/');
    String first = slash < 0 ? text : text.substring(0, slash);
    return first.indexOf('*') < 0 ? first : ANYWHERE;
  }
}
