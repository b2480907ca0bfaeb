package dev.portwrit.decision;

import dev.portwrit.policy.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A decision with all that was tried for it.
 *
 * @param question what was asked
 * @param decision what {@link PolicyIndex#decide} answers
 * @param steps first the roles, each entitlement that reaches the repository by place; then, for
 *     actions that protections concern, those that reach the repository by place, each with its
 *     exceptions, whether or not there is a role
 * @param allowedIf what would have to change for the answer to be yes, one choice out of each list,
 *     the smallest first; empty where the answer is yes, and where no change could make it so
 * @param whoCan everybody for whom the answer is yes, sorted by their text
 */
public record Explanation(
    Question question,
    Decision decision,
    List<Step> steps,
    List<List<Choice>> allowedIf,
    List<Subject> whoCan) {
  /** Copies the lists. */
  public Explanation {
    steps = List.copyOf(steps);
    allowedIf = allowedIf.stream().map(List::copyOf).toList();
    whoCan = List.copyOf(whoCan);
  }

  /**
   * The same with one more thing that was tried.
   *
   * @param step what it is; it does not change the decision
   * @return the step comes last
   */
  public Explanation with(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Explanation(question, decision, all, allowedIf, whoCan);
  }

  /**
   * The same with what else is known of what would have to change.
   *
   * @param told takes each choice to the one that stands in its place
   * @return the choices stay in their order
   */
  public Explanation withChoices(UnaryOperator<Choice> told) {
    List<List<Choice>> all =
        allowedIf.stream().map(list -> list.stream().map(told).toList()).toList();
    return new Explanation(question, decision, steps, all, whoCan);
  }

  /**
   * The decisive rule in one line.
   *
   * @return such as {@code allowed: push to team:acme/pay on acme/pay/** (teams/pay.yaml:12)}
   */
  public String headline() {
    if (decision instanceof Decision.Allowed allowed) {
      return "allowed: " + allowed.rule();
    }
    if (decision instanceof Decision.Denied denied) {
      return "denied: " + denied.rule();
    }
    return "indeterminate: " + ((Decision.Indeterminate) decision).cause();
  }
}
