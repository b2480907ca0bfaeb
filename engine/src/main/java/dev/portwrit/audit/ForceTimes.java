package dev.portwrit.audit;

import dev.portwrit.history.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Since when access is in force in a registry, by records of who enforces policies: since the first
 * record of a commit at or behind the one that made the access, with none of an earlier commit, or
 * of one that is not on the branch, after it. Whoever enforces nothing there any more does not
 * count. What a record of a commit that is not known here says is not known. For one thread.
 */
final class ForceTimes {
  private static final String NOT_YET = "not-yet";
  private static final int ELSEWHERE = Integer.MAX_VALUE;

  /** Stands for a commit that is not known. */
  private static final String SOME_COMMIT = "some";

  private final Map<String, Integer> positions = new HashMap<>();

  /** By registry, then by who enforces. */
  private final Map<String, SortedMap<String, List<ForceRecord>>> newestFirst = new HashMap<>();

  private final Map<Standpoint, String> known = new HashMap<>();

  private record Standpoint(int position, String registry, boolean countsApply) {}

  /**
   * Reads records.
   *
   * @param records of each who enforces in the order in which they came, whatever clocks said
   * @param branch where their commits are
   * @param only the registry for which records are that do not say for which; empty if it could be
   *     any of several: then what was in force from such a record on is not known of any
   * @param now what was recorded after it is not looked at
   */
  ForceTimes(List<ForceRecord> records, KnownCommits branch, Optional<String> only, Instant now) {
    for (int i = 0; i < branch.line().size(); i++) {
      positions.put(branch.line().get(i), i);
    }
    branch.others().forEach(commit -> positions.putIfAbsent(commit, ELSEWHERE));
    Set<String> registries =
        records.stream()
            .flatMap(record -> record.registry().or(() -> only).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (ForceRecord record : records) {
      Optional<String> registry = record.registry().or(() -> only);
      if (registry.isPresent()) {
        add(registry.get(), record, now);
      } else {
        registries.forEach(any -> add(any, ofSome(record), now));
      }
    }
  }

  private static ForceRecord ofSome(ForceRecord record) {
    return new ForceRecord(
        record.by(), record.registry(), SOME_COMMIT, record.at(), record.isWhole());
  }

  private void add(String registry, ForceRecord record, Instant now) {
    List<ForceRecord> some =
        newestFirst
            .computeIfAbsent(registry, one -> new TreeMap<>())
            .computeIfAbsent(record.by(), by -> new ArrayList<>());
    if (!record.at().isAfter(now)) {
      some.add(0, record);
    }
  }

  /**
   * An instant, {@code not-yet} or {@code unknown}.
   *
   * @param registry where it is in force
   * @param asked whether the registry itself is asked to allow it: else no apply enforces it
   */
  String of(Origin origin, String registry, Asked asked) {
    String withoutApply = of(origin, registry, false);
    if (asked == Asked.NO) {
      return withoutApply;
    }
    String withApply = of(origin, registry, true);
    return asked == Asked.YES || withApply.equals(withoutApply) ? withApply : ReportRow.UNKNOWN;
  }

  private String of(Origin origin, String registry, boolean countsApply) {
    if (records(registry, countsApply).isEmpty()) {
      return ReportRow.UNKNOWN;
    }
    if (origin instanceof Origin.Uncommitted) {
      return NOT_YET;
    }
    if (!(origin instanceof Origin.Made made)) {
      return ReportRow.UNKNOWN;
    }
    Integer position = positions.get(made.merge().orElse(made.commit()).id());
    return position == null
        ? ReportRow.UNKNOWN
        : known.computeIfAbsent(new Standpoint(position, registry, countsApply), this::since);
  }

  /** What each says who enforces there, and did not go away. */
  private List<List<ForceRecord>> records(String registry, boolean countsApply) {
    return newestFirst.getOrDefault(registry, new TreeMap<>()).entrySet().stream()
        .filter(one -> countsApply || !one.getKey().equals(ForceRecord.APPLY))
        .map(Map.Entry::getValue)
        .filter(records -> records.isEmpty() || !records.get(0).isEnd())
        .toList();
  }

  private String since(Standpoint of) {
    List<Standing> standings =
        records(of.registry(), of.countsApply()).stream()
            .map(records -> standing(records, of.position()))
            .toList();
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
    boolean isTorn = false;
    for (ForceRecord record : records) {
      if (record.isEnd()) {
        break;
      }
      Integer at = positions.get(record.commit());
      if (at == null) {
        return new Standing(since, isPartly, true);
      }
      if (at > position) {
        if (record.isWhole()) {
          break;
        }
        // What an earlier commit took away only in part may have gone, or have stayed since before.
        isTorn = true;
        continue;
      }
      if (isTorn) {
        return new Standing(since, isPartly, true);
      }
      since = record.isWhole() ? Optional.of(record.at()) : since;
      isPartly |= !record.isWhole();
    }
    return new Standing(since, isPartly, false);
  }
}
