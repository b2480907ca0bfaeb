package dev.portwrit.audit;

import java.util.List;
import java.util.Set;

/**
 * The commits of which it is known where they are. Of all others it is not known whether they are
 * before or behind one of these.
 *
 * @param line those of the branch, the newest first; behind that of the policies too
 * @param others some that are not on the branch
 */
public record KnownCommits(List<String> line, Set<String> others) {
  /** None, of policies without a history. */
  public static final KnownCommits NONE = new KnownCommits(List.of(), Set.of());

  /** Copies the list and the set. */
  public KnownCommits {
    line = List.copyOf(line);
    others = Set.copyOf(others);
  }
}
