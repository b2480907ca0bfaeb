package dev.portwrit.history;

import java.util.Locale;

/**
 * Who let a change into a branch, and how that is known.
 *
 * @param who names as commits and keys give them, commas between
 * @param kind the strongest of what says so
 */
public record Approval(String who, Kind kind) {
  /** What an approval is known by, the strongest first. */
  public enum Kind {
    /** A signature by a known key. */
    SIGNATURE,
    /** A merge, by the name of its committer and the trailers there, which Git takes on trust. */
    MERGE;

    /** The name as reports write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
