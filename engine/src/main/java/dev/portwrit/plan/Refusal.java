package dev.portwrit.plan;

import java.util.Locale;

/**
 * Why a plan may not be applied.
 *
 * @param kind what is against it
 * @param message one line
 * @param help the next step
 */
public record Refusal(Kind kind, String message, String help) {
  /** What can be against a plan. */
  public enum Kind {
    /** The registry is only looked at. */
    OBSERVE,
    /** It takes more access than one plan may. */
    REMOVALS,
    /** It opens a repository to everybody. */
    PUBLIC,
    /** It locks somebody out who must be able to mend it. */
    LOCKOUT,
    /** The commit is not signed by somebody who may. */
    SIGNATURE,
    /** The saved plan is of something else. */
    PLAN,
    /** Another run is under way, or was meanwhile. */
    BUSY,
    /** The commit does not come after the one that was applied last. */
    HISTORY;

    /**
     * The kind as overrides and JSON write it.
     *
     * @return lower case
     */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
