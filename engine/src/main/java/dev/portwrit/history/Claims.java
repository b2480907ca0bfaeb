package dev.portwrit.history;

import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.review.Gain;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Claims by where they are, since of most changes most claims are elsewhere. */
final class Claims {
  private static final Subject EVERYBODY = new Subject.Anonymous();

  private final Map<RepositoryPattern, Map<Subject, Set<Claim>>> byPlace = new HashMap<>();

  /** What was asked before, since the same patterns change again and again. */
  private final Map<RepositoryPattern, List<RepositoryPattern>> meeting = new HashMap<>();

  static Claims of(Collection<Claim> some) {
    Claims claims = new Claims();
    some.forEach(claims::add);
    return claims;
  }

  void add(Claim claim) {
    meeting.clear();
    byPlace
        .computeIfAbsent(claim.repositories(), place -> new HashMap<>())
        .computeIfAbsent(claim.subject(), subject -> new HashSet<>())
        .add(claim);
  }

  void remove(Claim claim) {
    byPlace.computeIfPresent(
        claim.repositories(),
        (place, bySubject) -> {
          bySubject.computeIfPresent(
              claim.subject(),
              (subject, some) -> some.remove(claim) && some.isEmpty() ? null : some);
          return bySubject.isEmpty() ? null : bySubject;
        });
  }

  boolean isEmpty() {
    return byPlace.isEmpty();
  }

  /** All of them, not to be changed by what is removed later. */
  Set<Claim> all() {
    Set<Claim> all = new HashSet<>();
    byPlace.values().forEach(bySubject -> bySubject.values().forEach(all::addAll));
    return all;
  }

  /** Those of whom a gain concerns on patterns that share a name with the first of its own. */
  Set<Claim> near(Gain gain) {
    RepositoryPattern pattern = gain.region().box().repositories().get(0);
    Set<Claim> near = new HashSet<>();
    for (RepositoryPattern place : meeting.computeIfAbsent(pattern, this::placesMeeting)) {
      Map<Subject, Set<Claim>> bySubject = byPlace.getOrDefault(place, Map.of());
      if (gain.isOfAllOthers()) {
        bySubject.forEach(
            (subject, some) -> {
              if (gain.concerns(subject)) {
                near.addAll(some);
              }
            });
      } else {
        gain.subjects().forEach(subject -> near.addAll(bySubject.getOrDefault(subject, Set.of())));
      }
    }
    return near;
  }

  /** Those of its subjects, and {@code anonymous}, who have something where it is. */
  Set<Subject> subjectsNear(Gain gain) {
    Set<Subject> having = new HashSet<>();
    RepositoryPattern pattern = gain.region().box().repositories().get(0);
    for (RepositoryPattern place : meeting.computeIfAbsent(pattern, this::placesMeeting)) {
      Map<Subject, Set<Claim>> bySubject = byPlace.getOrDefault(place, Map.of());
      if (bySubject.containsKey(EVERYBODY)) {
        having.add(EVERYBODY);
      }
      gain.subjects().stream().filter(bySubject::containsKey).forEach(having::add);
    }
    return having;
  }

  private List<RepositoryPattern> placesMeeting(RepositoryPattern pattern) {
    return byPlace.keySet().stream().filter(pattern::overlaps).toList();
  }
}
