package dev.portwrit.expectation;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The words of a question as on the command line: {@code ACTION REPOSITORY[:TAG]}.
 *
 * @param action what for
 * @param repository where
 * @param tag which tag, empty for the role alone
 */
record QuestionText(Action action, RepositoryName repository, Optional<Tag> tag) {
  static List<String> words(String text) {
    return List.of(text.strip().split("[ \t]+", -1));
  }

  /**
   * Reads the last words of a question.
   *
   * @param words all of them
   * @param first where the action stands
   * @return empty if they are not exactly an action and where
   */
  static Optional<QuestionText> parse(List<String> words, int first) {
    if (words.size() != first + 2) {
      return Optional.empty();
    }
    String where = words.get(first + 1);
    int colon = where.indexOf(':');
    Optional<Action> action = Action.parse(words.get(first));
    Optional<RepositoryName> repository =
        RepositoryName.parse(colon < 0 ? where : where.substring(0, colon));
    Optional<Tag> tag = colon < 0 ? Optional.empty() : Tag.parse(where.substring(colon + 1));
    return action.isEmpty() || repository.isEmpty() || (colon >= 0 && tag.isEmpty())
        ? Optional.empty()
        : Optional.of(new QuestionText(action.get(), repository.get(), tag));
  }

  /**
   * Reads a date or an instant. What expires on a date is in force to its end, so a date is asked
   * about at its last moment.
   *
   * @param text such as {@code 2026-12-01} or {@code 2026-12-01T12:00:00Z}
   * @return empty if it is neither
   */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? Expiry.endOf(LocalDate.parse(text)).end().minusNanos(1)
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
