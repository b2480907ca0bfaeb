package dev.portwrit.apply;

import dev.portwrit.plan.Plan;
import dev.portwrit.plan.Refusal;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.ObjectId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of an apply.
 *
 * @param plan what was planned, as far as it was allowed to be done; empty where it did not come to
 *     that
 * @param refusals why nothing was written; empty where that was not so
 * @param objects what became of each object, in order
 * @param leftOut objects that a saved plan does not know, or knows as something else
 * @param accounts the accounts that the registry does not know, and what it says of each
 * @param recorded whether the commit counts as applied from now on
 * @param calls what it cost
 */
public record ApplyReport(
    Optional<Plan> plan,
    List<Refusal> refusals,
    List<ObjectOutcome> objects,
    List<ObjectId> leftOut,
    SortedMap<String, String> accounts,
    boolean recorded,
    List<CallCount> calls) {
  /** How an apply ends. */
  public enum Verdict {
    /** The registry is as policy asks. */
    CONVERGED,
    /** Some steps were not made. */
    SOME_FAILED,
    /** Nothing was written. */
    REFUSED,
    /** Something could not be told. */
    UNKNOWN
  }

  /** Copies the collections. */
  public ApplyReport {
    refusals = List.copyOf(refusals);
    objects = List.copyOf(objects);
    leftOut = List.copyOf(leftOut);
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    calls = List.copyOf(calls);
  }

  static ApplyReport refused(Optional<Plan> plan, List<Refusal> refusals, boolean recorded) {
    return new ApplyReport(
        plan, refusals, List.of(), List.of(), new TreeMap<>(Map.of()), recorded, List.of());
  }

  /**
   * How it ended.
   *
   * @return the gravest that holds
   */
  public Verdict verdict() {
    if (!refusals.isEmpty()) {
      return Verdict.REFUSED;
    }
    boolean failed = !leftOut.isEmpty() || objects.stream().anyMatch(one -> isFailure(one.kind()));
    if (failed) {
      return Verdict.SOME_FAILED;
    }
    boolean unknown =
        !plan.map(Plan::isComplete).orElse(true)
            || objects.stream().anyMatch(one -> one.kind() == ObjectOutcome.Kind.UNKNOWN);
    return unknown ? Verdict.UNKNOWN : Verdict.CONVERGED;
  }

  private static boolean isFailure(ObjectOutcome.Kind kind) {
    return switch (kind) {
      case DONE, UNKNOWN -> false;
      case QUARANTINED, FAILED, STALE, HELD -> true;
    };
  }
}
