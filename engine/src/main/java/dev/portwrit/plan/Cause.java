package dev.portwrit.plan;

/** Why something would change. */
public enum Cause {
  /** The commit asks for something else than the one that was applied last. */
  COMMIT,
  /** Somebody changed the registry since; the commit asks for what it was. */
  DRIFT,
  /** Both: the commit asks for something else, and the registry was not what it should be. */
  BOTH;

  @Override
  public String toString() {
    return switch (this) {
      case COMMIT -> "commit";
      case DRIFT -> "drift";
      case BOTH -> "commit and drift";
    };
  }
}
