package dev.portwrit.apply;

import dev.portwrit.plan.Holding;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.Quarantine;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the steps of a plan, phase by phase. What fails stops its own object and what would be
 * wrong beside it, and nothing else.
 */
final class Carrying {
  private static final int MOST_ACCOUNTS = 100;

  private final Steps steps;
  private final RunJournal journal;
  private final Holding holding;
  private final Quarantine quarantine;
  private final List<ObjectWay> ways;
  private final SortedMap<String, String> accounts = new TreeMap<>();

  Carrying(NativeForm form, Steps steps, RunJournal journal, Plan plan, NativeState live) {
    this.steps = steps;
    this.journal = journal;
    Map<ObjectId, Reading> ends = new HashMap<>();
    plan.objects().forEach(object -> ends.put(object.id(), object.end()));
    this.holding = new Holding(form.concerns(live, live.withAll(ends)));
    this.quarantine = new Quarantine(form, plan, live);
    this.ways = plan.objects().stream().map(ObjectWay::new).toList();
  }

  /**
   * Makes them.
   *
   * @return what became of each object, in order
   * @throws IOException if the journal cannot be written
   */
  List<ObjectOutcome> carry() throws IOException {
    for (Step.Phase phase : Step.Phase.values()) {
      for (ObjectWay way : ways) {
        advance(way, phase);
      }
    }
    return ways.stream().map(ObjectWay::outcome).toList();
  }

  /** The accounts that the registry does not know, and what it says of each. */
  Map<String, String> accounts() {
    return accounts;
  }

  private void advance(ObjectWay way, Step.Phase phase) throws IOException {
    for (Optional<Step> next = way.next(phase); next.isPresent(); next = way.next(phase)) {
      Step step = next.get();
      if (holding.holds(step)) {
        stop(way, ObjectOutcome.Kind.HELD, "it waits for what came to nothing on the repository");
        return;
      }
      StepResult result = steps.make(step, way.earlier());
      if (result instanceof StepResult.Done) {
        way.made(step);
      } else if (result instanceof StepResult.UnknownAccount unknown) {
        withoutAccount(way, unknown);
      } else if (result instanceof StepResult.Failed) {
        stop(way, ObjectOutcome.Kind.FAILED, result.reason());
      } else {
        holding.leftOut(way.id());
        boolean stale = result instanceof StepResult.Stale;
        stop(way, stale ? ObjectOutcome.Kind.STALE : ObjectOutcome.Kind.UNKNOWN, result.reason());
      }
    }
  }

  private void stop(ObjectWay way, ObjectOutcome.Kind kind, String reason) {
    way.open().forEach(step -> holding.failed(step.object(), step.phase()));
    way.end(kind, reason);
  }

  private void withoutAccount(ObjectWay way, StepResult.UnknownAccount unknown) throws IOException {
    String account = unknown.account();
    String reason = "`" + account + "`: " + unknown.reason();
    if (accounts.size() >= MOST_ACCOUNTS) {
      stop(way, ObjectOutcome.Kind.FAILED, reason);
      return;
    }
    if (accounts.putIfAbsent(account, unknown.reason()) == null) {
      journal.quarantine(account, unknown.reason());
    }
    Optional<List<Step>> other = quarantine.steps(way.id(), way.here(), accounts.keySet());
    // The same steps once more would come to the same.
    if (other.isEmpty() || other.get().equals(way.open())) {
      stop(way, ObjectOutcome.Kind.FAILED, reason);
    } else {
      way.replace(other.get(), reason);
    }
  }
}
