package dev.portwrit.registry;

/**
 * One call that changes one object.
 *
 * @param phase when it may be made, among the steps of a plan
 * @param object which object
 * @param call what is called, for people and records, such as {@code SetRepositoryPolicy}
 * @param before what the object must be for the step to be made; never unknown
 * @param after what it then is; never unknown
 */
public record Step(Phase phase, ObjectId object, String call, Reading before, Reading after) {
  /**
   * When a step may be made. In this order no prefix of the steps leaves anything wider than before
   * and after together, what both allow is never interrupted, and what both protect is protected
   * throughout.
   */
  public enum Phase {
    /** Makes what is not there, closed to everybody who is not named. */
    CREATE,
    /** Takes nothing from anybody but changes of protected tags. */
    PROTECT,
    /** Gives for a while, by another way, what somebody has and keeps. */
    BRIDGE,
    /** Takes what would go to others too by what is given next. */
    PRUNE,
    /** Gives access. */
    GRANT,
    /** Takes access. */
    REVOKE,
    /** Ends protections. */
    UNPROTECT,
    /** Takes away by what the protections that ended were known to be ours. */
    FORGET
  }

  /**
   * Checks that both ends are known.
   *
   * @throws IllegalArgumentException if one is unknown, or both are equal
   */
  public Step {
    if (before.isUnknown() || after.isUnknown() || before.equals(after)) {
      throw new IllegalArgumentException("no step of `" + object + "`");
    }
  }

  @Override
  public String toString() {
    return call + " " + object.name();
  }
}
