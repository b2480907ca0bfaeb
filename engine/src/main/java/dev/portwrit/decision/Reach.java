package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What policies say of the repositories of one pattern: entitlements, by the place of each, and
 * protections.
 *
 * <p>The entitlements are numbers that lie side by side: most of those that a question meets are of
 * other subjects, and are passed over without touching anything else. An entry holds, from the high
 * bits to the low, the number of the subject, the rank among all entitlements in the order of their
 * places, whether it expires, and a bit for each action that its role holds.
 */
final class Reach {
  /** Above so many, those of the asking subjects are searched for instead of looked through all. */
  private static final int MANY = 64;

  private static final int EXPIRES = 1 << 5;
  private static final int RANK_SHIFT = 6;
  private static final int SUBJECT_SHIFT = 32;

  private static final Map<Role, Integer> ACTIONS = actionsOfRoles();

  private long[] byRank = new long[1];
  private long[] bySubject = {};
  private int size;
  private List<Guard> guards = List.of();

  private static Map<Role, Integer> actionsOfRoles() {
    Map<Role, Integer> bits = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      int held = Arrays.stream(Action.values()).filter(role::holds).mapToInt(Reach::bit).sum();
      bits.put(role, held);
    }
    return bits;
  }

  private static int bit(Action action) {
    return switch (action) {
      case PULL -> 1;
      case PUSH -> 1 << 1;
      case OVERWRITE -> 1 << 2;
      case DELETE -> 1 << 3;
      case ADMINISTER -> 1 << 4;
    };
  }

  /** Adds an entitlement whose rank is behind those before. Only while the index is built. */
  void add(int subject, int rank, Entitlement entitlement) {
    if (size == byRank.length) {
      byRank = Arrays.copyOf(byRank, 2 * size);
    }
    int expires = entitlement.expires().isPresent() ? EXPIRES : 0;
    int word = rank << RANK_SHIFT | expires | ACTIONS.getOrDefault(entitlement.role(), 0);
    byRank[size++] = (long) subject << SUBJECT_SHIFT | word;
  }

  /** Adds a protection whose place is behind those before. Only while the index is built. */
  void add(Guard guard) {
    guards = guards.isEmpty() ? new ArrayList<>(1) : guards;
    guards.add(guard);
  }

  /** Orders what was added for searching. Ends the building. */
  void seal() {
    if (size > MANY) {
      bySubject = Arrays.copyOf(byRank, size);
      Arrays.sort(bySubject);
    }
  }

  List<Guard> guards() {
    return guards;
  }

  /** The number of entitlements. */
  int size() {
    return size;
  }

  /** The rank of an entitlement, by its index among those of this pattern. */
  int rank(int index) {
    return rank(byRank[index]);
  }

  /** The rank of the first that gives what is asked, or the limit if it is not before that. */
  int first(Search search, int limit, List<Entitlement> entitlements) {
    return bySubject.length > 0 && search.principal().isFew()
        ? firstBySubject(search, limit, entitlements)
        : firstByRank(search, limit, entitlements);
  }

  private int firstByRank(Search search, int limit, List<Entitlement> entitlements) {
    int bit = bit(search.action());
    for (int i = 0; i < size; i++) {
      long entry = byRank[i];
      int rank = rank(entry);
      if (rank >= limit) {
        return limit;
      }
      if (search.principal().isIn((int) (entry >> SUBJECT_SHIFT))
          && gives(entry, bit, search.now(), entitlements)) {
        return rank;
      }
    }
    return limit;
  }

  private int firstBySubject(Search search, int limit, List<Entitlement> entitlements) {
    int bit = bit(search.action());
    int first = limit;
    for (int subject : search.principal().few()) {
      int at = Arrays.binarySearch(bySubject, (long) subject << SUBJECT_SHIFT);
      for (int i = at < 0 ? -at - 1 : at; i < bySubject.length; i++) {
        long entry = bySubject[i];
        if ((int) (entry >> SUBJECT_SHIFT) != subject || rank(entry) >= first) {
          break;
        }
        if (gives(entry, bit, search.now(), entitlements)) {
          first = rank(entry);
        }
      }
    }
    return first;
  }

  private static boolean gives(long entry, int bit, Instant now, List<Entitlement> entitlements) {
    return (entry & bit) != 0
        && ((entry & EXPIRES) == 0 || entitlements.get(rank(entry)).isInForceAt(now));
  }

  private static int rank(long entry) {
    return (int) entry >> RANK_SHIFT;
  }
}
