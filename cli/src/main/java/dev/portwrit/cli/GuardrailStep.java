package dev.portwrit.cli;

import dev.portwrit.decision.Explanation;
import dev.portwrit.decision.Step;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.guardrail.Guardrail;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Settings.GuardrailUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the guardrails of a workspace say of what an explanation rests on. */
final class GuardrailStep {
  private GuardrailStep() {}

  /** The explanation with what they say of it, or as it is where no guardrail is in force. */
  static Explanation applied(Explanation explanation, Policy policy) {
    List<GuardrailUse> uses = policy.index().workspace().settings().guardrails();
    if (uses.isEmpty()) {
      return explanation;
    }
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      GuardrailVerdict verdict = guardrails.onPolicy(policy.index().workspace(), policy.now());
      Step step = step(explanation, verdict, atPush(explanation, uses, guardrails.all()));
      return GuardedChoices.of(explanation, guardrails, policy).with(step);
    }
  }

  private static Step step(Explanation explanation, GuardrailVerdict verdict, List<Step> atPush) {
    Set<Place> places = places(explanation);
    boolean isUndetermined = verdict instanceof GuardrailVerdict.Undetermined;
    List<Step> steps = new ArrayList<>();
    for (Diagnostic finding : verdict.diagnostics()) {
      if (isUndetermined || finding.place().filter(places::contains).isPresent()) {
        steps.add(
            new Step(
                isUndetermined ? Step.Mark.UNKNOWN : Step.Mark.NO,
                finding.code() + ": " + finding.message(),
                finding.place(),
                List.of()));
      }
    }
    Step.Mark mark =
        steps.isEmpty() ? Step.Mark.YES : isUndetermined ? Step.Mark.UNKNOWN : Step.Mark.NO;
    steps.addAll(atPush);
    return new Step(mark, heading(mark), Optional.empty(), steps);
  }

  private static String heading(Step.Mark mark) {
    return switch (mark) {
      case YES -> "guardrails have nothing against what is named above";
      case NO -> "guardrails object to what is named above";
      case UNKNOWN -> "guardrails could not be asked";
    };
  }

  // What the policy answers is not all that a push has to pass.
  private static List<Step> atPush(
      Explanation explanation, List<GuardrailUse> uses, List<Guardrail> all) {
    Action action = explanation.question().action();
    if (action != Action.PUSH && action != Action.OVERWRITE) {
      return List.of();
    }
    Set<String> atPush =
        all.stream()
            .filter(guardrail -> guardrail.phase() == Guardrail.Phase.PUSH)
            .map(Guardrail::name)
            .collect(Collectors.toSet());
    return uses.stream()
        .filter(use -> atPush.contains(use.name()))
        .map(
            use ->
                new Step(
                    Step.Mark.UNKNOWN,
                    "`" + use.name() + "` is asked about the image at each push",
                    Optional.of(use.place()),
                    List.of()))
        .toList();
  }

  private static Set<Place> places(Explanation explanation) {
    return new HashSet<>(explanation.steps().stream().flatMap(GuardrailStep::places).toList());
  }

  private static Stream<Place> places(Step step) {
    return Stream.concat(
        step.place().stream(), step.steps().stream().flatMap(GuardrailStep::places));
  }
}
