package dev.portwrit.audit;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was done by way of gateways, as their decision logs tell.
 *
 * @param logs whose logs they are; empty in evidence of a version that did not keep it
 * @param from the time of the first line of the log that begins last: since then all of them tell
 * @param to the time of the last line of the log that ends first: until then all of them tell
 * @param last when each was allowed last
 * @param perhaps what may have been done, and the logs do not tell whether it was
 * @param mounters who took contents from a repository that the log does not name, by their texts
 * @param missing what the logs do not hold, one line each
 */
public record UseLog(
    List<Log> logs,
    Instant from,
    Instant to,
    SortedMap<Use, Instant> last,
    SortedSet<Use> perhaps,
    List<String> mounters,
    List<String> missing) {
  /**
   * The log of one gateway.
   *
   * @param instance whose chain it is
   * @param registries the registries that the gateway stood before, by its own word; empty if it
   *     did not say
   * @param head the last line that was read, a sequence, a colon and a hash
   */
  public record Log(String instance, SortedSet<String> registries, String head) {
    /** Copies the set. */
    public Log {
      registries = Collections.unmodifiableSortedSet(new TreeSet<>(registries));
    }
  }

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

  /** Copies the collections. */
  public UseLog {
    logs = List.copyOf(logs);
    mounters = List.copyOf(mounters);
    missing = List.copyOf(missing);
    perhaps = Collections.unmodifiableSortedSet(new TreeSet<>(perhaps));
    last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
  }

  /**
   * What the logs of several gateways tell together.
   *
   * @param each what the log of each tells; at least one
   * @return all of it
   */
  public static UseLog together(List<UseLog> each) {
    List<Log> logs = new ArrayList<>();
    SortedMap<Use, Instant> last = new TreeMap<>();
    SortedSet<Use> perhaps = new TreeSet<>();
    SortedSet<String> mounters = new TreeSet<>();
    List<String> missing = new ArrayList<>();
    for (UseLog one : each) {
      logs.addAll(one.logs());
      one.last().forEach((use, at) -> last.merge(use, at, UseLog::later));
      perhaps.addAll(one.perhaps());
      mounters.addAll(one.mounters());
      missing.addAll(one.missing());
    }
    return new UseLog(
        logs,
        each.stream().map(UseLog::from).max(Comparator.naturalOrder()).orElseThrow(),
        each.stream().map(UseLog::to).min(Comparator.naturalOrder()).orElseThrow(),
        last,
        perhaps,
        List.copyOf(mounters),
        missing);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether one of the logs is of a gateway that stood before this registry and no other. */
  boolean isOf(String registry) {
    return logs.stream().anyMatch(log -> log.registries().equals(new TreeSet<>(List.of(registry))));
  }

  /** Whether a log does not say of which registry it is. */
  boolean isOfAny() {
    return logs.stream().anyMatch(log -> log.registries().isEmpty());
  }
}
