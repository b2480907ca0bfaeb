package dev.portwrit.apply;

import dev.portwrit.plan.Guards;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Planner;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.SavedPlan;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run: under the lock it reads, plans, holds the plan against its restraints, makes the steps
 * and leaves a record.
 */
public final class ApplyRun {
  private final LiveRegistry registry;
  private final RunState state;
  private final Clock clock;
  private final Patience patience;
  private final StepGate gate;

  /**
   * A way to run.
   *
   * @param registry what is written to
   * @param state what is kept between runs
   * @param clock for records
   * @param patience how long is waited for what
   */
  public ApplyRun(LiveRegistry registry, RunState state, Clock clock, Patience patience) {
    this(registry, state, clock, patience, new StepGate());
  }

  /**
   * A way to run that can be stopped.
   *
   * @param registry what is written to
   * @param state what is kept between runs
   * @param clock for records
   * @param patience how long is waited for what
   * @param gate by which no further step is begun; the run then ends by a {@link
   *     java.util.concurrent.CancellationException}, and the next one goes on from there
   */
  public ApplyRun(
      LiveRegistry registry, RunState state, Clock clock, Patience patience, StepGate gate) {
    this.gate = gate;
    this.registry = registry;
    this.state = state;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Runs.
   *
   * @param order what shall be applied
   * @param shown hears of the plan before anything is written
   * @return what came of it
   * @throws IOException if the state cannot be read or written: then nothing more is done
   * @throws RegistryException if the registry cannot be talked to at all
   */
  public ApplyReport run(ApplyOrder order, Consumer<Plan> shown)
      throws IOException, RegistryException {
    Optional<RegistryLock> lock = state.lock(order.who());
    if (lock.isEmpty()) {
      return refused(
          Refusal.Kind.BUSY,
          "another run is under way, by " + state.holder(),
          "wait until it has ended");
    }
    try {
      return locked(order, lock.get(), shown);
    } finally {
      lock.get().close();
    }
  }

  private static ApplyReport refused(Refusal.Kind kind, String message, String help) {
    return ApplyReport.refused(Optional.empty(), List.of(new Refusal(kind, message, help)), false);
  }

  private ApplyReport locked(ApplyOrder order, RegistryLock lock, Consumer<Plan> shown)
      throws IOException, RegistryException {
    Optional<String> applied = state.applied().map(AppliedCommit::id);
    if (!applied.equals(order.request().applied().map(PlanRequest.Applied::commit))) {
      return refused(
          Refusal.Kind.BUSY,
          "another commit was applied meanwhile",
          "plan again, from what is applied now");
    }
    List<Refusal> other = order.saved().map(saved -> isOf(saved, order)).orElse(List.of());
    if (!other.isEmpty()) {
      return ApplyReport.refused(Optional.empty(), other, false);
    }
    try (LiveReader reader = registry.reader()) {
      return planned(order, lock, reader, shown);
    }
  }

  private static List<Refusal> isOf(SavedPlan saved, ApplyOrder order) {
    PlanRequest request = order.request();
    List<Refusal> refusals = new ArrayList<>();
    differs(refusals, "workspace", saved.workspace(), request.workspace());
    differs(refusals, "registry", saved.registry(), request.registry().name());
    differs(refusals, "type", saved.type(), request.registry().type().toString());
    differs(refusals, "commit", saved.commit(), request.commit());
    differs(refusals, "mode", saved.mode(), request.restraints().mode().toString());
    differs(
        refusals,
        "commit applied before it",
        saved.base().orElse("none"),
        request.applied().map(PlanRequest.Applied::commit).orElse("none"));
    return refusals;
  }

  private static void differs(List<Refusal> refusals, String what, String saved, String now) {
    if (!saved.equals(now)) {
      refusals.add(
          new Refusal(
              Refusal.Kind.PLAN,
              "the plan is of " + what + " `" + saved + "`, and this is `" + now + "`",
              "make another plan"));
    }
  }

  private ApplyReport planned(
      ApplyOrder order, RegistryLock lock, LiveReader reader, Consumer<Plan> shown)
      throws IOException, RegistryException {
    Planner planner = new Planner(registry.form());
    NativeState live = reader.read(Scope.ALL);
    Plan fresh = planner.plan(order.request(), live);
    List<ObjectId> leftOut = new ArrayList<>();
    Plan plan = fresh;
    if (order.saved().isPresent()) {
      SavedPlan.Narrowed narrowed = order.saved().get().narrow(fresh);
      leftOut.addAll(narrowed.stale());
      leftOut.addAll(narrowed.unplanned());
      plan = planner.narrowed(fresh, live, narrowed.kept(), leftOut);
    }
    shown.accept(plan);
    String digest = order.saved().map(SavedPlan::digest).orElseGet(fresh::digest);
    List<Refusal> refusals = new ArrayList<>();
    for (Refusal objection : order.objections()) {
      if (!order.overrides().allow(objection.kind(), digest)) {
        refusals.add(objection);
      }
    }
    refusals.addAll(
        Guards.refusals(plan, registry.form().engineAccount(), order.overrides(), digest));
    RunHeader header =
        new RunHeader(
            order.who(),
            order.tool(),
            clock.instant(),
            order.request().registry().name(),
            order.request().commit(),
            order.request().applied().map(PlanRequest.Applied::commit),
            digest,
            order.arguments());
    RunRecords.End last = state.records().end();
    if (isOld(plan, digest, refusals, leftOut, last)) {
      return refusals.isEmpty()
          ? idle(plan, reader)
          : ApplyReport.refused(Optional.of(plan), refusals, false);
    }
    try (RunJournal journal = RunJournal.begin(state.records(), lock, header, clock)) {
      for (ObjectId object : last.undecided()) {
        journal.found(object, reader.read(object));
      }
      return refusals.isEmpty()
          ? carried(plan, live, leftOut, reader, journal)
          : refused(plan, refusals, journal);
    }
  }

  // A run that has nothing to do, or is refused as the one before was, says nothing new.
  private static boolean isOld(
      Plan plan,
      String digest,
      List<Refusal> refusals,
      List<ObjectId> leftOut,
      RunRecords.End last) {
    if (last.isOpen()) {
      return false;
    }
    if (!refusals.isEmpty()) {
      List<String> reasons = refusals.stream().map(Refusal::message).toList();
      return last.refused().equals(Optional.of(new RunRecords.Refused(digest, reasons)));
    }
    Optional<String> applied = plan.request().applied().map(PlanRequest.Applied::commit);
    return plan.isEmpty()
        && leftOut.isEmpty()
        && applied.equals(Optional.of(plan.request().commit()));
  }

  private static ApplyReport idle(Plan plan, LiveReader reader) {
    return new ApplyReport(
        Optional.of(plan),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(Map.of()),
        true,
        List.of(reader.calls()));
  }

  // What is only observed can be applied as far as that goes: it changes what counts next time.
  private ApplyReport refused(Plan plan, List<Refusal> refusals, RunJournal journal)
      throws IOException {
    boolean observed =
        refusals.stream().allMatch(refusal -> refusal.kind() == Refusal.Kind.OBSERVE);
    journal.end(
        observed ? "observed" : "refused",
        Map.of("refusals", refusals.stream().map(Refusal::message).toList()));
    if (observed) {
      record(plan, journal);
    }
    return ApplyReport.refused(Optional.of(plan), refusals, observed);
  }

  private ApplyReport carried(
      Plan plan, NativeState live, List<ObjectId> leftOut, LiveReader reader, RunJournal journal)
      throws IOException, RegistryException {
    List<ObjectOutcome> outcomes = List.of();
    Map<String, String> accounts = Map.of();
    if (plan.isEmpty()) {
      return ended(plan, outcomes, leftOut, accounts, reader, Optional.empty(), journal);
    }
    try (LiveWriter writer = registry.writer()) {
      Steps steps = new Steps(reader, writer, journal, patience, gate);
      Carrying carrying = new Carrying(registry.form(), steps, journal, plan, live);
      outcomes = carrying.carry();
      return ended(
          plan, outcomes, leftOut, carrying.accounts(), reader, Optional.of(writer), journal);
    }
  }

  private ApplyReport ended(
      Plan plan,
      List<ObjectOutcome> outcomes,
      List<ObjectId> leftOut,
      Map<String, String> accounts,
      LiveReader reader,
      Optional<LiveWriter> writer,
      RunJournal journal)
      throws IOException {
    ApplyReport report =
        new ApplyReport(
            Optional.of(plan),
            List.of(),
            outcomes,
            leftOut,
            new TreeMap<>(accounts),
            true,
            writer
                .map(one -> List.of(reader.calls(), one.calls()))
                .orElseGet(() -> List.of(reader.calls())));
    journal.end(report.verdict().toString(), counts(report));
    record(plan, journal);
    return report;
  }

  private static Map<String, Object> counts(ApplyReport report) {
    Map<String, Integer> counts = new TreeMap<>();
    report.objects().forEach(one -> counts.merge(one.kind().toString(), 1, Integer::sum));
    return Map.of("objects", counts, "left-out", report.leftOut().size());
  }

  private void record(Plan plan, RunJournal journal) throws IOException {
    state.applied(new AppliedCommit(plan.request().commit(), clock.instant(), journal.number()));
  }
}
