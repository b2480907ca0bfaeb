package dev.portwrit.model;

import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two revisions of a workspace with what to ask both.
 *
 * @param before the old one
 * @param after the new one
 * @param questions about everybody of both and somebody whom neither names, on names and tags that
 *     patterns of either match, and on others
 * @param now the instant of the questions
 */
public record Revisions(Workspace before, Workspace after, List<Question> questions, Instant now) {
  private static final int NAMES = 14;
  private static final int TAGS = 6;

  /** Two states of a workspace, always with the same questions. */
  public static Revisions between(Workspace before, Workspace after) {
    return of(before, after, 1);
  }

  /**
   * One workspace, with everybody, all actions, and some names and tags.
   *
   * @param salt which names and tags, and at which instant
   */
  public static Revisions sample(Workspace workspace, int salt) {
    return of(workspace, workspace, salt);
  }

  static Revisions of(Workspace before, Workspace after, int salt) {
    Random random = new Random(salt);
    Instant now = Vocabulary.pick(Vocabulary.INSTANTS, salt);
    Set<Subject> subjects = new TreeSet<>(new ReferenceInterpreter(before).everybody());
    subjects.addAll(new ReferenceInterpreter(after).everybody());
    subjects.add(new Subject.User("nobody"));
    List<Question> questions = new ArrayList<>();
    List<RepositoryName> names = sample(names(before, after, random), NAMES, random);
    List<Tag> tags = sample(tags(before, after, random), TAGS, random);
    for (Subject subject : subjects) {
      for (RepositoryName name : names) {
        for (Action action : Action.values()) {
          questions.add(new Question(subject, action, name, Optional.empty(), now));
          for (Tag tag : tags) {
            questions.add(new Question(subject, action, name, Optional.of(tag), now));
          }
        }
      }
    }
    return new Revisions(before, after, questions, now);
  }

  private static <T> List<T> sample(Set<T> all, int most, Random random) {
    List<T> some = new ArrayList<>(all);
    Collections.shuffle(some, random);
    return some.subList(0, Math.min(most, some.size()));
  }

  private static Set<RepositoryName> names(Workspace one, Workspace other, Random random) {
    Set<RepositoryName> names = new LinkedHashSet<>();
    for (Workspace workspace : List.of(one, other)) {
      List<RepositoryPattern> patterns = new ArrayList<>();
      workspace.repositories().forEach(rule -> patterns.add(rule.pattern()));
      for (Protection protection : workspace.protections()) {
        patterns.addAll(protection.repositories());
      }
      for (ProtectionException exception : workspace.exceptions()) {
        patterns.addAll(exception.repositories());
      }
      for (Organization organization : workspace.organizations()) {
        names.addAll(organization.namespaces());
        organization
            .namespaces()
            .forEach(name -> patterns.add(new RepositoryPattern(name + "/**")));
      }
      for (RepositoryPattern pattern : patterns) {
        for (int i = 0; i < 3; i++) {
          RepositoryName name = Vocabulary.nameIn(pattern, random.nextInt(100));
          names.add(name);
          names.add(
              new RepositoryName(
                  name + "/" + Vocabulary.pick(Vocabulary.SEGMENTS, random.nextInt(100))));
        }
      }
    }
    return names;
  }

  private static Set<Tag> tags(Workspace one, Workspace other, Random random) {
    Set<Tag> tags = new LinkedHashSet<>();
    Vocabulary.TAGS.forEach(text -> tags.add(new Tag(text)));
    for (Workspace workspace : List.of(one, other)) {
      List<TagPattern> patterns = new ArrayList<>();
      workspace.protections().forEach(protection -> patterns.addAll(protection.tags()));
      workspace.exceptions().forEach(exception -> patterns.addAll(exception.tags()));
      patterns.forEach(pattern -> tags.add(Vocabulary.tagIn(pattern, random.nextInt(100))));
    }
    return tags;
  }
}
