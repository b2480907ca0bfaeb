package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some protections of one policy, by place and by the patterns of their repositories. */
final class Guards {
  private final List<Guarding> byPlace;
  private final PatternTrie<Reaching> byPattern;

  /** The pattern that was asked about last, with what is near it. */
  private @Nullable RepositoryPattern last;

  private List<Guarding> nearLast = List.of();

  private record Reaching(RepositoryPattern pattern, int rank) {}

  Guards(List<Guarding> byPlace) {
    this.byPlace = List.copyOf(byPlace);
    List<Reaching> reaching = new ArrayList<>();
    for (int rank = 0; rank < byPlace.size(); rank++) {
      for (RepositoryPattern pattern : byPlace.get(rank).protection().repositories()) {
        reaching.add(new Reaching(pattern, rank));
      }
    }
    this.byPattern = new PatternTrie<>(Reaching::pattern, reaching);
  }

  /** All, by place. */
  List<Guarding> all() {
    return byPlace;
  }

  /** Those that share a name with a pattern, by place. */
  List<Guarding> near(RepositoryPattern pattern) {
    if (!pattern.equals(last)) {
      BitSet ranks = new BitSet();
      byPattern.forEachNear(pattern, (there, some) -> some.forEach(one -> ranks.set(one.rank())));
      nearLast = ranks.isEmpty() ? List.of() : ranks.stream().mapToObj(byPlace::get).toList();
      last = pattern;
    }
    return nearLast;
  }
}
