package dev.portwrit.plan;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan as it is kept in a file: what it is of, what it would do, and by which contents each
 * object is known. It holds fingerprints instead of contents, so an apply takes what to write from
 * the policies and never from the file, which can only narrow it.
 *
 * @param workspace which repository of policies it is
 * @param registry the name of the registry
 * @param type what kind of registry it is
 * @param commit the commit that would be applied
 * @param base the commit that was applied last; empty at first contact
 * @param mode what may be done to the registry
 * @param steps the steps in their order
 * @param gained the access edges that somebody gains, for people
 * @param lost the access edges that somebody loses, for people
 */
public record SavedPlan(
    String workspace,
    String registry,
    String type,
    String commit,
    Optional<String> base,
    String mode,
    List<SavedStep> steps,
    List<String> gained,
    List<String> lost) {
  /**
   * One step of it.
   *
   * @param phase when it is made
   * @param object what it changes
   * @param call what is called
   * @param before the fingerprint of what the object must be
   * @param after the fingerprint of what it then is
   * @param cause why
   */
  public record SavedStep(
      String phase, ObjectId object, String call, String before, String after, String cause) {
    /**
     * Checks the fingerprints.
     *
     * @throws IllegalArgumentException if one is none
     */
    public SavedStep {
      if (!Fingerprint.isOne(before) || !Fingerprint.isOne(after)) {
        throw new IllegalArgumentException("not a fingerprint");
      }
    }
  }

  /** Copies the lists. */
  public SavedPlan {
    steps = List.copyOf(steps);
    gained = List.copyOf(gained);
    lost = List.copyOf(lost);
  }

  static SavedPlan of(Plan plan) {
    PlanRequest request = plan.request();
    Map<ObjectId, Cause> causes = new TreeMap<>();
    plan.objects().forEach(object -> causes.put(object.id(), object.cause()));
    return new SavedPlan(
        request.workspace(),
        request.registry().name(),
        request.registry().type().toString(),
        request.commit(),
        request.applied().map(PlanRequest.Applied::commit),
        request.restraints().mode().toString(),
        plan.steps().stream().map(step -> step(step, causes)).toList(),
        lines(plan.access().gained()),
        lines(plan.access().lost()));
  }

  private static SavedStep step(Step step, Map<ObjectId, Cause> causes) {
    return new SavedStep(
        step.phase().toString(),
        step.object(),
        step.call(),
        Fingerprint.of(step.before()),
        Fingerprint.of(step.after()),
        String.valueOf(causes.get(step.object())));
  }

  private static List<String> lines(List<EdgeChange> changes) {
    return changes.stream()
        .map(
            change ->
                change.edge().account()
                    + " "
                    + change.edge().action()
                    + " "
                    + change.edge().repository()
                    + change.edge().until().map(end -> " until " + end).orElse(""))
        .toList();
  }

  /**
   * The name of the plan.
   *
   * @return the SHA-256 of everything it says: 64 hexadecimal digits
   */
  public String digest() {
    return Fingerprint.sha256(SavedPlanFile.content(this));
  }

  /**
   * Narrows a plan made anew to what this one said. An object stays in it that still is what this
   * plan knows it by, or has gone some of its way, and that shall become the same.
   *
   * @param fresh a plan of the same workspace, registry and commit, made just now
   * @return what of it may be done, and what may not
   */
  public Narrowed narrow(Plan fresh) {
    SortedMap<ObjectId, List<SavedStep>> ways = new TreeMap<>();
    steps.forEach(step -> ways.computeIfAbsent(step.object(), key -> new ArrayList<>()).add(step));
    List<PlannedObject> kept = new ArrayList<>();
    List<ObjectId> stale = new ArrayList<>();
    List<ObjectId> unplanned = new ArrayList<>();
    for (PlannedObject object : fresh.objects()) {
      List<SavedStep> way = ways.remove(object.id());
      if (way == null) {
        unplanned.add(object.id());
      } else if (isOnItsWay(object, way)) {
        kept.add(object);
      } else {
        stale.add(object.id());
      }
    }
    return new Narrowed(kept, stale, unplanned);
  }

  private static boolean isOnItsWay(PlannedObject object, List<SavedStep> way) {
    String live = Fingerprint.of(object.live());
    return way.get(way.size() - 1).after().equals(Fingerprint.of(object.end()))
        && way.stream().anyMatch(step -> step.before().equals(live));
  }

  /**
   * What is left of a plan.
   *
   * @param kept the objects that it may change
   * @param stale those that became something else since it was saved, or shall become something
   *     else now
   * @param unplanned those that it does not know: they changed since
   */
  public record Narrowed(List<PlannedObject> kept, List<ObjectId> stale, List<ObjectId> unplanned) {
    /** Copies the lists. */
    public Narrowed {
      kept = List.copyOf(kept);
      stale = List.copyOf(stale);
      unplanned = List.copyOf(unplanned);
    }
  }
}
