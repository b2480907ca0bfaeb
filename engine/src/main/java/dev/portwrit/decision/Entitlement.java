package dev.portwrit.decision;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One way in which a workspace gives somebody a role: every owner, default, public repository and
 * entry of a grant comes down to a subject, a role and a pattern of repositories.
 *
 * @param kind {@link Rule.Kind#OWNER}, {@link Rule.Kind#DEFAULT}, {@link Rule.Kind#PUBLIC} or
 *     {@link Rule.Kind#GRANT}
 * @param organization the organization whose owner or default it is, otherwise empty
 * @param subject who has it; {@code anonymous} stands for everybody
 * @param role what it gives, never {@link Role#NONE}
 * @param repositories where; of an owner or a default each namespace of the organization, with all
 *     below it
 * @param expires when it ends, empty if never
 * @param reason free text, empty where there is none
 * @param place where it is written
 */
public record Entitlement(
    Rule.Kind kind,
    String organization,
    Subject subject,
    Role role,
    RepositoryPattern repositories,
    Optional<Expiry> expires,
    String reason,
    Place place) {
  /** By place; what stands at one place is ordered by kind. */
  static final Comparator<Entitlement> ORDER =
      Comparator.comparing(Entitlement::place).thenComparing(Entitlement::kind);

  /**
   * Whether it is in force.
   *
   * @param now the instant that is asked about
   * @return true if it does not expire or has not yet
   */
  public boolean isInForceAt(Instant now) {
    return expires.isEmpty() || expires.get().isInForceAt(now);
  }

  /**
   * The rule as a decision names it.
   *
   * @return a text such as {@code push to team:acme/pay on acme/pay/**}, and the place
   */
  public Rule rule() {
    return new Rule(kind, text(), Optional.of(place));
  }

  private String text() {
    return switch (kind) {
      case OWNER -> "owner of " + organization;
      case DEFAULT -> "default " + role + " of " + organization;
      case PUBLIC -> "public " + repositories;
      case GRANT -> role + " to " + subject + " on " + repositories;
      case PROTECTION, DEFAULT_DENY ->
          throw new IllegalStateException("`" + kind + "` gives nothing");
    };
  }
}
