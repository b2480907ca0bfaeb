package dev.portwrit.gateway.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the gateway takes, measured between rounds while nothing is asked of it. */
final class Figures {
  private static final String HEAP = "heap, KiB";
  private static final String DESCRIPTORS = "descriptors";
  private static final Map<String, Tolerance> TOLERANCES =
      Map.of(
          HEAP,
          Tolerance.HEAP,
          DESCRIPTORS,
          Tolerance.DESCRIPTORS,
          "threads",
          Tolerance.THREADS,
          "ledger, bytes per tag",
          Tolerance.LEDGER);

  private final GatewayProcess gateway;
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
  private final List<Map<String, Long>> heaps = new ArrayList<>();
  private final List<Map<String, Long>> descriptors = new ArrayList<>();

  Figures(GatewayProcess gateway) {
    this.gateway = gateway;
  }

  /** Measures once more; there are so many protected tags by now. */
  void measure(long protectedTags) throws IOException, InterruptedException {
    heaps.add(gateway.heap());
    descriptors.add(gateway.descriptors());
    note(HEAP, sum(heaps.get(heaps.size() - 1)) / 1024.0);
    note(DESCRIPTORS, (double) sum(descriptors.get(descriptors.size() - 1)));
    note("threads", (double) gateway.threads());
    note("ledger, bytes per tag", gateway.ledger() / (double) protectedTags);
  }

  private void note(String name, double value) {
    rounds.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  private static long sum(Map<String, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A row for each. */
  List<String> rows() {
    return rounds.keySet().stream().map(name -> tolerance(name).row(name, of(name))).toList();
  }

  /** Which of them grew, and what in them grew most since half of the run. */
  List<String> grown() {
    List<String> grown = new ArrayList<>();
    for (String name : rounds.keySet()) {
      if (tolerance(name).isExceededBy(of(name))) {
        grown.add(tolerance(name).row(name, of(name)));
        grown.addAll(grownParts(name.equals(HEAP) ? heaps : descriptors));
      }
    }
    return grown;
  }

  private static Tolerance tolerance(String name) {
    return TOLERANCES.getOrDefault(name, new Tolerance(1, 0));
  }

  private List<Double> of(String name) {
    return rounds.getOrDefault(name, List.of());
  }

  private static List<String> grownParts(List<Map<String, Long>> rounds) {
    Map<String, Long> half = rounds.get(rounds.size() / 2);
    Map<String, Long> end = rounds.get(rounds.size() - 1);
    return end.keySet().stream()
        .sorted((a, b) -> Long.compare(more(half, end, b), more(half, end, a)))
        .limit(8)
        .map(name -> "%+,12d of %s".formatted(more(half, end, name), name))
        .toList();
  }

  private static long more(Map<String, Long> half, Map<String, Long> end, String name) {
    return end.getOrDefault(name, 0L) - half.getOrDefault(name, 0L);
  }
}
