package dev.portwrit.apply;

import dev.portwrit.registry.ObjectId;
import java.util.Locale;

/**
 * What became of one object of a plan.
 *
 * @param object which
 * @param kind what became of it
 * @param steps how many of its steps were made
 * @param detail why not all, in one line; empty where all were
 */
public record ObjectOutcome(ObjectId object, Kind kind, int steps, String detail) {
  /** What can become of an object. */
  public enum Kind {
    /** It is as policy asks. */
    DONE,
    /** It is as policy asks but for accounts that the registry does not know. */
    QUARANTINED,
    /** The registry refused a step, or did nothing. */
    FAILED,
    /** Somebody else changed it: it was not touched any more. */
    STALE,
    /** It waits for something else that came to nothing. */
    HELD,
    /** Nobody can say what it is. */
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
