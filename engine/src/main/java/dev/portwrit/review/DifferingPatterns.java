package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the patterns on which two policies do not give the same to the same. Both have their
 * entitlements by place, so that what a change leaves as it was stands in the same order in both
 * and is passed over; only the rest is looked at by its patterns.
 */
final class DifferingPatterns {
  private static final Role[] ROLES = Role.values();

  /** What an entitlement of one pattern gives to whom; equal where two give the same. */
  private static final Comparator<Entitlement> BY_MEANING =
      Comparator.comparing(Entitlement::subject).thenComparing(Entitlement::role);

  private final Side before;
  private final Side after;
  private final Instant now;
  private final List<Entitlement> old;
  private final List<Entitlement> young;

  /** The teams and organizations that have not the same people in both. */
  private final Set<Subject> changed;

  /** The patterns that have to be looked at. */
  private final Set<RepositoryPattern> open = new HashSet<>();

  /** Those on which something that stays is to end at another instant. */
  private final Set<RepositoryPattern> lasting = new HashSet<>();

  private long unchanged;

  DifferingPatterns(Side before, Side after, Instant now) {
    this.before = before;
    this.after = after;
    this.now = now;
    this.changed = before.groups().changed(after.groups());
    this.old = before.index().entitlements();
    this.young = after.index().entitlements();
    compare();
  }

  /** Those on which it is not the same, in order. */
  Set<RepositoryPattern> find() {
    return differing(open, BY_MEANING);
  }

  /** Those on which it is not the same now or may not be later, in order. */
  Set<RepositoryPattern> findLasting() {
    Set<RepositoryPattern> all = new HashSet<>(open);
    all.addAll(lasting);
    return differing(all, BY_MEANING.thenComparing(DifferingPatterns::end));
  }

  private Set<RepositoryPattern> differing(
      Set<RepositoryPattern> patterns, Comparator<Entitlement> meaning) {
    Set<RepositoryPattern> differing = new TreeSet<>();
    for (RepositoryPattern pattern : patterns) {
      @Nullable Holding old = before.holding(pattern);
      @Nullable Holding young = after.holding(pattern);
      if (old == null ? young != null : young == null || !isSame(old, young, meaning)) {
        differing.add(pattern);
      }
    }
    return differing;
  }

  /** How many edges (one subject, one action, one pattern) there are in both. */
  long unchanged() {
    before.index().forEachSharedPattern(this::countShared);
    for (RepositoryPattern pattern : open) {
      @Nullable Holding old = before.holding(pattern);
      @Nullable Holding young = after.holding(pattern);
      if (old != null && young != null) {
        count(old, young);
      }
    }
    return unchanged;
  }

  // File by file: in one that did not change the same stands at the same index.
  private void compare() {
    int i = 0;
    int j = 0;
    while (i < old.size() && j < young.size()) {
      int end = endOfFile(old, i);
      int otherEnd = endOfFile(young, j);
      if (old.get(i).place().file().equals(young.get(j).place().file())) {
        compare(i, end, j, otherEnd);
        i = end;
        j = otherEnd;
      } else if (old.get(i).place().compareTo(young.get(j).place()) < 0) {
        look(old, i, end);
        i = end;
      } else {
        look(young, j, otherEnd);
        j = otherEnd;
      }
    }
    look(old, i, old.size());
    look(young, j, young.size());
  }

  // What stands before and behind the place of a change is passed over.
  private void compare(int from, int to, int otherFrom, int otherTo) {
    int i = from;
    int j = otherFrom;
    while (i < to && j < otherTo && isKept(i, j)) {
      keep(i++, j++);
    }
    int end = to;
    int otherEnd = otherTo;
    while (end > i && otherEnd > j && isKept(end - 1, otherEnd - 1)) {
      keep(--end, --otherEnd);
    }
    look(old, i, end);
    look(young, j, otherEnd);
  }

