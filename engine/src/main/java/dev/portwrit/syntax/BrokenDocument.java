package dev.portwrit.syntax;

/** The document cannot be read further; the problem has been reported. */
final class BrokenDocument extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenDocument() {
    super("a document is broken", null, false, false);
  }
}
