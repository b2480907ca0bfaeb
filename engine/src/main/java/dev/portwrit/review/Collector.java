package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Found;
import dev.portwrit.region.Region;
import dev.portwrit.region.SpotSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Collects what differs, and says once what holds of several actions alike. */
final class Collector {
  // The patterns and the first subject decide nearly always; whole regions are dear to compare.
  private static final Comparator<Region> BY_PATTERN =
      Comparator.<Region, RepositoryPattern>comparing(region -> region.box().repositories().get(0))
          .thenComparing(region -> region.box().tags().toString());

  private static final Comparator<Change> BY_CAUSE =
      Comparator.<Change, Instant>comparing(change -> change.from().orElse(Instant.MIN))
          .thenComparing(Change::cause)
          .thenComparing(Change::region, BY_PATTERN)
          .thenComparing(change -> change.actions().get(0))
          .thenComparing(change -> change.subjects().get(0))
          .thenComparing(change -> change.region().toString());

  private final Population population;
  private final List<Change> expands = new ArrayList<>();
  private final List<Change> restricts = new ArrayList<>();
  private final List<Move> moved = new ArrayList<>();
  private final List<Undetermined> unknown = new ArrayList<>();

  private final Map<What, Set<Action>> open = new LinkedHashMap<>();
  private final Map<Path, Set<Action>> openMoves = new LinkedHashMap<>();
  private final Map<Region, Found> found = new HashMap<>();

  /** Of what it could not be told at the instant of the review. */
  private final Map<What, Set<Action>> unclear = new LinkedHashMap<>();

  /** For whom something was told; what concerns protected tags is there as such and without. */
  private final Map<Told, RoaringBitmap> told = new HashMap<>();

  /** The later instant that is looked at; empty at that of the review. */
  private Optional<Instant> from = Optional.empty();

  private record Told(boolean expands, Action action, Region region, boolean protectedTags) {}

  private record What(
      boolean expands, RoaringBitmap who, Region region, Cause cause, boolean protectedTags) {}

  private record Path(RoaringBitmap who, Box box, Cause before, Cause after) {}

  Collector(Population population) {
    this.population = population;
  }

  /** What comes from now on is so from an instant on, and left out where it was told before. */
  void beginLater(Instant instant) {
    if (from.isEmpty()) {
      expands.forEach(one -> remember(true, one));
      restricts.forEach(one -> remember(false, one));
      unclear.forEach(this::remember);
    }
    from = Optional.of(instant);
  }

  private void remember(boolean isExpanded, Change change) {
    RoaringBitmap who = population.numbers(change.subjects());
    for (Action action : change.actions()) {
      remember(who, new Told(isExpanded, action, change.region(), false));
      if (change.protectedTags()) {
        remember(who, new Told(isExpanded, action, change.region(), true));
      }
    }
  }

  // What is unknown of a region is so whatever protections are near.
  private void remember(What what, Set<Action> actions) {
    for (Action action : actions) {
      remember(what.who(), new Told(what.expands(), action, what.region(), false));
      remember(what.who(), new Told(what.expands(), action, what.region(), true));
    }
  }

  private void remember(RoaringBitmap who, Told what) {
    told.computeIfAbsent(what, key -> new RoaringBitmap()).or(who);
  }

  /** Looks for a place in a region; remembered until {@link #endOfPattern}. */
  Found search(Region region) {
    return found.computeIfAbsent(region, SpotSearch::in);
  }

  /** Some may do something in one policy and not in the other, wherever the region has a place. */
  void add(
      boolean isExpanded,
      RoaringBitmap who,
      Action action,
      Region region,
      Cause cause,
      boolean protectedTags) {
    RoaringBitmap some = untold(who, new Told(isExpanded, action, region, protectedTags));
    if (!some.isEmpty() && !(search(region) instanceof Found.Nothing)) {
      open.computeIfAbsent(
              new What(isExpanded, some, region, cause, protectedTags),
              what -> EnumSet.noneOf(Action.class))
          .add(action);
    }
  }

  private RoaringBitmap untold(RoaringBitmap who, Told what) {
    @Nullable RoaringBitmap before = told.get(what);
    return before == null ? who : RoaringBitmap.andNot(who, before);
  }

  /** Some may do something in both, by another path. */
  void addMove(RoaringBitmap who, Action action, Box box, Cause before, Cause after) {
    openMoves
        .computeIfAbsent(new Path(who, box, before, after), what -> EnumSet.noneOf(Action.class))
        .add(action);
  }

  /** Nothing more comes that could be said together with what came before. */
  void endOfPattern() {
    open.forEach(this::close);
    openMoves.forEach(this::close);
    open.clear();
    openMoves.clear();
    found.clear();
  }

  private void close(What what, Set<Action> actions) {
    List<Action> inOrder = List.copyOf(actions);
    if (search(what.region()) instanceof Found.There there) {
      Change change =
          new Change(
              population.subjects(what.who()),
              inOrder,
              what.region(),
              what.cause(),
              there.spot(),
              what.protectedTags(),
              from);
      (what.expands() ? expands : restricts).add(change);
      if (from.isPresent()) {
        remember(what.expands(), change);
      }
    } else if (search(what.region()) instanceof Found.Open unsure) {
      unknown.add(
          new Undetermined(
              population.subjects(what.who()),
              inOrder,
              what.region(),
              what.cause(),
              unsure.cause(),
              from));
      if (from.isPresent()) {
        remember(what, actions);
      } else {
        unclear.put(what, actions);
      }
    }
  }

  private void close(Path path, Set<Action> actions) {
    Found spot = search(new Region(path.box(), List.of()));
    if (spot instanceof Found.There there) {
      moved.add(
          new Move(
              population.subjects(path.who()),
              List.copyOf(actions),
              path.box(),
              path.before(),
              path.after(),
              there.spot()));
    }
  }

  /** What expands, by whatever cause. */
  List<Gain> gains() {
    endOfPattern();
    List<Gain> gains = new ArrayList<>(expands.size() + unknown.size());
    expands.forEach(one -> gains.add(gain(one.subjects(), one.actions(), one.region(), true)));
    unknown.forEach(one -> gains.add(gain(one.subjects(), one.actions(), one.region(), false)));
    return gains;
  }

  private Gain gain(List<Subject> who, List<Action> actions, Region region, boolean isCertain) {
    Optional<List<Subject>> others = population.allBut(who);
    return new Gain(Set.copyOf(others.orElse(who)), others.isPresent(), actions, region, isCertain);
  }

  Review review(List<RegistryAccount> accounts, long unchanged, Optional<Instant> openFrom) {
    endOfPattern();
    expands.sort(BY_CAUSE);
    restricts.sort(BY_CAUSE);
    moved.sort(
        Comparator.comparing(Move::after)
            .thenComparing(Move::before)
            .thenComparing(move -> move.box().toString())
            .thenComparing(move -> move.actions().get(0))
            .thenComparing(move -> move.subjects().get(0)));
    unknown.sort(
        Comparator.<Undetermined, Instant>comparing(one -> one.from().orElse(Instant.MIN))
            .thenComparing(Undetermined::cause)
            .thenComparing(one -> one.region().toString())
            .thenComparing(one -> one.actions().get(0))
            .thenComparing(one -> one.subjects().get(0)));
    return new Review(expands, restricts, moved, accounts, unknown, unchanged, openFrom);
  }
}
