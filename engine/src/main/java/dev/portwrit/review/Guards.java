package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some protections of one policy at an instant, by place, by name and by the patterns of their
 * repositories.
 */
final class Guards {
  private final List<Guarding> byPlace;
  private final PatternTrie<Reaching> byPattern;
  private final Map<String, Integer> ranks = new HashMap<>();
  private Instant now;

  /** The pattern that was asked about last, with what is near it. */
  private @Nullable RepositoryPattern last;

  private List<Guarding> nearLast = List.of();

  private record Reaching(RepositoryPattern pattern, int rank) {}

  Guards(List<Guarding> byPlace, Instant now) {
    this.byPlace = new ArrayList<>(byPlace);
    this.now = now;
    List<Reaching> reaching = new ArrayList<>();
    for (int rank = 0; rank < byPlace.size(); rank++) {
      ranks.put(byPlace.get(rank).protection().fullName(), rank);
      for (RepositoryPattern pattern : byPlace.get(rank).protection().repositories()) {
        reaching.add(new Reaching(pattern, rank));
      }
    }
    this.byPattern = new PatternTrie<>(Reaching::pattern, reaching);
  }

  /** Goes on to a later instant. */
  void moveTo(Instant later) {
    now = later;
    last = null;
  }

  private Guarding current(int rank) {
    Guarding guard = byPlace.get(rank).at(now);
    byPlace.set(rank, guard);
    return guard;
  }

  /** All, by place. */
  List<Guarding> all() {
    return IntStream.range(0, byPlace.size()).mapToObj(this::current).toList();
  }

  /** The one of a name, if it is among them. */
  Optional<Guarding> named(String fullName) {
    return Optional.ofNullable(ranks.get(fullName)).map(this::current);
  }

  /** Those that share a name with a pattern, by place. */
  List<Guarding> near(RepositoryPattern pattern) {
    if (!pattern.equals(last)) {
      BitSet near = new BitSet();
      byPattern.forEachNear(pattern, (there, some) -> some.forEach(one -> near.set(one.rank())));
      nearLast = near.isEmpty() ? List.of() : near.stream().mapToObj(this::current).toList();
      last = pattern;
    }
    return nearLast;
  }
}
