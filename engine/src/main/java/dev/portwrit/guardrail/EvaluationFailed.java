package dev.portwrit.guardrail;

/** A guardrail that came to no answer. The message says why, in one line. */
final class EvaluationFailed extends Exception {
  EvaluationFailed(String message) {
    super(message);
  }

  EvaluationFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
