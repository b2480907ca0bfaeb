package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A principal has a role in a repository.
 *
 * @param principal who, by ARN
 * @param role what, never {@link Role#NONE}
 * @param until the first instant at which it has ended, in whole seconds; empty if it does not end
 */
record RoleGrant(String principal, Role role, Optional<Instant> until)
    implements Comparable<RoleGrant> {
  // What AWS can still read as a date.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Comparator<RoleGrant> ORDER =
      Comparator.comparing(RoleGrant::principal)
          .thenComparing(RoleGrant::role)
          .thenComparing(RoleGrant::end);

  RoleGrant {
    until = until.map(end -> end.isAfter(LAST) ? LAST : end.truncatedTo(ChronoUnit.SECONDS));
  }

  private Instant end() {
    return until.orElse(Instant.MAX);
  }

  boolean isInForceAt(Instant now) {
    return now.isBefore(end());
  }

  /** Whether another says as much. */
  boolean isWithin(RoleGrant other) {
    return principal.equals(other.principal)
        && role.compareTo(other.role) <= 0
        && !end().isAfter(other.end());
  }

  /** What both say, of two of the same principal. */
  RoleGrant meet(RoleGrant other) {
    return new RoleGrant(
        principal,
        role.compareTo(other.role) <= 0 ? role : other.role,
        end().isAfter(other.end()) ? other.until : until);
  }

  /** The same without what others say anyway. */
  static SortedSet<RoleGrant> reduced(Collection<RoleGrant> grants) {
    SortedSet<RoleGrant> all = new TreeSet<>(grants);
    SortedSet<RoleGrant> reduced = new TreeSet<>();
    for (RoleGrant grant : all) {
      boolean said =
          all.subSet(first(grant.principal), first(grant.principal + "\0")).stream()
              .anyMatch(other -> !other.equals(grant) && grant.isWithin(other));
      if (!said) {
        reduced.add(grant);
      }
    }
    return reduced;
  }

  private static RoleGrant first(String principal) {
    return new RoleGrant(principal, Role.NONE, Optional.of(Instant.EPOCH));
  }

  @Override
  public int compareTo(RoleGrant other) {
    return ORDER.compare(this, other);
  }
}
