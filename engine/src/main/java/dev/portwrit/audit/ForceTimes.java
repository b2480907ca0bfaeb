package dev.portwrit.audit;

import dev.portwrit.history.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Since when access is in force, by records of who enforces policies: since the first record of a
 * commit at or behind the one that made the access, with none of an earlier commit, or of one that
 * is not on the branch, after it. For one thread.
 */
final class ForceTimes {
  private static final String NOT_YET = "not-yet";

  private final Map<String, Integer> positions = new HashMap<>();
  private final SortedMap<String, List<ForceRecord>> newestFirst = new TreeMap<>();
  private final Map<Integer, String> known = new HashMap<>();

  /**
   * Reads records.
   *
   * @param records of each who enforces in the order in which they came, whatever clocks said
   * @param line the commits of the branch, the newest first
   */
  ForceTimes(List<ForceRecord> records, List<String> line) {
    for (int i = 0; i < line.size(); i++) {
      positions.put(line.get(i), i);
    }
    records.forEach(
        one -> newestFirst.computeIfAbsent(one.by(), by -> new ArrayList<>()).add(0, one));
  }

  /** An instant, {@code not-yet} or {@code unknown}. */
  String of(Origin origin) {
    if (newestFirst.isEmpty()) {
      return ReportRow.UNKNOWN;
    }
    if (origin instanceof Origin.Uncommitted) {
      return NOT_YET;
    }
    if (!(origin instanceof Origin.Made made)) {
      return ReportRow.UNKNOWN;
    }
    Integer position = positions.get(made.merge().orElse(made.commit()).id());
    return position == null ? ReportRow.UNKNOWN : known.computeIfAbsent(position, this::since);
  }

  private String since(int position) {
    List<Standing> standings =
        newestFirst.values().stream().map(records -> standing(records, position)).toList();
    return standings.stream()
        .map(Standing::since)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .map(Instant::toString)
        .orElse(standings.stream().anyMatch(Standing::isPartly) ? ReportRow.UNKNOWN : NOT_YET);
  }

  private record Standing(Optional<Instant> since, boolean isPartly) {}

  private Standing standing(List<ForceRecord> records, int position) {
    Optional<Instant> since = Optional.empty();
    boolean isPartly = false;
    for (ForceRecord record : records) {
      int at = positions.getOrDefault(record.commit(), Integer.MAX_VALUE);
      if (at > position) {
        break;
      }
      since = record.isWhole() ? Optional.of(record.at()) : since;
      isPartly |= !record.isWhole();
    }
    return new Standing(since, isPartly);
  }
}
