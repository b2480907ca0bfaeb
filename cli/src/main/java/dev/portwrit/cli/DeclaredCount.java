package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the repositories that policies declare in some regions. */
final class DeclaredCount {
  /** In order; those that several policies declare are there several times. */
  private final String[] names;

  /** Of the patterns that were asked about: many changes are about the same few. */
  private final Map<RepositoryPattern, List<RepositoryName>> matching = new HashMap<>();

  DeclaredCount(List<PolicyIndex> policies) {
    List<String> declared = new ArrayList<>();
    for (PolicyIndex index : policies) {
      for (RepositoryRule rule : index.workspace().repositories()) {
        if (rule.declared()) {
          declared.add(rule.pattern().value());
        }
      }
    }
    names = declared.toArray(String[]::new);
    Arrays.sort(names);
  }

  int in(List<Region> regions) {
    Set<RepositoryName> all = new HashSet<>();
    for (Region region : regions) {
      List<Box> without = region.except().stream().filter(Box::isWhole).toList();
      Box box = region.box();
      for (RepositoryName name : matching(box.repositories().get(0))) {
        if (box.reaches(name) && without.stream().noneMatch(one -> one.reaches(name))) {
          all.add(name);
        }
      }
    }
    return all.size();
  }

  private List<RepositoryName> matching(RepositoryPattern pattern) {
    return matching.computeIfAbsent(pattern, this::found);
  }

  private List<RepositoryName> found(RepositoryPattern pattern) {
    String start = pattern.start();
    int at = Arrays.binarySearch(names, start);
    List<RepositoryName> found = new ArrayList<>();
    String last = "";
    for (int i = first(at, start); i < names.length && names[i].startsWith(start); i++) {
      if (!names[i].equals(last)) {
        last = names[i];
        RepositoryName name = new RepositoryName(last);
        if (pattern.matches(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  // Of several equal ones a search finds any.
  private int first(int found, String start) {
    int at = found < 0 ? -found - 1 : found;
    while (at > 0 && names[at - 1].equals(start)) {
      at--;
    }
    return at;
  }
}
