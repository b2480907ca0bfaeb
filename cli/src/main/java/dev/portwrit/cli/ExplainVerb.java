package dev.portwrit.cli;

import dev.portwrit.decision.Explanation;
import dev.portwrit.decision.ExplanationText;
import dev.portwrit.decision.Question;
import dev.portwrit.registry.LiveAnswer;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code explain}: the decision with all that was tried for it. */
final class ExplainVerb implements Verb {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String operands() {
    return "SUBJECT ACTION REPOSITORY[:TAG]";
  }

  @Override
  public String summary() {
    return "say why, what would have to change, and who could do it now";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(
            null,
            LiveOptions.REGISTRY,
            "NAME",
            "ask this live registry the same question; then its answer is the exit code"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> words = invocation.operands(3);
    String format = invocation.format();
    Policy policy = PolicyOpener.open(invocation);
    Question question =
        QuestionText.question(words.get(0), words.get(1), words.get(2), policy.now());
    Explanation explanation = GuardrailStep.applied(policy.index().explain(question), policy);
    Optional<String> registry = invocation.value(LiveOptions.REGISTRY);
    Optional<LiveAnswer> live =
        registry.isPresent()
            ? Optional.of(LiveQuestion.ask(invocation, policy, registry.get(), question))
            : Optional.empty();
    Optional<String> state = LiveReplay.state(invocation, policy);
    Console console = invocation.console();
    if (format.equals("json")) {
      console.print(Json.pretty(json -> ExplanationJson.write(json, explanation, live, state)));
    } else {
      ExplanationText.lines(explanation).forEach(console::print);
      live.ifPresent(
          answer -> console.print(line(LiveReplay.subject(registry.orElseThrow(), state), answer)));
    }
    return live.map(ExplainVerb::exitCode)
        .orElseGet(() -> CanVerb.exitCode(explanation.decision()));
  }

  private static String line(String about, LiveAnswer answer) {
    return about + ": " + answer.verdict() + ", " + answer.reason();
  }

  private static ExitCode exitCode(LiveAnswer answer) {
    return switch (answer.verdict()) {
      case ALLOWED -> ExitCode.YES;
      case DENIED -> ExitCode.NO;
      case UNKNOWN -> ExitCode.UNDETERMINED;
    };
  }
}
