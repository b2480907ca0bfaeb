package dev.portwrit.guardrail;

import dev.portwrit.diagnostic.Diagnostic;
import java.util.List;

/** What the guardrails of a workspace say, all of them together. */
public sealed interface GuardrailVerdict {
  /** None refuses. This allows nothing by itself: whether the policy allows is another question. */
  record Passed() implements GuardrailVerdict {}

  /**
   * At least one refuses.
   *
   * @param findings why, at least one, in order
   */
  record Refused(List<Diagnostic> findings) implements GuardrailVerdict {
    /** Copies the list. */
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /**
   * At least one could not be evaluated, so what was asked is refused.
   *
   * @param problems why, at least one, and what the other guardrails found, in order
   */
  record Undetermined(List<Diagnostic> problems) implements GuardrailVerdict {
    /** Copies the list. */
    public Undetermined {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Whether no guardrail stands in the way.
   *
   * @return true only for {@link Passed}
   */
  default boolean isPassed() {
    return this instanceof Passed;
  }

  /**
   * What there is to show.
   *
   * @return in order; empty only for {@link Passed}
   */
  default List<Diagnostic> diagnostics() {
    if (this instanceof Refused refused) {
      return refused.findings();
    }
    return this instanceof Undetermined undetermined ? undetermined.problems() : List.of();
  }
}
