package dev.portwrit.guardrail;

/**
 * A builtin function that cannot answer as OPA would. Unlike an error that OPA would have too,
 * which is undefined, it ends the evaluation.
 */
final class BuiltinFailed extends RuntimeException {
  BuiltinFailed(String message) {
    super(message);
  }
}
