package dev.portwrit.plan;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds policy against what was read of a registry. Pure: the same gives the same. */
public final class Planner {
  /** What holds images, by the words of all registries: it is never removed. */
  private static final Set<String> HOLDS_IMAGES =
      Set.of("repository", "project", "namespace", "organization", "registry", "image", "tag");

  private final NativeForm form;

  /**
   * A planner.
   *
   * @param form the form of the registry
   */
  public Planner(NativeForm form) {
    this.form = form;
  }

  /**
   * Plans.
   *
   * @param request what shall be
   * @param live what is there
   * @return what would be done
   */
  public Plan plan(PlanRequest request, NativeState live) {
    Registry.Mode mode = request.restraints().mode();
    Desired desired = form.desired(request.index(), live, mode, request.now());
    Base base = base(request, live);
    Holding holding = new Holding(form.concerns(live, live.withAll(known(desired))));
    desired
        .targets()
        .forEach(
            (id, target) -> {
              if (target.isUnknown() || live.at(id).isUnknown()) {
                holding.leftOut(id);
              }
            });
    List<PlannedObject> objects = withoutHeld(objects(desired, live, base, mode), holding);
    NativeAccess now = form.access(live);
    return new Plan(
        request,
        objects,
        changes(request, live, now, objects, base),
        desired.findings(),
        unknown(live, now, desired));
  }

  /**
   * The same plan with some of its objects alone.
   *
   * @param plan a plan
   * @param live what it was made of
   * @param kept the objects that stay
   * @param leftOut those that do not, of this plan or not; what would be wrong beside them goes too
   * @return a smaller plan
   */
  public Plan narrowed(
      Plan plan, NativeState live, List<PlannedObject> kept, Collection<ObjectId> leftOut) {
    Map<ObjectId, Reading> ends = new HashMap<>();
    kept.forEach(object -> ends.put(object.id(), object.end()));
    Holding holding = new Holding(form.concerns(live, live.withAll(ends)));
    leftOut.forEach(holding::leftOut);
    List<PlannedObject> objects = withoutHeld(kept, holding);
    return new Plan(
        plan.request(),
        objects,
        changes(plan.request(), live, form.access(live), objects, base(plan.request(), live)),
        plan.findings(),
        plan.unknown());
  }

  /**
   * What the commit asked for that was applied last. It is worked out where it is of interest: most
   * plans have nothing to do, and it takes as long as the rest of them.
   */
  private final class Base {
    private final PlanRequest request;
    private final NativeState live;
    private boolean isKnown;
    private Optional<Desired> desired = Optional.empty();

    Base(PlanRequest request, NativeState live) {
      this.request = request;
      this.live = live;
    }

    Optional<Desired> get() {
      if (!isKnown) {
        desired =
            request
                .applied()
                .map(
                    applied ->
                        form.desired(
                            applied.index(), live, request.restraints().mode(), request.now()));
        isKnown = true;
      }
      return desired;
    }

    /** What it would allow. */
    Optional<EdgeSet> edges() {
      return get().map(before -> new EdgeSet(form.access(live.withAll(known(before))).edges()));
    }
  }

  private Base base(PlanRequest request, NativeState live) {
    return new Base(request, live);
  }

  private List<PlannedObject> objects(
      Desired desired, NativeState live, Base base, Registry.Mode mode) {
    List<PlannedObject> objects = new ArrayList<>();
    desired
        .targets()
        .forEach(
            (id, target) -> object(id, live.at(id), target, base, mode).ifPresent(objects::add));
    return arranged(objects, live);
  }

  private List<PlannedObject> arranged(List<PlannedObject> objects, NativeState live) {
    SortedMap<ObjectId, List<Step>> steps = new TreeMap<>();
    Map<ObjectId, PlannedObject> byId = new HashMap<>();
    for (PlannedObject object : objects) {
      steps.put(object.id(), object.steps());
      byId.put(object.id(), object);
    }
    List<PlannedObject> arranged = new ArrayList<>();
    form.arranged(live, steps)
        .forEach(
            (id, some) -> {
              PlannedObject object = byId.get(id);
              arranged.add(
                  new PlannedObject(
                      id,
                      live.at(id),
                      object == null ? some.get(some.size() - 1).after() : object.target(),
                      some,
                      object == null ? Cause.COMMIT : object.cause()));
            });
    return arranged;
  }

