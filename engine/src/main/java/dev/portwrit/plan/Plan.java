package dev.portwrit.plan;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.registry.Step;
import java.util.Comparator;
import java.util.List;

/**
 * What would be done to a registry, and what that does to access. Immutable.
 *
 * @param request what was planned
 * @param objects what would change, by kind and name
 * @param access what people gain and lose
 * @param findings where the registry cannot say what policy says
 * @param unknown what could not be told, one line each; it is not touched
 */
public record Plan(
    PlanRequest request,
    List<PlannedObject> objects,
    AccessChanges access,
    List<Diagnostic> findings,
    List<String> unknown) {
  /** Copies the lists. */
  public Plan {
    objects = List.copyOf(objects);
    findings = List.copyOf(findings);
    unknown = List.copyOf(unknown);
  }

  /**
   * All steps in the order in which they are made.
   *
   * @return by phase, and in a phase by object
   */
  public List<Step> steps() {
    return objects.stream()
        .flatMap(object -> object.steps().stream())
        .sorted(Comparator.comparing(Step::phase))
        .toList();
  }

  /**
   * Whether the registry is as policy asks, as far as is known.
   *
   * @return true if there is no step
   */
  public boolean isEmpty() {
    return objects.isEmpty();
  }

  /**
   * Whether everything could be told.
   *
   * @return false if something is unknown
   */
  public boolean isComplete() {
    return unknown.isEmpty();
  }

  /**
   * The part that is kept in a file.
   *
   * @return which says the same whenever the same is planned again
   */
  public SavedPlan saved() {
    return SavedPlan.of(this);
  }

  /**
   * The name of the plan, to which an override is bound.
   *
   * @return 64 hexadecimal digits; the same whenever the same is planned again
   */
  public String digest() {
    return saved().digest();
  }
}
