package dev.portwrit.apply;

import dev.portwrit.plan.Overrides;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.SavedPlan;
import java.util.List;
import java.util.Optional;

/**
 * What shall be applied.
 *
 * @param request what shall be
 * @param saved the plan that was looked at before; empty to apply what is planned now
 * @param overrides what somebody allows besides
 * @param objections what is against the commit itself, whatever it would do
 * @param who who runs it
 * @param tool the version of Portwrit
 * @param arguments the words of the command line
 */
public record ApplyOrder(
    PlanRequest request,
    Optional<SavedPlan> saved,
    Overrides overrides,
    List<Refusal> objections,
    String who,
    String tool,
    List<String> arguments) {
  /** Copies the lists. */
  public ApplyOrder {
    objections = List.copyOf(objections);
    arguments = List.copyOf(arguments);
  }
}
