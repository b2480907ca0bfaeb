package dev.portwrit.gateway.write;

import dev.portwrit.admission.Refusal;
import dev.portwrit.decision.Rule;
import java.util.List;

/** What would be answered to a push that somebody thinks of. */
public sealed interface PushAnswer {
  /**
   * It would be let through.
   *
   * @param warnings the protections that would refuse it if they did not only warn, by place
   */
  record Allowed(List<Rule> warnings) implements PushAnswer {
    /** Copies the list. */
    public Allowed {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The policy would refuse it.
   *
   * @param refusal why
   */
  record Denied(Refusal refusal) implements PushAnswer {}

  /**
   * It would be refused, though not by the policy: by a guardrail, or because it can be no push to
   * this registry.
   *
   * @param message why, one line
   */
  record Unfit(String message) implements PushAnswer {}

  /**
   * It cannot be told, so it is no allow.
   *
   * @param cause what is missing, one line
   */
  record Undetermined(String cause) implements PushAnswer {}

  /**
   * The answer for a repository that lives elsewhere.
   *
   * @param question what was asked
   * @param registry the name of the registry that was asked
   * @return a refusal
   */
  static PushAnswer elsewhere(PushQuestion question, String registry) {
    return new Unfit(
        "`%s` is not one of the repositories of `%s`".formatted(question.repository(), registry));
  }
}
