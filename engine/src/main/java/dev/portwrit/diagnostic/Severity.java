package dev.portwrit.diagnostic;

/** How grave a problem is. Only an error keeps a workspace from being used. */
public enum Severity {
  /** The workspace cannot be used. */
  ERROR,
  /** The workspace can be used, but somebody should look. */
  WARNING
}
