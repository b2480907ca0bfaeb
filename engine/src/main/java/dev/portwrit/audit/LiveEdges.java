package dev.portwrit.audit;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Found;
import dev.portwrit.region.Region;
import dev.portwrit.region.SpotSearch;
import dev.portwrit.registry.NativeAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a native state allows at one instant, to be asked quickly. */
final class LiveEdges {
  private record Given(String account, Action action, String repository) {}

  private final Set<Given> given = new HashSet<>();
  private final SortedSet<String> repositories = new TreeSet<>();
  private final SortedMap<String, List<TagLock>> locks = new TreeMap<>();

  private record TagLock(TagPattern tags, List<TagPattern> except) {
    private static final RepositoryPattern ANYWHERE = new RepositoryPattern("**");

    @Override
    public String toString() {
      String but =
          except.isEmpty()
              ? ""
              : except.stream()
                  .map(TagPattern::value)
                  .sorted()
                  .collect(Collectors.joining(", ", ", but not ", ""));
      return "except tags " + tags + " (kept by the registry" + but + ")";
    }

    /** Whether a lock of the same tags excepts none that this one does not. */
    boolean isKeptBy(TagLock other) {
      List<Box> mine = except.stream().map(one -> Box.of(ANYWHERE, one)).toList();
      return other.except.stream()
          .map(one -> new Region(new Box(List.of(ANYWHERE), List.of(tags, one)), mine))
          .allMatch(more -> SpotSearch.in(more) instanceof Found.Nothing);
    }
  }

  LiveEdges(NativeAccess access, Instant at) {
    for (NativeAccess.Edge edge : access.edges()) {
      if (isOfRepository(edge)) {
        repositories.add(edge.repository());
        if (isInForce(edge, at)) {
          given.add(new Given(edge.account(), edge.action(), edge.repository()));
        }
      }
    }
    for (NativeAccess.TagLock lock : access.protections()) {
      repositories.add(lock.repository());
      for (Action action : lock.closed()) {
        for (TagPattern tags : lock.tags()) {
          locks
              .computeIfAbsent(lock(lock.repository(), action) + tags, key -> new ArrayList<>())
              .add(new TagLock(tags, lock.except()));
        }
      }
    }
  }

  /** Not that somebody may log in and nothing else. */
  static boolean isOfRepository(NativeAccess.Edge edge) {
    return !edge.repository().equals(NativeAccess.LOGIN);
  }

  static boolean isInForce(NativeAccess.Edge edge, Instant at) {
    return edge.until().map(at::isBefore).orElse(true);
  }

  /** The repositories of which it says anything, by the names of the registry. */
  SortedSet<String> repositories() {
    return repositories;
  }

  /** Whether one of some accounts, or everybody, may do something in a repository. */
  boolean allow(Collection<String> accounts, Action action, String repository) {
    return given.contains(new Given(NativeAccess.EVERYBODY, action, repository))
        || accounts.stream()
            .anyMatch(account -> given.contains(new Given(account, action, repository)));
  }

  /** The patterns of tags in a repository that others keep from an action and this does not. */
  SortedSet<String> unkept(LiveEdges others, String repository, Action action) {
    String begin = lock(repository, action);
    SortedSet<String> unkept = new TreeSet<>();
    for (Map.Entry<String, List<TagLock>> asked : others.locks.tailMap(begin).entrySet()) {
      if (!asked.getKey().startsWith(begin)) {
        break;
      }
      List<TagLock> there = locks.getOrDefault(asked.getKey(), List.of());
      if (asked.getValue().stream().anyMatch(one -> there.stream().noneMatch(one::isKeptBy))) {
        unkept.add(asked.getKey().substring(begin.length()));
      }
    }
    return unkept;
  }

  /**
   * The tags of a repository that are not kept from an action: {@code all}, or {@code all except
   * tags v* (kept by the registry, but not v0*)}.
   */
  String tagsLeft(String repository, Action action) {
    String begin = lock(repository, action);
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, List<TagLock>> one : locks.tailMap(begin).entrySet()) {
      if (!one.getKey().startsWith(begin)) {
        break;
      }
      one.getValue().stream().map(TagLock::toString).distinct().sorted().forEach(kept::add);
    }
    return kept.isEmpty()
        ? LiveRow.ALL_TAGS
        : kept.stream().collect(Collectors.joining(", ", LiveRow.ALL_TAGS + " ", ""));
  }

  private static String lock(String repository, Action action) {
    return repository + " " + action + " ";
  }
}
