package dev.portwrit.apply;

import dev.portwrit.plan.PlannedObject;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far one object has come on its way. */
final class ObjectWay {
  private final ObjectId id;
  private final Deque<Step> open;
  private final Set<Reading> earlier = new HashSet<>();
  private Reading here;
  private int made;
  private Optional<ObjectOutcome> end = Optional.empty();
  private String left = "";

  ObjectWay(PlannedObject object) {
    this.id = object.id();
    this.open = new ArrayDeque<>(object.steps());
    this.here = object.live();
  }

  ObjectId id() {
    return id;
  }

  /** The next step, if it is made in this phase or was due in an earlier one. */
  Optional<Step> next(Step.Phase phase) {
    return end.isPresent()
        ? Optional.empty()
        : Optional.ofNullable(open.peek()).filter(step -> step.phase().compareTo(phase) <= 0);
  }

  /** What is still to be made. */
  List<Step> open() {
    return List.copyOf(open);
  }

  /** What the object was before the steps that were made. */
  Set<Reading> earlier() {
    return earlier;
  }

  /** What it is now, by the steps that were made. */
  Reading here() {
    return here;
  }

  void made(Step step) {
    earlier.add(here);
    here = step.after();
    earlier.remove(here);
    open.remove();
    made++;
  }

  /** Goes on another way, without an account. */
  void replace(List<Step> steps, String reason) {
    open.clear();
    open.addAll(steps);
    left = reason;
  }

  void end(ObjectOutcome.Kind kind, String detail) {
    end = Optional.of(new ObjectOutcome(id, kind, made, detail));
  }

  ObjectOutcome outcome() {
    ObjectOutcome.Kind arrived =
        left.isEmpty() ? ObjectOutcome.Kind.DONE : ObjectOutcome.Kind.QUARANTINED;
    return end.orElseGet(() -> new ObjectOutcome(id, arrived, made, left));
  }
}
