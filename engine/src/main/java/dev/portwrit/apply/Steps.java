package dev.portwrit.apply;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes single steps: reads the object before and after each, with the intent on the disk before
 * the call. What the registry answers is a hint; what it shows is believed.
 */
final class Steps {
  private final LiveReader reader;
  private final LiveWriter writer;
  private final RunJournal journal;
  private final Patience patience;
  private final StepGate gate;

  Steps(
      LiveReader reader, LiveWriter writer, RunJournal journal, Patience patience, StepGate gate) {
    this.gate = gate;
    this.reader = reader;
    this.writer = writer;
    this.journal = journal;
    this.patience = patience;
  }

  /**
   * Makes a step.
   *
   * @param step which
   * @param earlier what the object was before earlier steps of this run, which a registry may go on
   *     showing for a while
   * @throws IOException if the journal cannot be written: nothing may be done any more
   */
  StepResult make(Step step, Set<Reading> earlier) throws IOException {
    gate.enter();
    try {
      StepResult result = whole(step, earlier);
      journal.result(step, result);
      return result;
    } finally {
      gate.leave();
    }
  }

  private StepResult whole(Step step, Set<Reading> earlier) throws IOException {
    Reading before = look(step.object(), seen -> isEnd(seen, step) || !isOld(seen, earlier));
    if (before instanceof Reading.Unknown unknown) {
      return new StepResult.Unknown(unknown.reason());
    }
    if (before.equals(step.after())) {
      return new StepResult.Done(true);
    }
    if (!before.equals(step.before())) {
      return new StepResult.Stale();
    }
    journal.intent(step);
    return call(step, earlier);
  }

  private StepResult call(Step step, Set<Reading> earlier) throws IOException {
    StepResult result = new StepResult.Unknown("it was never tried");
    for (int tried = 0; tried < patience.tries(); tried++) {
      if (tried > 0) {
        patience.pause(tried);
      }
      journal.requireLock();
      Performed answer = answer(step);
      Reading now = look(step.object(), seen -> seen.equals(step.after()) || hasSpoken(answer));
      result = judge(step, answer, now, earlier);
      boolean unheard = answer instanceof Performed.Unclear && now.equals(step.before());
      if (!unheard) {
        return result;
      }
    }
    return result;
  }

  private Performed answer(Step step) {
    try {
      return writer.perform(step);
    } catch (RuntimeException mistake) {
      // A writer never throws; one that does has perhaps done it.
      return new Performed.Unclear("a mistake in portwrit: " + mistake.getClass().getSimpleName());
    }
  }

  // A registry that refuses has changed nothing, so there is nothing to wait for.
  private static boolean hasSpoken(Performed answer) {
    return answer instanceof Performed.Refused || answer instanceof Performed.UnknownAccount;
  }

  private static StepResult judge(Step step, Performed answer, Reading now, Set<Reading> earlier) {
    if (now.equals(step.after())) {
      return new StepResult.Done(false);
    }
    if (now instanceof Reading.Unknown unknown) {
      return new StepResult.Unknown(unknown.reason());
    }
    if (!now.equals(step.before()) && !earlier.contains(now)) {
      return new StepResult.Stale();
    }
    if (answer instanceof Performed.UnknownAccount account) {
      return new StepResult.UnknownAccount(account.account(), account.reason());
    }
    if (answer instanceof Performed.Refused refused) {
      return new StepResult.Failed(refused.reason());
    }
    return answer instanceof Performed.Unclear unclear
        ? new StepResult.Unknown(unclear.reason())
        : new StepResult.Failed("the registry says that it is done, and nothing changed");
  }

  private static boolean isEnd(Reading seen, Step step) {
    return seen.equals(step.before()) || seen.equals(step.after());
  }

  private static boolean isOld(Reading seen, Set<Reading> earlier) {
    return seen.isUnknown() || earlier.contains(seen);
  }

  /** Reads until it is what was waited for, as often as there is patience. */
  private Reading look(ObjectId object, Predicate<Reading> enough) {
    Reading seen = reader.read(object);
    for (int looked = 1; looked < patience.looks() && !enough.test(seen); looked++) {
      patience.pause(looked - 1);
      seen = reader.read(object);
    }
    return seen;
  }
}
