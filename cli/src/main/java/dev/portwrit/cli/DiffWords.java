package dev.portwrit.cli;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.review.Cause;
import dev.portwrit.review.Change;
import dev.portwrit.review.ChangeGroup;
import dev.portwrit.review.Review;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of a change, in the same words in every format for people. */
final class DiffWords {
  /** Why it is unknown what differs later. */
  static final String TOO_MUCH_ENDS = "more ends at different instants than is looked at";

  private DiffWords() {}

  /** By what path, in the words of the report. */
  static String via(Cause cause) {
    return switch (cause.kind()) {
      case OWNER -> "owner";
      case DEFAULT -> "organization default";
      case VISIBILITY -> "public";
      case GRANT, MEMBERSHIP ->
          cause.via() instanceof Subject.User || cause.via() instanceof Subject.Service
              ? "direct"
              : cause.via().toString();
      case PROTECTION, EXCEPTION -> cause.text();
    };
  }

  static String actions(List<Action> actions) {
    return actions.stream().map(Action::toString).collect(Collectors.joining(", "));
  }

  /**
   * Such as {@code team:acme/pay (12 people, 1 service)}.
   *
   * @param everybody all whom policies name
   */
  static String who(ChangeGroup group, NamedSubjects everybody) {
    NamedSubjects some = NamedSubjects.in(group);
    if (group.isPublic()) {
      NamedSubjects others = everybody.without(some);
      return others.isNobody()
          ? "anonymous (everybody, logged in or not)"
          : "anonymous (everybody, logged in or not, but " + others + ")";
    }
    if (group.wholeGroup()) {
      return group.cause().via() + " (" + some + ")";
    }
    NameList names = NameList.who(group);
    if (!names.isLong()) {
      return names.all();
    }
    String of =
        group.cause().kind() == Cause.Kind.GRANT || group.cause().kind() == Cause.Kind.MEMBERSHIP
            ? " of " + group.cause().via()
            : "";
    return some + of;
  }

  static String repositories(Box box) {
    return box.repositories().stream()
        .map(RepositoryPattern::value)
        .collect(Collectors.joining(" & "));
  }

  /** The tags that it is about, empty where it is about whole repositories. */
  static String tags(Box box) {
    return box.tags().stream().map(TagPattern::value).collect(Collectors.joining(" & "));
  }

  /** An account of a registry, or that there is none. */
  static String account(Optional<String> name) {
    return name.orElse("(none)");
  }

  /** What is so now. */
  static List<ChangeGroup> now(List<ChangeGroup> groups) {
    return groups.stream().filter(group -> group.from().isEmpty()).toList();
  }

  /** What is so from a later instant on, by when. */
  static List<ChangeGroup> later(List<ChangeGroup> groups) {
    return groups.stream().filter(group -> group.from().isPresent()).toList();
  }

  /** Such as {@code after 2026-12-31}, or {@code from 2026-12-31T12:00:00Z on}. */
  static String when(Instant from) {
    ZonedDateTime day = from.atZone(ZoneOffset.UTC);
    return day.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? "after " + day.toLocalDate().minusDays(1)
        : "from " + from + " on";
  }

  /** A count with its noun, the digits in groups. */
  static String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /** How much there is of each, an edge being one subject and one action in one place. */
  static String summary(Review review) {
    long moved =
        review.moved().stream()
            .mapToLong(move -> (long) move.subjects().size() * move.actions().size())
            .sum();
    if (review.isSame() && review.moved().isEmpty()) {
      return "nobody's access changes; unchanged " + number(review.unchanged());
    }
    long expandsLater = edges(review.expands(), true);
    long restrictsLater = edges(review.restricts(), true);
    String later =
        expandsLater + restrictsLater == 0
            ? ""
            : "  EXPANDS LATER %s  RESTRICTS LATER %s"
                .formatted(number(expandsLater), number(restrictsLater));
    String accounts =
        review.accounts().isEmpty() ? "" : "  ACCOUNTS " + number(review.accounts().size());
    return summary(
        edges(review.expands(), false),
        edges(review.restricts(), false),
        later + accounts,
        moved,
        review.unknown().size() + (review.openFrom().isPresent() ? 1 : 0),
        review.unchanged());
  }

  static String summary(long expands, long restricts, long unknown, long unchanged) {
    return summary(expands, restricts, "", 0, unknown, unchanged);
  }

  private static String summary(
      long expands, long restricts, String more, long moved, long unknown, long unchanged) {
    return "EXPANDS %s  RESTRICTS %s%s  MOVED %s  UNKNOWN %s  unchanged %s"
        .formatted(
            number(expands),
            number(restricts),
            more,
            number(moved),
            number(unknown),
            number(unchanged));
  }

  private static long edges(List<Change> changes, boolean areLater) {
    return changes.stream()
        .filter(change -> change.from().isPresent() == areLater)
        .mapToLong(change -> (long) change.subjects().size() * change.actions().size())
        .sum();
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
