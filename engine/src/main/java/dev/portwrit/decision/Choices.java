package dev.portwrit.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects choices and puts the smallest first. */
final class Choices {
  private static final Comparator<Sized> SMALLEST_FIRST =
      Comparator.comparing(Sized::gain).thenComparingInt(sized -> sized.changes().size());

  private final Gains gains;
  private final List<Sized> found = new ArrayList<>();

  private record Sized(List<Change> changes, Gain gain) {}

  Choices(Gains gains) {
    this.gains = gains;
  }

  void add(Change change) {
    add(Optional.of(List.of()), change, Gain.NOTHING);
  }

  /**
   * Adds a choice, unless what has to come before cannot be.
   *
   * @param first what has to come before
   * @param more what it gives besides what the changes show
   */
  void add(Optional<List<Change>> first, Change change, Gain more) {
    if (first.isEmpty()) {
      return;
    }
    List<Change> changes = new ArrayList<>(first.get());
    changes.add(change);
    Gain gain = changes.stream().map(gains::of).reduce(more, Gain::and);
    found.add(new Sized(changes, gain));
  }

  /**
   * What was added, each once, without what holds all of another choice and more.
   *
   * @return the smallest first; of equally small ones that with fewer changes, then that which was
   *     added before
   */
  List<Choice> smallestFirst() {
    Set<Set<Change>> seen = new HashSet<>();
    found.removeIf(one -> !seen.add(Set.copyOf(one.changes())));
    return found.stream()
        .filter(one -> seen.stream().noneMatch(other -> isMoreThan(one.changes(), other)))
        .sorted(SMALLEST_FIRST)
        .map(one -> new Choice(one.changes(), Optional.empty()))
        .toList();
  }

  private static boolean isMoreThan(List<Change> changes, Set<Change> others) {
    return changes.size() > others.size() && changes.containsAll(others);
  }
}
