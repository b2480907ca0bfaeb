package dev.portwrit.plan;

import dev.portwrit.policy.Subject;
import dev.portwrit.registry.NativeAccess.Edge;
import java.util.List;

/**
 * An access edge that somebody gains or loses.
 *
 * @param edge who, what and where, in the registry's words
 * @param subjects who that is in policies, sorted; empty if no policy names the account
 * @param cause why
 */
public record EdgeChange(Edge edge, List<Subject> subjects, Cause cause)
    implements Comparable<EdgeChange> {
  /** Copies the list. */
  public EdgeChange {
    subjects = List.copyOf(subjects);
  }

  @Override
  public int compareTo(EdgeChange other) {
    return edge.compareTo(other.edge);
  }
}
