package dev.portwrit.decision;

import dev.portwrit.policy.Role;
import java.util.Comparator;

/**
 * What a change would give, for comparing: the less comes first.
 *
 * @param role the highest role that it gives anywhere, {@code none} if it only releases
 * @param repositories the widest pattern on which it gives or releases anything
 * @param patterns on how many
 * @param tags the widest pattern of tags that it releases
 * @param people how many users and services gain it
 */
record Gain(Role role, Breadth repositories, int patterns, Breadth tags, int people)
    implements Comparable<Gain> {
  /** What makes somebody nameable and gives nothing. */
  static final Gain NOTHING = new Gain(Role.NONE, Breadth.NOTHING, 0, Breadth.NOTHING, 0);

  private static final Comparator<Gain> LEAST_FIRST =
      Comparator.comparing(Gain::role)
          .thenComparing(Gain::repositories)
          .thenComparingInt(Gain::patterns)
          .thenComparing(Gain::tags)
          .thenComparingInt(Gain::people);

  Gain and(Gain other) {
    return new Gain(
        role.compareTo(other.role) >= 0 ? role : other.role,
        repositories.or(other.repositories),
        patterns + other.patterns,
        tags.or(other.tags),
        Math.max(people, other.people));
  }

  @Override
  public int compareTo(Gain other) {
    return LEAST_FIRST.compare(this, other);
  }
}
