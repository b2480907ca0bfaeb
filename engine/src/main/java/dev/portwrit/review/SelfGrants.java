package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Region;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the authors of a change gain by it, whatever way: all that {@link AccessReview} calls an
 * expansion for one of them, now and later, and what the account of another gives them in a
 * registry.
 */
public final class SelfGrants {
  private final PolicyIndex before;
  private final PolicyIndex after;
  private final Collection<Subject.User> authors;
  private final Instant now;
  private final AccountGains accounts;
  private final Map<String, Diagnostic> found = new LinkedHashMap<>();

  private SelfGrants(
      PolicyIndex before, PolicyIndex after, Collection<Subject.User> authors, Instant now) {
    this.before = before;
    this.after = after;
    this.authors = authors;
    this.now = now;
    this.accounts = new AccountGains(before, after, now);
  }

  /**
   * Looks for them.
   *
   * @param before the policies without the change
   * @param after the policies with it
   * @param authors who made it
   * @param now the present instant
   * @return an error for each: {@link Code#SELF_GRANT}, or {@link Code#AUTHOR_UNKNOWN} where it
   *     could not be told
   */
  public static List<Diagnostic> of(
      PolicyIndex before, PolicyIndex after, Collection<Subject.User> authors, Instant now) {
    return new SelfGrants(before, after, authors, now).look();
  }

  private List<Diagnostic> look() {
    Review review = AccessReview.gainedFromNowOn(before, after, now);
    for (Subject.User author : authors) {
      look(review, author, author, "");
      for (SharedAccount one : accounts.sharedBy(author)) {
        if (one.subject() instanceof Subject.Team team) {
          look(asMember(author, team), author, author, one.toString());
        } else {
          look(review, one.subject(), author, one.toString());
        }
      }
    }
    accounts.of(authors).forEach(one -> found.put(one.message(), one));
    return List.copyOf(found.values());
  }

  /** Compares as if an author were in a team, whose account is theirs, without the change too. */
  private Review asMember(Subject.User author, Subject.Team team) {
    return AccessReview.gainedFromNowOn(
        PolicyIndex.of(before.workspace().withMember(team, author)),
        PolicyIndex.of(after.workspace().withMember(team, author)),
        now);
  }

  /**
   * Looks for what somebody gains who is the author, or is called in a registry as they are.
   *
   * @param how empty of what the author gains themselves
   */
  private void look(Review review, Subject holder, Subject.User author, String how) {
    boolean hasMore = holder.equals(author) || accounts.hasMoreAfter(holder, author);
    review.expands().stream()
        .filter(one -> concerns(one.subjects(), holder, author))
        .filter(one -> hasMore || one.protectedTags())
        .forEach(one -> gained(author, one, how));
    review.unknown().stream()
        .filter(one -> concerns(one.subjects(), holder, author))
        .forEach(one -> unknown(author, one, how));
    review
        .openFrom()
        .ifPresent(
            instant ->
                unknown(
                    Optional.empty(),
                    "it could not be told what the authors gain from "
                        + instant
                        + " on: too much ends"));
  }

  /** Whether it concerns somebody and, unless they are the author, not the author as well. */
  private static boolean concerns(List<Subject> some, Subject holder, Subject.User author) {
    return some.contains(holder) && (holder.equals(author) || !some.contains(author));
  }

  private static String when(Optional<Instant> from) {
    return from.map(instant -> " from " + instant + " on").orElse("");
  }

  private void gained(Subject.User author, Change change, String how) {
    String what =
        "`" + author + "` gains " + actions(change.actions()) + " in " + where(change.region());
    Cause cause = change.cause();
    found.putIfAbsent(
        what + " " + cause.text() + cause.place(),
        new Diagnostic(
            Optional.of(cause.place()),
            Severity.ERROR,
            Code.SELF_GRANT,
            what
                + when(change.from())
                + " by their own change: "
                + cause.text()
                + (cause.isNew() ? "" : ", which it takes away")
                + how,
            Optional.of("somebody who gains nothing by it has to make this change")));
  }

  private void unknown(Subject.User author, Undetermined one, String how) {
    unknown(
        Optional.of(one.cause()),
        "it could not be told whether `"
            + author
            + "` gains "
            + actions(one.actions())
            + " in "
            + where(one.region())
            + when(one.from())
            + ": "
            + one.reason()
            + how);
  }

  private void unknown(Optional<Cause> cause, String message) {
    found.putIfAbsent(
        message,
        new Diagnostic(
            cause.map(Cause::place),
            Severity.ERROR,
            Code.AUTHOR_UNKNOWN,
            message,
            Optional.of("let somebody else make this change, or make it smaller")));
  }

  private static String actions(List<Action> actions) {
    return actions.stream().map(Action::toString).collect(Collectors.joining(", "));
  }

  private static String where(Region region) {
    String names =
        region.box().repositories().stream()
            .map(RepositoryPattern::value)
            .collect(Collectors.joining(" & "));
    String tags =
        region.box().tags().stream().map(TagPattern::value).collect(Collectors.joining(" & "));
    return "`" + names + (region.box().isWhole() ? "" : ":" + tags) + "`";
  }
}
