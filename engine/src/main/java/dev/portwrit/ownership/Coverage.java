package dev.portwrit.ownership;

import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Found;
import dev.portwrit.region.Region;
import dev.portwrit.region.SpotSearch;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether patterns together reach all that others do; each question is answered once. */
final class Coverage {
  private final Map<Pair, Boolean> known = new HashMap<>();

  private record Pair(Set<RepositoryPattern> held, RepositoryPattern wanted) {}

  /** Whether it is proven; false too where that would be too much to find out. */
  boolean covers(Set<RepositoryPattern> held, Collection<RepositoryPattern> wanted) {
    return !held.isEmpty() && wanted.stream().allMatch(one -> covers(held, one));
  }

  private boolean covers(Set<RepositoryPattern> held, RepositoryPattern wanted) {
    return held.contains(wanted)
        || known.computeIfAbsent(new Pair(held, wanted), pair -> isProven(held, wanted));
  }

  private static boolean isProven(Set<RepositoryPattern> held, RepositoryPattern wanted) {
    List<Box> boxes = held.stream().filter(wanted::overlaps).map(Box::of).toList();
    Region rest = new Region(Box.of(wanted), boxes);
    return !boxes.isEmpty() && SpotSearch.in(rest) instanceof Found.Nothing;
  }
}
