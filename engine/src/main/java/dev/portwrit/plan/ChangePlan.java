package dev.portwrit.plan;

import java.util.List;
import java.util.Optional;

/**
 * The plan of a change, for which perhaps only a part of the registry was read. What it says of
 * that part is what a plan of the whole says of it. What needs the whole it leaves unknown; an
 * apply reads the whole.
 *
 * @param plan what would be done, in that part
 * @param part how large the part is; empty where everything was read
 */
public record ChangePlan(Plan plan, Optional<Part> part) {
  /**
   * A part of the repositories that are there or shall be.
   *
   * @param read how many the change touches
   * @param left how many were not looked at
   */
  public record Part(int read, int left) {}

  /**
   * A plan of the whole.
   *
   * @param plan the plan
   * @return the same
   */
  public static ChangePlan ofAll(Plan plan) {
    return new ChangePlan(plan, Optional.empty());
  }

  /**
   * Why an apply of it would be refused, as far as that part tells: what a share of all access
   * edges allows is left out where it is not known.
   *
   * @param engine the account by which Portwrit works there, if it is known
   * @return everything that is against it
   */
  public List<Refusal> refusals(Optional<String> engine) {
    return Guards.refusals(plan, engine, Overrides.NONE, plan.digest()).stream()
        .filter(one -> !isBudgetUnknown() || one.kind() != Refusal.Kind.REMOVALS)
        .toList();
  }

  /**
   * Whether only an apply can tell if {@code removal-budget} allows it: a share of all access edges
   * was not counted, and of those that were read the plan takes more.
   *
   * @return false where the answer would be the same for the whole
   */
  public boolean isBudgetUnknown() {
    return part.filter(some -> some.left() > 0).isPresent()
        && plan.request().restraints().budget().percentage()
        && Guards.exceedsBudget(plan);
  }
}
