package dev.portwrit.cli;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.expectation.Expectations;
import dev.portwrit.expectation.RegoTests;
import dev.portwrit.source.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code test}: runs a workspace's own tests of its policies. */
final class TestVerb implements Verb {
  private static final Duration REGO_TIMEOUT = Duration.ofMinutes(1);

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "run the workspace's own tests of its policies";
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    Console console = invocation.console();
    Snapshot snapshot = WorkspaceReader.read(invocation);
    Policy policy = PolicyOpener.of(snapshot, invocation);
    Expectations expectations = Expectations.read(snapshot.tests());
    if (!expectations.problems().isEmpty()) {
      expectations.problems().forEach(console::problem);
      throw Failure.wrong(
          "the tests have " + PolicyOpener.count(expectations.problems().size(), "error"),
          "docs/testing.md says what a test is made of");
    }
    List<Expectations.Result> results = expectations.run(policy.index(), policy.now());
    List<Diagnostic> unmet =
        results.stream().map(Expectations.Result::diagnostic).flatMap(Optional::stream).toList();
    unmet.forEach(difference -> console.print(difference.toString()));
    console.print((results.size() - unmet.size()) + " passed, " + unmet.size() + " failed");
    ExitCode rego = rego(invocation, snapshot);
    return rego != ExitCode.YES || unmet.isEmpty() ? rego : ExitCode.NO;
  }

  private static ExitCode rego(Invocation invocation, Snapshot snapshot) throws Failure {
    Console console = invocation.console();
    String path = invocation.environment().variables().getOrDefault("PATH", "");
    RegoTests.Outcome outcome;
    try {
      outcome = RegoTests.run(snapshot.guardrails(), RegoTests.find("opa", path), REGO_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.undetermined("the Rego tests were interrupted", "run them again");
    }
    if (outcome instanceof RegoTests.Outcome.Undetermined undetermined) {
      throw Failure.undetermined(
          undetermined.cause(), "docs/testing.md says what Rego tests may call");
    }
    if (outcome instanceof RegoTests.Outcome.Ran ran) {
      ran.failed().forEach(test -> console.print("failed: " + test));
      console.print("Rego: " + ran.passed() + " passed, " + ran.failed().size() + " failed");
      return ran.failed().isEmpty() ? ExitCode.YES : ExitCode.NO;
    }
    if (!snapshot.guardrails().isEmpty()) {
      console.say("Rego tests skipped: " + ((RegoTests.Outcome.Skipped) outcome).reason());
    }
    return ExitCode.YES;
  }
}
