package dev.portwrit.guardrail;

import java.util.Set;

/**
 * The names of the guardrails that come with Portwrit, known without opening their bundle: every
 * command checks names, few ask a guardrail.
 */
public final class StandardGuardrails {
  /** The names; a test compares them with the bundle. */
  public static final Set<String> NAMES = Set.of("expiring-user-grants", "release-annotations");

  private StandardGuardrails() {}
}
