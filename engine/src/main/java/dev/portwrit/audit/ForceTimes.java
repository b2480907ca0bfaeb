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
 * is not on the branch, after it. What a record of a commit that is not known here says is not
 * known. For one thread.
 */
final class ForceTimes {
  private static final String NOT_YET = "not-yet";
  private static final int ELSEWHERE = Integer.MAX_VALUE;

  private final boolean hasRecords;

  private final Map<String, Integer> positions = new HashMap<>();
  private final SortedMap<String, List<ForceRecord>> newestFirst = new TreeMap<>();
  private final Map<Integer, String> known = new HashMap<>();

  /**
   * Reads records.
   *
   * @param records of each who enforces in the order in which they came, whatever clocks said
   * @param branch where their commits are
   * @param now what was recorded after it is not looked at
   */
  ForceTimes(List<ForceRecord> records, KnownCommits branch, Instant now) {
    for (int i = 0; i < branch.line().size(); i++) {
      positions.put(branch.line().get(i), i);
    }
    branch.others().forEach(commit -> positions.putIfAbsent(commit, ELSEWHERE));
    hasRecords = !records.isEmpty();
    for (ForceRecord record : records) {
      if (!record.at().isAfter(now)) {
        newestFirst.computeIfAbsent(record.by(), by -> new ArrayList<>()).add(0, record);
      }
    }
  }

  /** An instant, {@code not-yet} or {@code unknown}. */
  String of(Origin origin) {
    if (!hasRecords) {
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
    if (standings.stream().anyMatch(Standing::isUnclear)) {
      return ReportRow.UNKNOWN;
    }
    return standings.stream()
        .map(Standing::since)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .map(Instant::toString)
        .orElse(standings.stream().anyMatch(Standing::isPartly) ? ReportRow.UNKNOWN : NOT_YET);
  }

  private record Standing(Optional<Instant> since, boolean isPartly, boolean isUnclear) {}

  private Standing standing(List<ForceRecord> records, int position) {
    Optional<Instant> since = Optional.empty();
    boolean isPartly = false;
    for (ForceRecord record : records) {
      Integer at = positions.get(record.commit());
      if (at == null) {
        return new Standing(since, isPartly, true);
      }
      if (at > position) {
        break;
      }
      since = record.isWhole() ? Optional.of(record.at()) : since;
      isPartly |= !record.isWhole();
    }
    return new Standing(since, isPartly, false);
  }
}
