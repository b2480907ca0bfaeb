package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.expectation.Expectations;
import dev.portwrit.expectation.RegoTests;

/** What came of tests, as a person reads it on a terminal. */
final class TestText {
  private static final String GONE = "taken out or altered: ";

  private TestText() {}

  static void print(TestRun run, Console console) {
    run.unmet().stream().map(Diagnostic::toString).forEach(console::print);
    console.print(run.count());
    run.rego().ifPresent(outcome -> print(outcome, console));
    run.gone().ifPresent(gone -> print(gone, console));
  }

  private static void print(RegoTests.Outcome outcome, Console console) {
    if (outcome instanceof RegoTests.Outcome.Ran ran) {
      ran.failed().forEach(test -> console.print("failed: " + test));
      console.print("Rego: " + ran.passed() + " passed, " + ran.failed().size() + " failed");
    } else if (outcome instanceof RegoTests.Outcome.Skipped skipped) {
      console.say("Rego tests skipped: " + skipped.reason());
    }
  }

  private static void print(GoneTests gone, Console console) {
    for (Expectations.Result one : gone.expectations()) {
      console.print(
          GONE
              + one.expectation().place()
              + ": `"
              + one.expectation().question()
              + "`: "
              + GoneTests.answer(one));
    }
    gone.rego().forEach(file -> console.print(GONE + file));
    if (gone.unread() > 0) {
      console.warning("some tests of the base cannot be read: whether they are gone is not known");
    }
  }
}
