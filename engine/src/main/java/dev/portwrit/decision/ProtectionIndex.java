package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The protections of a workspace by pattern, each with the exceptions that lift it. */
final class ProtectionIndex {
  private final PatternMap<List<Guard>> byPattern = new PatternMap<>();
  private final Map<String, Guard> byName = new HashMap<>();

  /** An exception with the numbers of its subjects. */
  private static final class Release {
    final ProtectionException exception;
    private final int[] to;

    Release(ProtectionException exception, int[] to) {
      this.exception = exception;
      this.to = to;
    }

    boolean lifts(Principals principals, RepositoryName repository, Tag tag, Instant now) {
      return principals.containsAny(to) && reaches(repository, tag, now);
    }

    boolean reaches(RepositoryName repository, Tag tag, Instant now) {
      return exception.expires().isInForceAt(now) && exception.covers(repository, tag);
    }
  }

  /** A protection with its rank among all and the numbers of those whom it lets pass. */
  static final class Guard {
    final Protection protection;
    final Rule rule;
    private final int rank;
    private final int[] to;
    private final List<Release> releases = new ArrayList<>(0);

    Guard(Protection protection, int rank, int[] to) {
      this.protection = protection;
      this.rank = rank;
      this.to = to;
      this.rule =
          new Rule(
              Rule.Kind.PROTECTION,
              "protection " + protection.fullName() + " (" + protection.rule() + ")",
              Optional.of(protection.place()));
    }

    boolean denies() {
      return protection.enforcement() == Protection.Enforcement.DENY;
    }

    boolean covers(Tag tag) {
      for (TagPattern pattern : protection.tags()) {
        if (pattern.matches(tag)) {
          return true;
        }
      }
      return false;
    }

    boolean concerns(Action action, Tag tag) {
      return protection.rule().concerns(action) && covers(tag);
    }

    /** Those whom it lets pass, by number: its own list, and that of each exception in force. */
    IntStream passing(RepositoryName repository, Tag tag, Instant now) {
      return IntStream.concat(
          IntStream.of(to),
          releases.stream()
              .filter(release -> release.reaches(repository, tag, now))
              .flatMapToInt(release -> IntStream.of(release.to)));
    }

    /** Whether it would refuse, in a repository that it reaches. */
    boolean refuses(
        Principals principals, Action action, RepositoryName repository, Tag tag, Instant now) {
      return concerns(action, tag)
          && !principals.containsAny(to)
          && releases.stream().noneMatch(r -> r.lifts(principals, repository, tag, now));
    }
  }

  static ProtectionIndex of(Workspace workspace, Memberships memberships) {
    ProtectionIndex index = new ProtectionIndex();
    List<Protection> byPlace = new ArrayList<>(workspace.protections());
    byPlace.sort(Comparator.comparing(Protection::place));
    int rank = 0;
    for (Protection protection : byPlace) {
      int[] to = memberships.numbers().of(protection.to());
      Guard guard = new Guard(protection, rank++, to);
      index.byName.put(protection.fullName(), guard);
      for (RepositoryPattern pattern : new TreeSet<>(protection.repositories())) {
        index.byPattern.computeIfAbsent(pattern, p -> new ArrayList<>(1)).add(guard);
      }
    }
    List<ProtectionException> exceptions = new ArrayList<>(workspace.exceptions());
    exceptions.sort(Comparator.comparing(ProtectionException::place));
    for (ProtectionException exception : exceptions) {
      Guard guard = index.byName.get(exception.protection());
      if (guard != null) {
        guard.releases.add(new Release(exception, memberships.numbers().of(exception.to())));
      }
    }
    return index;
  }

  /** All that could cover a tag in a repository, by place, each once. */
  List<Guard> reaching(RepositoryName repository) {
    List<Guard> guards = new ArrayList<>(4);
    byPattern.forEachMatch(repository, guards::addAll);
    if (guards.size() < 2) {
      return guards;
    }
    guards.sort((left, right) -> Integer.compare(left.rank, right.rank));
    return guards.stream().distinct().toList();
  }

  /** The exceptions that lift a protection somewhere for somebody now, by place. */
  List<ProtectionException> lifting(Protection protection, Principals principals, Instant now) {
    Guard guard = byName.get(protection.fullName());
    return guard == null
        ? List.of()
        : guard.releases.stream()
            .filter(release -> principals.containsAny(release.to))
            .map(release -> release.exception)
            .filter(exception -> exception.expires().isInForceAt(now))
            .toList();
  }
}
