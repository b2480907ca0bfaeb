package dev.portwrit.cli;

import dev.portwrit.expectation.Expectations;
import dev.portwrit.expectation.RegoTests;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code test}: runs a workspace's own tests of its policies. */
final class TestVerb implements Verb {
  private static final Duration REGO_TIMEOUT = Duration.ofMinutes(1);
  private static final String BASE = "base";
  private static final String JUNIT = "junit";

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
  public List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, BASE, "COMMIT", "the branch that a change is for: which of its tests are gone"));
  }

  @Override
  public List<String> formats() {
    return List.of("text", JUNIT, "markdown");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    Console console = invocation.console();
    TestRun run;
    try {
      run = test(invocation);
    } catch (Failure failure) {
      if (invocation.format().equals(JUNIT)) {
        console.print(JunitReport.of(name(), failure));
      }
      throw failure;
    }
    switch (invocation.format()) {
      case JUNIT -> console.print(TestJunit.of(run));
      case "markdown" -> TestMarkdown.print(run, console);
      default -> TestText.print(run, console);
    }
    if (run.undetermined().isPresent()) {
      console.error(run.undetermined().get());
      console.help("docs/testing.md says what Rego tests may call");
    }
    return run.exitCode();
  }

  private static TestRun test(Invocation invocation) throws Failure {
    Snapshot snapshot;
    Optional<Snapshot> base = Optional.empty();
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      snapshot =
          WorkspaceReader.readMeant(invocation, source, WorkspaceReader.revision(invocation));
      Optional<String> name = invocation.value(BASE);
      if (name.isPresent()) {
        base =
            Optional.of(WorkspaceReader.readMeant(invocation, source, Revision.parse(name.get())));
      }
    }
    Policy policy = PolicyOpener.of(snapshot, invocation);
    Expectations expectations = Expectations.read(snapshot.tests());
    if (!expectations.problems().isEmpty()) {
      expectations.problems().forEach(invocation.console()::problem);
      throw Failure.wrong(
          "the tests have " + PolicyOpener.count(expectations.problems().size(), "error"),
          "docs/testing.md says what a test is made of");
    }
    return new TestRun(
        expectations.run(policy.index(), policy.now()),
        snapshot.guardrails().isEmpty()
            ? Optional.empty()
            : Optional.of(rego(invocation, snapshot)),
        base.map(before -> GoneTests.of(before, snapshot, expectations, policy)));
  }

  private static RegoTests.Outcome rego(Invocation invocation, Snapshot snapshot) throws Failure {
    String path = invocation.environment().variables().getOrDefault("PATH", "");
    try {
      return RegoTests.run(snapshot.guardrails(), RegoTests.find("opa", path), REGO_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.undetermined("the Rego tests were interrupted", "run them again");
    }
  }
}
