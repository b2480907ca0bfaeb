package dev.portwrit.gateway.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long each step took, round by round, in milliseconds. Threads may share it. */
final class Timings {
  private final Map<String, List<Double>> round = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, List<Double>> p50 = new LinkedHashMap<>();
  private final Map<String, List<Double>> p99 = new LinkedHashMap<>();

  /** Steps of these names are measured. */
  Timings(List<String> names) {
    for (String name : names) {
      round.put(name, new ArrayList<>());
      counts.put(name, 0L);
      p50.put(name, new ArrayList<>());
      p99.put(name, new ArrayList<>());
    }
  }

  synchronized void add(String name, double millis) {
    round.getOrDefault(name, List.of()).add(millis);
    counts.merge(name, 1L, Long::sum);
  }

  /** Ends a round: what comes next belongs to the next one. */
  synchronized void endRound() {
    round.forEach(
        (name, times) -> {
          double[] values = times.stream().mapToDouble(Double::doubleValue).toArray();
          p50.getOrDefault(name, List.of()).add(Tolerance.part(values, 0.5));
          p99.getOrDefault(name, List.of()).add(Tolerance.part(values, 0.99));
          times.clear();
        });
  }

  synchronized long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized Map<String, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  synchronized List<Double> p50(String name) {
    return List.copyOf(p50.getOrDefault(name, List.of()));
  }

  synchronized List<Double> p99(String name) {
    return List.copyOf(p99.getOrDefault(name, List.of()));
  }
}
