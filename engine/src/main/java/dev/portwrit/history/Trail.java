package dev.portwrit.history;

import dev.portwrit.access.AccessRelation;
import dev.portwrit.cache.KeptSteps;
import dev.portwrit.cache.OriginsKey;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.review.Gain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What expanded on the way of a walk, from the newest commit that it passed on back. */
final class Trail {
  /** Some 8 MB in a file; who has to look further back begins to compare again there. */
  static final int MOST_GAINS = 500_000;

  private final OriginMemory memory;
  private final Places places;
  private final int mostGains;
  private final List<KeptSteps.Step> steps = new ArrayList<>();
  private Optional<OriginsKey> from = Optional.empty();
  private Optional<PolicyIndex> first = Optional.empty();
  private Optional<GainFilter> filter = Optional.empty();
  private int gains;
  private String reached = "";
  private Instant until = Instant.MIN;
  private boolean isFull;
  private boolean isNews;

  /**
   * A trail without steps.
   *
   * @param memory where it is kept in the end
   * @param places of the line
   * @param mostGains how many are kept; what would be more ends where the walk was then
   */
  Trail(OriginMemory memory, Places places, int mostGains) {
    this.mostGains = mostGains;
    this.memory = memory;
    this.places = places;
  }

  /**
   * The walk stands at a commit, which it will compare with the one before it at an instant.
   *
   * @param index the policy of the commit
   */
  void pass(OriginsKey commit, PolicyIndex index) {
    if (memory.cache().isEmpty()) {
      return;
    }
    if (from.isEmpty()) {
      from = Optional.of(commit);
      first = Optional.of(index);
      reach(commit.commitId(), commit.until());
    } else if (isBehind(commit.commitId())) {
      reach(commit.commitId(), commit.until());
      isNews = true;
    }
  }

  /** Whether the walk passed a commit. */
  boolean isBegun() {
    return from.isPresent();
  }

  /** The walk compared two commits. */
  void add(String younger, String older, List<Gain> expanded) {
    if (from.isPresent() && isBehind(older)) {
      List<Gain> left = expanded.stream().map(filter()::left).flatMap(Optional::stream).toList();
      gains += left.size();
      isFull = gains > mostGains;
      if (!isFull && !left.isEmpty()) {
        steps.add(new KeptSteps.Step(younger, older, left));
      }
    }
  }

  /** The walk takes another's way, from where it stands. */
  void take(KeptSteps kept) {
    boolean isOwn = steps.isEmpty() && !isNews;
    int before = steps.size();
    kept.steps().forEach(step -> add(step.younger(), step.older(), step.gains()));
    if (isFull) {
      // Behind where the walk stands nothing is reached, and so nothing may be said of it.
      steps.subList(before, steps.size()).clear();
    }
    if (isBehind(kept.reached())) {
      reach(kept.reached(), kept.until());
      isNews = !isOwn;
    }
  }

  // Not before something expanded, since often all is known where a walk begins.
  private GainFilter filter() {
    if (filter.isEmpty()) {
      Claims held = new Claims();
      AccessRelation.of(first.orElseThrow())
          .forEach(from.orElseThrow().until(), access -> held.add(Claim.of(access)));
      filter = Optional.of(new GainFilter(held));
    }
    return filter.get();
  }

  private boolean isBehind(String commit) {
    return !isFull && places.of(commit) > places.of(reached);
  }

  private void reach(String commit, Instant instant) {
    reached = commit;
    until = instant;
  }

  /** Keeps it, if it goes further than what is kept. */
  void keep() {
    if (isNews) {
      memory
          .cache()
          .orElseThrow()
          .keepSteps(from.orElseThrow(), new KeptSteps(steps, reached, until));
    }
  }
}
