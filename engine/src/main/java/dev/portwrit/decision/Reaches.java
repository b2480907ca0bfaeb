package dev.portwrit.decision;

import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is for each pattern of a workspace, empty at first, and which entitlement is where.
 */
final class Reaches {
  private final PatternMap<Reach> byPattern;
  private final List<Reach> byRank;

  private Reaches(PatternMap<Reach> byPattern, List<Reach> byRank) {
    this.byPattern = byPattern;
    this.byRank = byRank;
  }

  /** Looks the patterns up. Touches nothing that the numbering of subjects touches. */
  static Reaches of(Workspace workspace, List<Entitlement> entitlements) {
    PatternMap<Reach> byPattern = new PatternMap<>(workspace.repositories().size());
    List<Reach> byRank = new ArrayList<>(entitlements.size());
    @Nullable RepositoryPattern last = null;
    for (Entitlement entitlement : entitlements) {
      // What one document grants stands together and holds the document's pattern itself.
      RepositoryPattern pattern = entitlement.repositories();
      byRank.add(
          isSame(pattern, last)
              ? byRank.get(byRank.size() - 1)
              : byPattern.computeIfAbsent(pattern, Reach::new));
      last = pattern;
    }
    for (RepositoryRule rule : workspace.repositories()) {
      // Questions will be about what is declared, whether or not anything is granted on it alone.
      if (rule.declared() && rule.givesNothing()) {
        byPattern.computeIfAbsent(rule.pattern(), Reach::new);
      }
    }
    return new Reaches(byPattern, byRank);
  }

  // An equal pattern of another document is looked up like any other.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(RepositoryPattern pattern, @Nullable RepositoryPattern last) {
    return pattern == last;
  }

  PatternMap<Reach> byPattern() {
    return byPattern;
  }

  /** What an entitlement is one of, by its rank. */
  Reach of(int rank) {
    return byRank.get(rank);
  }
}
