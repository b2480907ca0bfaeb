package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.util.Set;

/**
 * Which of what holds at a commit holds at an earlier one too.
 *
 * @param <T> what holds
 */
interface Comparison<T> {
  /**
   * What came of it; what is in neither set does not hold there.
   *
   * @param held what holds at the earlier one
   * @param unclear of what it cannot be told
   * @param cause why not
   */
  record Compared<T>(Set<T> held, Set<T> unclear, Origin.Unknown cause) {
    /** What can be told of all. */
    static <T> Compared<T> of(Set<T> held) {
      return new Compared<>(held, Set.of(), new Origin.Unknown(""));
    }
  }

  /**
   * Compares two commits.
   *
   * @param older one that compiles, or cannot be read, or has no workspace; one that does not
   *     compile only where a shallow clone ends with it
   * @param younger one that compiles
   * @param held all holding at the younger one
   */
  Compared<T> of(CommitInfo older, CommitInfo younger, Set<T> held);
}
