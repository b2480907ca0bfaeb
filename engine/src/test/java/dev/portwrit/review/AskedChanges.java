package dev.portwrit.review;

import dev.portwrit.decision.Question;
import dev.portwrit.model.NaivePattern;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import dev.portwrit.region.Box;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which changes a question lies, written from what a region promises, with the naive patterns.
 */
final class AskedChanges {
  private AskedChanges() {}

  static boolean isIn(List<Change> changes, Subject subject, Question question) {
    return with(changes, subject, question).findAny().isPresent();
  }

  static Stream<Change> with(List<Change> changes, Subject subject, Question question) {
    String name = question.repository().value();
    return changes.stream()
        .filter(
            change ->
                change.subjects().contains(subject)
                    && change.actions().contains(question.action())
                    && contains(change.region().box(), name, question.tag())
                    && change.region().except().stream()
                        .noneMatch(box -> contains(box, name, question.tag())));
  }

  private static boolean contains(Box box, String name, Optional<Tag> tag) {
    return box.repositories().stream()
            .allMatch(pattern -> NaivePattern.repositoryMatches(pattern.value(), name))
        && (box.tags().isEmpty()
            || (tag.isPresent()
                && box.tags().stream()
                    .allMatch(p -> NaivePattern.tagMatches(p.value(), tag.get().value()))));
  }
}
