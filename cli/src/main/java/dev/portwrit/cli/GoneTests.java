package dev.portwrit.cli;

import dev.portwrit.expectation.Expectation;
import dev.portwrit.expectation.Expectations;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tests that a change takes out or alters. A test that is gone fails no more, so whoever reviews
 * the change has to see it.
 *
 * @param expectations those of the branch that the change has not, asked of the changed policies
 * @param rego the files with Rego tests that the change takes out or alters
 * @param unread how many problems the expectations of the branch have, of which some are then
 *     unknown
 */
record GoneTests(List<Expectations.Result> expectations, List<String> rego, int unread) {
  GoneTests {
    expectations = List.copyOf(expectations);
    rego = List.copyOf(rego);
  }

  static GoneTests of(Snapshot base, Snapshot head, Expectations kept, Policy policy) {
    Expectations before = Expectations.read(base.tests());
    List<Expectation> gone = before.missingFrom(kept);
    Set<PolicyFile> left = new HashSet<>(head.guardrails());
    return new GoneTests(
        new Expectations(gone, List.of()).run(policy.index(), policy.now()),
        base.guardrails().stream()
            .filter(file -> file.path().endsWith("_test.rego") && !left.contains(file))
            .map(PolicyFile::path)
            .toList(),
        before.problems().size());
  }

  /** What the changed policies answer to an expectation that is gone. */
  static String answer(Expectations.Result result) {
    return result.difference().orElse("it would still be met");
  }
}
