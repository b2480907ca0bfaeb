package dev.portwrit.audit;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was done by way of a gateway, as its decision log tells.
 *
 * @param from the time of its first line
 * @param to the time of its last line
 * @param last when each was allowed last
 * @param mounters who took contents from a repository that the log does not name, by their texts
 * @param missing what the log does not hold, one line each
 */
public record UseLog(
    Instant from,
    Instant to,
    SortedMap<Use, Instant> last,
    List<String> mounters,
    List<String> missing) {
  /**
   * Somebody did something somewhere.
   *
   * @param subject who
   * @param action what
   * @param repository where
   */
  public record Use(Subject subject, Action action, RepositoryName repository)
      implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      int by = repository.compareTo(other.repository);
      by = by != 0 ? by : subject.toString().compareTo(other.subject.toString());
      return by != 0 ? by : action.compareTo(other.action);
    }
  }

  /** Copies the map and the lists. */
  public UseLog {
    mounters = List.copyOf(mounters);
    missing = List.copyOf(missing);
    last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
  }
}
