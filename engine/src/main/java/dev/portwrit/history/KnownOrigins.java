package dev.portwrit.history;

import dev.portwrit.cache.ClaimSum;
import dev.portwrit.cache.KeptOrigins;
import dev.portwrit.cache.OriginsKey;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.time.Instant;
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
 * origin of the same claim. A claim that is new or has other limits has to go on.
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
  private final Map<String, Integer> places = new HashMap<>();
  private final List<CommitInfo> line;
  private final Map<KeptOrigins.Made, Optional<Known>> seen = new HashMap<>();
  private final Map<Claim, ClaimSum> sums = new HashMap<>();
  private final List<Passed> passed = new ArrayList<>();

  KnownOrigins(OriginMemory memory, BranchLine line, Ancestry ancestry) {
    this.memory = memory;
    this.ancestry = ancestry;
    this.line = line.commits();
    for (int i = 0; i < this.line.size(); i++) {
      places.put(this.line.get(i).id(), i);
    }
  }

  /**
   * The claims whose origin is known where the walk comes to a commit, by their origins.
   *
   * @param until the instant at which it will be compared with the one before it
   * @param open the claims that hold at it
   */
  Map<Known, Set<Claim>> at(CommitInfo commit, Instant until, Claims open) throws SourceException {
    if (memory.cache().isEmpty()) {
      return Map.of();
    }
    OriginsKey key = new OriginsKey(memory.standpoint(), commit.id(), until);
    Optional<KeptOrigins> kept = memory.cache().get().find(key);
    boolean isToKeep = KEPT_AT.contains(places.getOrDefault(commit.id(), -1));
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
      for (Map.Entry<Claim, ClaimSum> one : claims.entrySet()) {
        KeptOrigins.Made made = kept.get().origins().get(one.getValue());
        if (made != null) {
          known(made, commit)
              .ifPresent(
                  origin ->
                      known.computeIfAbsent(origin, some -> new HashSet<>()).add(one.getKey()));
        }
      }
    }
    return known;
  }

  // What this clone does not have, or not behind the commit, is looked for anew.
  private Optional<Known> known(KeptOrigins.Made made, CommitInfo commit) throws SourceException {
    Integer there = places.get(made.merge().orElse(made.commit()));
    if (there == null || there < places.getOrDefault(commit.id(), 0)) {
      return Optional.empty();
    }
    Optional<Known> found = seen.get(made);
    if (found == null) {
      found = find(made, line.get(there));
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
