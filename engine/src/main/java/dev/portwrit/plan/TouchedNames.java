package dev.portwrit.plan;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which repositories a change touches; each is worked out once. For several threads. */
final class TouchedNames implements Predicate<String> {
  private final Predicate<String> touched;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  TouchedNames(Predicate<String> touched) {
    this.touched = touched;
  }

  @Override
  public boolean test(String name) {
    return known.computeIfAbsent(name, touched::test);
  }

  /** The names that were asked about and are not touched. */
  Set<String> left() {
    return known.entrySet().stream()
        .filter(one -> !one.getValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What was asked so far. */
  ChangePlan.Part counted() {
    int picked = (int) known.values().stream().filter(Boolean::booleanValue).count();
    return new ChangePlan.Part(picked, known.size() - picked);
  }
}
