package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entitlements of a workspace by pattern, each list in the order of their places. */
final class RoleIndex {
  private final PatternMap<List<Slot>> byPattern = new PatternMap<>();

  /** An entitlement with its rank among all and the number of its subject. */
  private static final class Slot {
    final Entitlement entitlement;
    final int rank;
    final int subject;

    /** Made when first needed; a race makes two equal ones. */
    Decision.@Nullable Allowed allowed;

    Slot(Entitlement entitlement, int rank, int subject) {
      this.entitlement = entitlement;
      this.rank = rank;
      this.subject = subject;
    }

    Decision.Allowed allowed() {
      Decision.Allowed made = allowed;
      if (made == null) {
        made = new Decision.Allowed(entitlement.rule(), List.of());
        allowed = made;
      }
      return made;
    }
  }

  static RoleIndex of(List<Entitlement> byPlace, Memberships memberships) {
    RoleIndex index = new RoleIndex();
    int rank = 0;
    for (Entitlement entitlement : byPlace) {
      Slot slot = new Slot(entitlement, rank++, memberships.numbers().of(entitlement.subject()));
      index
          .byPattern
          .computeIfAbsent(entitlement.repositories(), p -> new ArrayList<>(1))
          .add(slot);
    }
    return index;
  }

  /** The first entitlement by place that gives the action, as the answer it makes. */
  Decision.@Nullable Allowed first(Principals principals, Question question) {
    First first = new First(principals, question.action(), question.now());
    byPattern.forEachMatch(question.repository(), first);
    return first.best == null ? null : first.best.allowed();
  }

  /** All that reach a repository, by place. */
  List<Entitlement> on(RepositoryName repository) {
    List<Slot> slots = new ArrayList<>();
    byPattern.forEachMatch(repository, slots::addAll);
    slots.sort((left, right) -> Integer.compare(left.rank, right.rank));
    return slots.stream().map(slot -> slot.entitlement).toList();
  }

  private static final class First implements Consumer<List<Slot>> {
    private final Principals principals;
    private final Action action;
    private final Instant now;
    private @Nullable Slot best;

    First(Principals principals, Action action, Instant now) {
      this.principals = principals;
      this.action = action;
      this.now = now;
    }

    @Override
    public void accept(List<Slot> slots) {
      int limit = best == null ? Integer.MAX_VALUE : best.rank;
      for (int i = 0; i < slots.size(); i++) {
        Slot slot = slots.get(i);
        if (slot.rank >= limit) {
          return;
        }
        if (slot.entitlement.role().holds(action)
            && principals.contains(slot.subject)
            && slot.entitlement.isInForceAt(now)) {
          best = slot;
          return;
        }
      }
    }
  }
}
