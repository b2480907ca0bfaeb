package dev.portwrit.gateway.kubernetes;

import dev.portwrit.decision.Rule;
import java.util.Optional;

/** Whether a pod may run an image. */
sealed interface ImageAnswer {
  /**
   * It may.
   *
   * @param rule the grant that gives the pull
   */
  record Allowed(Rule rule) implements ImageAnswer {}

  /**
   * It may not.
   *
   * @param rule what refuses, where a rule does
   * @param message why, one line
   */
  record Denied(Optional<Rule> rule, String message) implements ImageAnswer {}

  /**
   * It cannot be told, so it may not.
   *
   * @param cause what is missing, one line
   */
  record Undetermined(String cause) implements ImageAnswer {}
}
