package dev.portwrit.review;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;

/**
 * What made the difference.
 *
 * @param kind what sort of thing it is
 * @param text the rule, member, protection or exception in one line, input as written
 * @param place where it is written: in the new policies if it came or was changed, in the old ones
 *     if it went
 * @param isNew whether the place is in the new policies
 * @param via whom the grant names that gives the access, or gave it
 */
public record Cause(Kind kind, String text, Place place, boolean isNew, Subject via)
    implements Comparable<Cause> {
  /** The sorts of causes. */
  public enum Kind {
    /** An owner. */
    OWNER,
    /** A default role of an organization. */
    DEFAULT,
    /** A grant. */
    GRANT,
    /** The visibility of a repository. */
    VISIBILITY,
    /** Somebody came into or left a team or an organization. */
    MEMBERSHIP,
    /** A protection. */
    PROTECTION,
    /** An exception of a protection. */
    EXCEPTION
  }

  @Override
  public int compareTo(Cause other) {
    int by = place.compareTo(other.place);
    by = by != 0 ? by : Boolean.compare(isNew, other.isNew);
    by = by != 0 ? by : kind.compareTo(other.kind);
    by = by != 0 ? by : text.compareTo(other.text);
    return by != 0 ? by : via.compareTo(other.via);
  }
}
