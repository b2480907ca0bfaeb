package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Counts the repositories that policies declare in some regions. */
final class DeclaredCount {
  private final NavigableSet<String> names = new TreeSet<>();

  DeclaredCount(List<PolicyIndex> policies) {
    for (PolicyIndex index : policies) {
      for (RepositoryRule rule : index.workspace().repositories()) {
        if (rule.declared()) {
          names.add(rule.pattern().value());
        }
      }
    }
  }

  int in(List<Region> regions) {
    if (regions.size() == 1) {
      return matching(regions.get(0)).size();
    }
    TreeSet<String> all = new TreeSet<>();
    regions.forEach(region -> all.addAll(matching(region)));
    return all.size();
  }

  private List<String> matching(Region region) {
    RepositoryPattern pattern = region.box().repositories().get(0);
    List<String> found = new ArrayList<>();
    if (pattern.isLiteral()) {
      if (names.contains(pattern.value())) {
        found.add(pattern.value());
      }
      return found;
    }
    // All that match begin with what stands before the first star.
    String start = pattern.value().substring(0, pattern.value().indexOf('*'));
    start = start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
    for (String name : names.tailSet(start)) {
      if (!name.startsWith(start)) {
        break;
      }
      RepositoryName repository = new RepositoryName(name);
      if (region.box().reaches(repository)
          && region.except().stream().noneMatch(box -> box.isWhole() && box.reaches(repository))) {
        found.add(name);
      }
    }
    return found;
  }
}
