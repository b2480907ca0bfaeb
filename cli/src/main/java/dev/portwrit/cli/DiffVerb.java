package dev.portwrit.cli;

import dev.portwrit.audit.LiveDifference;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.GovernanceChanges;
import dev.portwrit.review.Review;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code diff}: the access that expands, is restricted or moves between two states. */
final class DiffVerb implements Verb {
  private static final String FAIL_ON = "fail-on";

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String operands() {
    return "[OLD [NEW]]";
  }

  @Override
  public String summary() {
    return "show the access that expands, is restricted or moves";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, FAIL_ON, "expands,protected,public", "what exits 1; any change by default"),
        CommonOptions.value(
            null,
            LiveOptions.REGISTRY,
            "NAME",
            "policy beside what this live registry allows, in place of two states of policy"));
  }

  @Override
  public List<String> formats() {
    return List.of("text", "json", "markdown");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> words = invocation.operands();
    if (words.size() > 2) {
      invocation.operands(2);
    }
    if (invocation.has(LiveOptions.REGISTRY)) {
      return runLive(invocation);
    }
    if (invocation.has(CommonOptions.AT)) {
      throw Failure.wrong(
          "`diff` takes its two states as operands, not by `--at`",
          "write `portwrit diff OLD NEW`; without NEW it is the working tree");
    }
    Optional<FailOn> failOn = FailOn.parse(invocation.value(FAIL_ON));
    Optional<Instant> named = invocation.now();
    ComparedPolicies policies = ComparedPolicies.read(invocation, words);
    Instant now = named.orElseGet(() -> invocation.environment().clock().instant());
    invocation.detail("expiry judged at " + now);
    Review review = AccessReview.fromNowOn(policies.before(), policies.after(), now);
    GovernanceChanges governance =
        GovernanceChanges.of(policies.before().workspace(), policies.after().workspace());
    print(invocation, policies, review, governance, now);
    boolean isChanged =
        !review.expands().isEmpty()
            || !review.restricts().isEmpty()
            || !review.accounts().isEmpty()
            || !governance.isEmpty();
    return ExitCode.ofSearch(
        failOn.map(one -> one.isMet(review)).orElse(isChanged), review.isComplete());
  }

  private static ExitCode runLive(Invocation invocation) throws Failure {
    if (!invocation.operands().isEmpty()) {
      throw Failure.wrong(
          "`--registry` compares one state of policy with a registry, and `OLD NEW` two states with"
              + " each other",
          "leave out one of the two; with `--registry` it is `--at` that names a commit");
    }
    Optional<FailOn> failOn = FailOn.parse(invocation.value(FAIL_ON));
    LiveDiff diff = LiveDiff.read(invocation);
    diff.print(invocation);
    LiveDifference found = diff.difference();
    boolean isChanged = !found.expands().isEmpty() || !found.restricts().isEmpty();
    return ExitCode.ofSearch(
        failOn.map(one -> one.isMet(found)).orElse(isChanged), found.unknown().isEmpty());
  }

  private static void print(
      Invocation invocation,
      ComparedPolicies policies,
      Review review,
      GovernanceChanges governance,
      Instant now)
      throws Failure {
    Replay replay = Replay.of(invocation, policies, now);
    Console console = invocation.console();
    if (invocation.format().equals("json")) {
      writeJson(console, out -> DiffJson.write(out, review, governance));
    } else if (invocation.format().equals("markdown")) {
      new DiffMarkdown(policies, review, governance, replay).print(console);
    } else {
      new DiffText(policies, review, governance, replay).print(console);
    }
  }

  /** What writes a comparison as JSON, which may be long. */
  interface Written {
    void to(OutputStream out) throws IOException;
  }

  static void writeJson(Console console, Written comparison) throws Failure {
    try (OutputStream out = console.data()) {
      comparison.to(out);
    } catch (IOException e) {
      throw Failure.undetermined(
          "the comparison could not be written",
          "look at the disk and at whoever reads it; what was written is not the whole of it");
    }
  }
}
