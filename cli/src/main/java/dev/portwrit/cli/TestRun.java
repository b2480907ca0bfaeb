package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.expectation.Expectations;
import dev.portwrit.expectation.RegoTests;
import dev.portwrit.expectation.RegoTests.Outcome.Ran;
import dev.portwrit.expectation.RegoTests.Outcome.Undetermined;
import java.util.List;
import java.util.Optional;

/**
 * What came of a workspace's own tests.
 *
 * @param results of the expectations, in their order
 * @param rego of the Rego tests; empty where the workspace has no guardrails of its own
 * @param gone what the branch has and the change has not; empty where no branch was named
 */
record TestRun(
    List<Expectations.Result> results, Optional<RegoTests.Outcome> rego, Optional<GoneTests> gone) {
  TestRun {
    results = List.copyOf(results);
  }

  List<Diagnostic> unmet() {
    return results.stream().map(Expectations.Result::diagnostic).flatMap(Optional::stream).toList();
  }

  /** Such as {@code 4 passed, 0 failed}. */
  String count() {
    int unmet = unmet().size();
    return (results.size() - unmet) + " passed, " + unmet + " failed";
  }

  /** The Rego tests, if they ran to their end. */
  Optional<Ran> ran() {
    return rego.filter(Ran.class::isInstance).map(Ran.class::cast);
  }

  /** Why of the Rego tests it could not be determined; empty if it could. */
  Optional<String> undetermined() {
    return rego.filter(Undetermined.class::isInstance)
        .map(Undetermined.class::cast)
        .map(Undetermined::cause);
  }

  /** How the verb ends. What is gone is no failure: tests may change. */
  ExitCode exitCode() {
    boolean hasFailed = ran().filter(tests -> !tests.failed().isEmpty()).isPresent();
    return ExitCode.ofSearch(hasFailed || !unmet().isEmpty(), undetermined().isEmpty());
  }
}