  // Without the steps that would be wrong beside what is left as it is.
  private static List<PlannedObject> withoutHeld(List<PlannedObject> objects, Holding holding) {
    Map<ObjectId, List<Step>> left = new HashMap<>();
    for (Step.Phase phase : Step.Phase.values()) {
      for (PlannedObject object : objects) {
        List<Step> steps = left.computeIfAbsent(object.id(), key -> new ArrayList<>());
        for (Step step : object.steps()) {
          if (step.phase() == phase) {
            // A step whose predecessor is held cannot be made either.
            boolean follows =
                steps.isEmpty()
                    ? step.before().equals(object.live())
                    : steps.get(steps.size() - 1).after().equals(step.before());
            if (follows && !holding.holds(step)) {
              steps.add(step);
            } else {
              holding.failed(step.object(), phase);
            }
          }
        }
      }
    }
    return objects.stream()
        .flatMap(object -> object.cutTo(left.getOrDefault(object.id(), List.of())))
        .toList();
  }

  private Optional<PlannedObject> object(
      ObjectId id, Reading live, Reading target, Base base, Registry.Mode mode) {
    if (live.isUnknown() || target.isUnknown() || live.equals(target)) {
      return Optional.empty();
    }
    List<Step> steps = allowed(form.steps(id, live, target), mode);
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PlannedObject(id, live, target, steps, cause(id, live, target, base.get())));
  }

  // What takes something comes last among the steps of an object, so leaving it out leaves a way.
  static List<Step> allowed(List<Step> steps, Registry.Mode mode) {
    return steps.stream()
        .filter(step -> !removesImages(step))
        .filter(
            step -> mode != Registry.Mode.ADDITIVE || step.phase().compareTo(Step.Phase.REVOKE) < 0)
        .toList();
  }

  private static boolean removesImages(Step step) {
    return step.after() instanceof Reading.Absent && HOLDS_IMAGES.contains(step.object().kind());
  }

  private static Cause cause(ObjectId id, Reading live, Reading target, Optional<Desired> base) {
    if (base.isEmpty()) {
      return Cause.COMMIT;
    }
    Reading before = Optional.ofNullable(base.get().targets().get(id)).orElse(live);
    if (before.equals(target)) {
      return Cause.DRIFT;
    }
    return before.equals(live) || before.isUnknown() ? Cause.COMMIT : Cause.BOTH;
  }

  private AccessChanges changes(
      PlanRequest request,
      NativeState live,
      NativeAccess now,
      List<PlannedObject> objects,
      Base base) {
    if (objects.isEmpty()) {
      return new AccessChanges(now, now, List.of(), List.of());
    }
    Map<ObjectId, Reading> ends = new HashMap<>();
    objects.forEach(object -> ends.put(object.id(), object.end()));
    NativeAccess then = form.access(live.withAll(ends));
    Optional<EdgeSet> asked = base.edges();
    List<Accounts> accounts = accounts(request);
    return new AccessChanges(
        now,
        then,
        EdgeSet.missing(then, now).stream()
            .map(edge -> change(edge, accounts, asked.map(set -> set.holds(edge))))
            .toList(),
        EdgeSet.missing(now, then).stream()
            .map(edge -> change(edge, accounts, asked.map(set -> !set.holds(edge))))
            .toList());
  }

  // An account that the commit does not name any more is known by the one before.
  private static List<Accounts> accounts(PlanRequest request) {
    String registry = request.registry().name();
    return Stream.concat(
            Stream.of(request.index()), request.applied().map(PlanRequest.Applied::index).stream())
        .map(index -> Accounts.of(index.workspace(), registry))
        .toList();
  }

  private static EdgeChange change(Edge edge, List<Accounts> accounts, Optional<Boolean> isDrift) {
    return new EdgeChange(
        edge,
        accounts.stream()
            .map(known -> known.subjectsOf(edge.account()))
            .filter(subjects -> !subjects.isEmpty())
            .findFirst()
            .orElse(List.of()),
        isDrift.orElse(false) ? Cause.DRIFT : Cause.COMMIT);
  }

  /**
   * What objects shall become, as far as that is known.
   *
   * @param desired what policy asks for
   * @return without those of which it cannot be told
   */
  public static Map<ObjectId, Reading> known(Desired desired) {
    Map<ObjectId, Reading> known = new HashMap<>(desired.targets());
    known.values().removeIf(Reading::isUnknown);
    return known;
  }

  /**
   * What could not be told.
   *
   * @param live what was read
   * @param now what that allows
   * @param desired what policy asks for
   * @return one line each, ordered; empty if everything could
   */
  public static List<String> unknown(NativeState live, NativeAccess now, Desired desired) {
    SortedSet<String> lines = new TreeSet<>();
    live.gaps().forEach(gap -> lines.add("some of kind `" + gap.kind() + "`: " + gap.reason()));
    live.objects().forEach((id, reading) -> add(lines, id, reading));
    desired.targets().forEach((id, reading) -> add(lines, id, reading));
    lines.addAll(now.unknown());
    return List.copyOf(lines);
  }

  private static void add(SortedSet<String> lines, ObjectId id, Reading reading) {
    if (reading instanceof Reading.Unknown unknown) {
      lines.add("`" + id + "`: " + unknown.reason());
    }
  }
}