  private static int endOfFile(List<Entitlement> some, int from) {
    String file = some.get(from).place().file();
    int end = from + 1;
    while (end < some.size() && isSame(file, some.get(end).place().file())) {
      end++;
    }
    return end;
  }

  // The texts of one file's places are nearly always one text.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(String file, String other) {
    return file == other || file.equals(other);
  }

  private boolean isKept(int i, int j) {
    Entitlement one = old.get(i);
    Entitlement other = young.get(j);
    return one.role() == other.role()
        && one.subject().equals(other.subject())
        && one.repositories().equals(other.repositories())
        && one.isInForceAt(now) == other.isInForceAt(now);
  }

  private void keep(int i, int j) {
    Entitlement one = old.get(i);
    if (!one.isInForceAt(now)) {
      return;
    }
    if (!end(one).equals(end(young.get(j)))) {
      lasting.add(one.repositories());
    }
    if (!before.index().isAlone(i)) {
      // Is counted with the others on its pattern.
      if (changed.contains(one.subject())) {
        open.add(one.repositories());
      }
    } else if (after.index().isAlone(j) && !changed.contains(one.subject())) {
      unchanged += (long) held(one.role()) * before.groups().size(one.subject());
    } else {
      open.add(one.repositories());
    }
  }

  private void look(List<Entitlement> some, int from, int to) {
    for (Entitlement one : some.subList(from, to)) {
      if (one.isInForceAt(now)) {
        open.add(one.repositories());
      }
    }
  }

  private boolean isSame(Holding old, Holding young, Comparator<Entitlement> meaning) {
    List<Entitlement> one = old.entitlements();
    List<Entitlement> other = young.entitlements();
    if (one.size() != other.size()) {
      return false;
    }
    if (one.size() > 1) {
      one = one.stream().sorted(meaning).toList();
      other = other.stream().sorted(meaning).toList();
    }
    for (int i = 0; i < one.size(); i++) {
      if (meaning.compare(one.get(i), other.get(i)) != 0
          || changed.contains(one.get(i).subject())) {
        return false;
      }
    }
    return true;
  }

  private static Instant end(Entitlement one) {
    return one.expires().isEmpty() ? Instant.MAX : one.expires().get().end();
  }

  // On a pattern that was not looked at both have the same.
  private void countShared(List<Entitlement> samePlace) {
    Map<RepositoryPattern, List<Entitlement>> byText = byText(samePlace);
    byText.forEach(
        (pattern, some) -> {
          if (!open.contains(pattern)) {
            unchanged += edges(some);
          }
        });
  }

  // `a/**/**` means what `a/**` means, and is written otherwise.
  private static Map<RepositoryPattern, List<Entitlement>> byText(List<Entitlement> some) {
    RepositoryPattern first = some.get(0).repositories();
    if (some.stream().allMatch(one -> one.repositories().equals(first))) {
      return Map.of(first, some);
    }
    return some.stream().collect(Collectors.groupingBy(Entitlement::repositories));
  }

  /** How many edges some entitlements of one pattern are. */
  private long edges(List<Entitlement> some) {
    // A role holds what those below it hold, so that whoever has it is counted for what it adds.
    long edges = 0;
    RoaringBitmap holders = new RoaringBitmap();
    for (int i = ROLES.length - 1; i > 0; i--) {
      Role role = ROLES[i];
      for (Entitlement one : some) {
        if (one.role() == role && one.isInForceAt(now)) {
          before.groups().addTo(holders, one.subject());
        }
      }
      edges += (long) (held(role) - held(ROLES[i - 1])) * holders.getCardinality();
    }
    return edges;
  }

  private void count(Holding old, Holding young) {
    for (Action action : Action.values()) {
      unchanged += RoaringBitmap.andCardinality(old.holders(action), young.holders(action));
    }
  }

  private static int held(Role role) {
    int held = 0;
    for (Action action : Action.values()) {
      held += role.holds(action) ? 1 : 0;
    }
    return held;
  }
}
