package dev.portwrit.access;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The protections that reach some repositories of a pattern, remembered by pattern. */
final class ProtectionOverlap {
  private final List<Protection> byPlace;
  private final Map<RepositoryPattern, List<Protection>> found = new ConcurrentHashMap<>();

  ProtectionOverlap(PolicyIndex index) {
    this.byPlace =
        index.workspace().protections().stream()
            .sorted(Comparator.comparing(Protection::place))
            .toList();
  }

  List<Protection> with(RepositoryPattern repositories) {
    return found.computeIfAbsent(repositories, this::search);
  }

  private List<Protection> search(RepositoryPattern repositories) {
    return byPlace.stream()
        .filter(p -> p.repositories().stream().anyMatch(repositories::overlaps))
        .toList();
  }
}
