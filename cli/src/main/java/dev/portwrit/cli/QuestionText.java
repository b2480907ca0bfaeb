package dev.portwrit.cli;

import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.Optional;

/** Reads the words of a question: a subject, an action, a repository and perhaps a tag. */
final class QuestionText {
  /**
   * A repository and perhaps a tag in it.
   *
   * @param repository the name
   * @param tag the tag behind the colon
   */
  record Target(RepositoryName repository, Optional<Tag> tag) {}

  private QuestionText() {}

  static Question question(String subject, String action, String target, Instant now)
      throws Failure {
    Target where = target(target);
    return new Question(subject(subject), action(action), where.repository(), where.tag(), now);
  }

  static Subject subject(String text) throws Failure {
    return Subject.parse(text)
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`" + text + "` is not a subject",
                    "subjects are `user:NAME`, `service:ORGANIZATION/NAME`,"
                        + " `team:ORGANIZATION/NAME`, `organization:NAME` and `anonymous`"));
  }

  static Action action(String text) throws Failure {
    return Action.parse(text)
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`" + text + "` is not an action",
                    "actions are `pull`, `push`, `overwrite`, `delete`, `administer`"));
  }

  static Target target(String text) throws Failure {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    RepositoryName repository = repository(name);
    return colon < 0
        ? new Target(repository, Optional.empty())
        : new Target(repository, Optional.of(tag(text.substring(colon + 1))));
  }

  static RepositoryName repository(String text) throws Failure {
    return RepositoryName.parse(text)
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`" + text + "` is not a repository name",
                    "names are lower case, such as `acme/pay/api`, without the registry's host"));
  }

  private static Tag tag(String text) throws Failure {
    return Tag.parse(text)
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`" + text + "` is not a tag",
                    "tags are letters, digits, `.`, `_` and `-`, at most 128 characters"));
  }
}
