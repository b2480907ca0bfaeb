package dev.portwrit.decision;

import java.util.List;

/** The answer to a {@link Question}. */
public sealed interface Decision {
  /**
   * Yes.
   *
   * @param rule the first grant that gives it, by file and line
   * @param warnings the protections with {@code enforce: warn} that would have refused it
   */
  record Allowed(Rule rule, List<Rule> warnings) implements Decision {
    /** Copies the list. */
    public Allowed {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * No.
   *
   * @param rule the first protection that refuses, by file and line, or {@link Rule#DEFAULT_DENY}
   */
  record Denied(Rule rule) implements Decision {}

  /**
   * It could not be determined, so it is refused.
   *
   * @param cause what is missing, one line
   */
  record Indeterminate(String cause) implements Decision {}

  /**
   * Whether the answer is yes.
   *
   * @return true only for {@link Allowed}
   */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }
}
