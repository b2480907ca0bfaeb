package dev.portwrit.cli;

import dev.portwrit.expectation.Expectations;
import dev.portwrit.expectation.RegoTests;
import java.util.ArrayList;
import java.util.List;

/** What came of tests as JUnit XML: a test case an expectation, and one for all Rego tests. */
final class TestJunit {
  private static final String GROUP = "guardrails";
  private static final String NAME = "Rego tests";

  private TestJunit() {}

  static String of(TestRun run) {
    List<JunitCase> cases = new ArrayList<>();
    run.results().forEach(one -> cases.add(expectation(one)));
    run.rego().ifPresent(outcome -> cases.add(rego(outcome)));
    return JunitXml.of(JunitReport.suite("test"), cases);
  }

  private static JunitCase expectation(Expectations.Result result) {
    String group = result.expectation().place().file();
    // Two expectations may ask the same: the line tells them apart.
    String name = result.expectation().question() + " (" + result.expectation().place() + ")";
    return result
        .diagnostic()
        .map(
            problem ->
                new JunitCase(
                    group,
                    name,
                    JunitCase.Ending.FAILURE,
                    result.difference().orElseThrow(),
                    problem.toString()))
        .orElseGet(() -> JunitCase.passed(group, name, ""));
  }

  private static JunitCase rego(RegoTests.Outcome outcome) {
    if (outcome instanceof RegoTests.Outcome.Ran ran) {
      return ran.failed().isEmpty()
          ? JunitCase.passed(GROUP, NAME, ran.passed() + " passed")
          : new JunitCase(
              GROUP,
              NAME,
              JunitCase.Ending.FAILURE,
              ran.failed().size() + " failed",
              String.join("\n", ran.failed()));
    }
    if (outcome instanceof RegoTests.Outcome.Undetermined undetermined) {
      String cause = undetermined.cause();
      return new JunitCase(GROUP, NAME, JunitCase.Ending.ERROR, cause, cause);
    }
    String reason = ((RegoTests.Outcome.Skipped) outcome).reason();
    return new JunitCase(GROUP, NAME, JunitCase.Ending.SKIPPED, reason, "");
  }
}
