package dev.portwrit.registry.hub;

/** A text is no content of its kind; what it means is unknown. */
final class UnreadableContent extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableContent(String message) {
    super(message, null, false, false);
  }
}
