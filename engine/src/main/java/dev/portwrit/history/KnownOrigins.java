package dev.portwrit.history;

import dev.portwrit.cache.ClaimSum;
import dev.portwrit.cache.KeptOrigins;
import dev.portwrit.cache.KeptSteps;
import dev.portwrit.cache.OriginsKey;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The memory of one walk. Where it comes to a commit at which a claim holds, what is behind depends
 * on the commit, the instant and the claim alone; so what another walk found from there is the
 * origin of the same claim. A claim that is new or has other limits is held against what expanded
 * behind the commit, as far back as another walk looked.
 */
final class KnownOrigins {
  /** A commit by which claims came to be, and by which merge the branch got it. */
  record Known(CommitInfo commit, Optional<CommitInfo> merge) {}

  /**
   * How far behind the newest commit origins are kept: also behind it, so that a branch that was
   * pushed anew finds something where it left the other.
   */
  private static final Set<Integer> KEPT_AT = Set.of(0, 8, 64, 512);

  private record Passed(OriginsKey key, Map<Claim, ClaimSum> claims, Optional<KeptOrigins> kept) {}

  private final OriginMemory memory;
  private final Ancestry ancestry;
  private final Places places;
  private final Map<KeptOrigins.Made, Optional<Known>> seen = new HashMap<>();
  private final Map<Claim, ClaimSum> sums = new HashMap<>();
  private final Set<OriginsKey> foundAt = new HashSet<>();
  private final List<Passed> passed = new ArrayList<>();

  KnownOrigins(OriginMemory memory, Places places, Ancestry ancestry) {
    this.memory = memory;
    this.ancestry = ancestry;
    this.places = places;
  }

  /**
   * The claims whose origin is known where the walk comes to a commit, by their origins.
   *
   * @param key the commit, and the instant at which it will be compared with the one before it
   * @param open the claims that hold at it
   */
  Map<Known, Set<Claim>> at(OriginsKey key, Claims open) throws SourceException {
    if (memory.cache().isEmpty()) {
      return Map.of();
    }
    int place = places.of(key.commitId());
    Optional<KeptOrigins> kept = memory.cache().get().find(key);
    boolean isToKeep = KEPT_AT.contains(place);
    if (kept.isEmpty() && !isToKeep) {
      return Map.of();
    }
    Map<Claim, ClaimSum> claims = new HashMap<>();
    for (Claim claim : open.all()) {
      claims.put(claim, sums.computeIfAbsent(claim, one -> ClaimSum.of(one.region())));
    }
    if (isToKeep) {
      passed.add(new Passed(key, claims, kept));
    }
    Map<Known, Set<Claim>> known = new LinkedHashMap<>();
    if (kept.isPresent()) {
      foundAt.add(key);
      for (Map.Entry<Claim, ClaimSum> one : claims.entrySet()) {
        KeptOrigins.Made made = kept.get().origins().get(one.getValue());
        if (made != null) {
          known(made, place)
              .ifPresent(
                  origin ->
                      known.computeIfAbsent(origin, some -> new HashSet<>()).add(one.getKey()));
        }
      }
    }
    return known;
  }

  /**
   * What expanded behind a commit, by another walk that came there.
   *
   * @return empty too where this clone has other commits behind it
   */
  Optional<KeptSteps> steps(OriginsKey key) {
    return foundAt.contains(key)
        ? memory.cache().orElseThrow().findSteps(key).filter(kept -> isBehind(kept, key))
        : Optional.empty();
  }

  private boolean isBehind(KeptSteps kept, OriginsKey key) {
    int last = places.of(key.commitId());
    for (KeptSteps.Step step : kept.steps()) {
      int younger = places.of(step.younger());
      int older = places.of(step.older());
      if (younger < last || older <= younger) {
        return false;
      }
      last = older;
    }
    return places.of(kept.reached()) >= last;
  }

  // What this clone does not have, or not behind the commit, is looked for anew.
  private Optional<Known> known(KeptOrigins.Made made, int place) throws SourceException {
    int there = places.of(made.merge().orElse(made.commit()));
    if (there < place) {
      return Optional.empty();
    }
    Optional<Known> found = seen.get(made);
    if (found == null) {
      found = find(made, places.commit(there));
      seen.put(made, found);
    }
    return found;
  }

  private Optional<Known> find(KeptOrigins.Made made, CommitInfo onLine) throws SourceException {
    if (made.merge().isEmpty()) {
      return Optional.of(new Known(onLine, Optional.empty()));
    }
    return ancestry.mergedBy(onLine.id()).commits().stream()
        .filter(one -> one.id().equals(made.commit()))
        .findFirst()
        .map(one -> new Known(one, Optional.of(onLine)));
  }

  /** Keeps what came of the claims at the commits that were passed. */
  void keep(Map<Claim.Key, Origin> origins) {
    for (Passed one : passed) {
      SortedMap<ClaimSum, KeptOrigins.Made> all = new TreeMap<>();
      one.kept().ifPresent(kept -> all.putAll(kept.origins()));
      int before = all.size();
      one.claims()
          .forEach(
              (claim, sum) -> {
                if (origins.get(claim.key()) instanceof Origin.Made made) {
                  all.put(
                      sum,
                      new KeptOrigins.Made(made.commit().id(), made.merge().map(CommitInfo::id)));
                }
              });
      if (all.size() > before) {
        memory.cache().orElseThrow().keep(one.key(), new KeptOrigins(all));
      }
    }
  }
}
