package dev.portwrit.audit;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Spot;
import java.util.Comparator;
import java.util.Optional;

/**
 * An access that a live registry and policy do not have alike.
 *
 * @param subject who: a user, a service, {@code anonymous}, a team that nobody is in, or {@code
 *     account:} and the name of an account that no policy names
 * @param action what
 * @param repository where, by the name of policies, or by that of the registry if policies have
 *     none
 * @param tags the tags that it is about; empty for the role
 * @param via by what way, in the words of the report; {@code account} and its name of what only the
 *     registry gives
 * @param rule the rule of policy in one line; empty of what only the registry gives
 * @param place where that is written
 * @param witness a place of which the subject is answered otherwise by the registry than by policy;
 *     empty where none can be asked about
 * @param stays whether an apply would leave it, since the registry cannot be asked for less, or
 *     somebody else's statements are not touched
 */
public record LiveChange(
    String subject,
    Action action,
    String repository,
    Optional<TagPattern> tags,
    String via,
    String rule,
    Optional<Place> place,
    Optional<Spot> witness,
    boolean stays)
    implements Comparable<LiveChange> {
  /** Everybody, logged in or not. */
  static final String ANYBODY = "anonymous";

  private static final Comparator<LiveChange> ORDER =
      Comparator.comparing(LiveChange::repository)
          .thenComparing(LiveChange::subject)
          .thenComparing(LiveChange::action)
          .thenComparing(change -> change.tags.map(TagPattern::value).orElse(""));

  /**
   * Whether it is about tags that the registry keeps, or shall.
   *
   * @return false where it is about a role
   */
  public boolean isProtected() {
    return tags.isPresent();
  }

  /**
   * Whether everybody is concerned, logged in or not.
   *
   * @return true for {@code anonymous}
   */
  public boolean isPublic() {
    return subject.equals(ANYBODY);
  }

  @Override
  public int compareTo(LiveChange other) {
    return ORDER.compare(this, other);
  }
}
