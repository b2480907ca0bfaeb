package dev.portwrit.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often each call of a registry's API was made, retries included.
 *
 * @param byName the number of calls by their names, such as {@code GetRepositoryPolicy}
 */
public record CallCount(SortedMap<String, Long> byName) {
  /** Copies the map. */
  public CallCount {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /**
   * All calls together.
   *
   * @return their number
   */
  public long total() {
    return byName.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The calls as a person reads them, such as {@code 1,002 calls: DescribeRepositories 2,
   * GetRepositoryPolicy 1000}.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return "%,d calls".formatted(total())
        + byName.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", byName.isEmpty() ? "" : ": ", ""));
  }
}
