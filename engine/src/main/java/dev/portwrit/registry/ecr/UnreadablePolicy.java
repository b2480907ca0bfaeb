package dev.portwrit.registry.ecr;

/** A text is no policy document that can be understood; what it allows is unknown. */
final class UnreadablePolicy extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadablePolicy(String message) {
    super(message, null, false, false);
  }
}
