package dev.portwrit.plan;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.util.List;
import java.util.stream.Stream;

/**
 * One object that a plan would change.
 *
 * @param id which
 * @param live what it was when it was read; never unknown
 * @param target what policy asks it to be, which in {@code additive} mode the steps may not reach
 * @param steps at least one, in phases that never go back; each begins where the one before ended
 * @param cause why
 */
public record PlannedObject(
    ObjectId id, Reading live, Reading target, List<Step> steps, Cause cause) {
  /**
   * Copies and checks the steps.
   *
   * @throws IllegalArgumentException if they do not form one way from {@code live}
   */
  public PlannedObject {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("nothing to do for `" + id + "`");
    }
    Reading here = live;
    Step.Phase phase = Step.Phase.CREATE;
    for (Step step : steps) {
      if (!step.object().equals(id)
          || !step.before().equals(here)
          || step.phase().compareTo(phase) < 0) {
        throw new IllegalArgumentException("the steps of `" + id + "` do not follow each other");
      }
      here = step.after();
      phase = step.phase();
    }
  }

  /**
   * What the steps leave.
   *
   * @return the end of the last one
   */
  public Reading end() {
    return steps.get(steps.size() - 1).after();
  }

  /** The same with the first steps alone; none if there are none. */
  Stream<PlannedObject> cutTo(List<Step> first) {
    return first.isEmpty()
        ? Stream.empty()
        : Stream.of(new PlannedObject(id, live, target, first, cause));
  }
}
