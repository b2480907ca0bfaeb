package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Goes through what reaches the repository of one question, keeps the first entitlement that gives
 * the action, and collects the protections if they have a say.
 */
final class Search implements Consumer<Reach> {
  /** The rank where no entitlement gives the action. */
  static final int NONE = Integer.MAX_VALUE;

  private final Principal principal;
  private final Action action;
  private final Instant now;
  private final boolean withGuards;
  private final List<Entitlement> entitlements;
  private int first = NONE;
  private List<Guard> guards = List.of();

  Search(Principal principal, Question question, List<Entitlement> entitlements) {
    this.principal = principal;
    this.action = question.action();
    this.now = question.now();
    this.withGuards = question.tag().isPresent() && Guard.canConcern(question.action());
    this.entitlements = entitlements;
  }

  @Override
  public void accept(Reach reach) {
    first = reach.first(this, first, entitlements);
    if (withGuards && !reach.guards().isEmpty()) {
      guards = guards.isEmpty() ? new ArrayList<>(4) : guards;
      guards.addAll(reach.guards());
    }
  }

  Principal principal() {
    return principal;
  }

  Action action() {
    return action;
  }

  Instant now() {
    return now;
  }

  /** The rank of the first entitlement that gives the action, or {@link #NONE}. */
  int first() {
    return first;
  }

  /** The protections that were met, in no order, some perhaps twice. */
  List<Guard> guards() {
    return guards;
  }
}
