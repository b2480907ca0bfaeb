package dev.portwrit.model;

import static dev.portwrit.model.Vocabulary.pick;

import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes questions of numbers: most aim at something that a workspace says, some at nothing. */
final class Questions {
  private final List<Subject> subjects = new ArrayList<>();
  private final List<Aim> aims = new ArrayList<>();
  private final List<TagPattern> tags = new ArrayList<>(Vocabulary.TAG_PATTERNS);

  /** A pattern, and subjects and tags that a document has for it. */
  private record Aim(RepositoryPattern pattern, List<Subject> subjects, List<TagPattern> tags) {}

  /** Who, what, where, which tag and when, each as a number; {@code luck} is below 100. */
  record Numbers(int luck, int aim, int subject, Action action, int name, int tag, int now) {}

  Questions(Workspace workspace) {
    Vocabulary.USERS.forEach(name -> subjects.add(new Subject.User(name)));
    workspace.teams().forEach(team -> subjects.add(team.subject()));
    workspace.services().forEach(service -> subjects.add(service.subject()));
    workspace.organizations().forEach(organization -> subjects.add(organization.subject()));
    subjects.add(new Subject.Anonymous());
    subjects.add(new Subject.User("nobody"));
    subjects.add(new Subject.Team("acme", "nobody"));
    subjects.add(new Subject.Service("nobody", "ci"));
    subjects.add(new Subject.Organization("nobody"));
    workspace.protections().forEach(protection -> tags.addAll(protection.tags()));
    aims.add(new Aim(new RepositoryPattern("stranger/**"), subjects, tags));
    workspace.organizations().forEach(this::aimAt);
    workspace.repositories().forEach(rule -> aimAt(rule, workspace));
    for (Protection protection : workspace.protections()) {
      for (RepositoryPattern pattern : protection.repositories()) {
        aims.add(new Aim(pattern, subjects, protection.tags()));
        aims.add(new Aim(pattern, owners(workspace, protection), protection.tags()));
      }
    }
  }

  private void aimAt(Organization organization) {
    List<Member> roster = new ArrayList<>(organization.owners());
    roster.addAll(organization.members());
    for (RepositoryName namespace : organization.namespaces()) {
      RepositoryPattern below = new RepositoryPattern(namespace + "/**");
      aims.add(new Aim(below, names(roster), tags));
    }
  }

  private void aimAt(RepositoryRule rule, Workspace workspace) {
    List<Subject> granted = new ArrayList<>();
    rule.grants().forEach(grant -> granted.addAll(names(grant.to())));
    for (Team team : workspace.teams()) {
      if (granted.contains(team.subject())) {
        granted.addAll(names(team.members()));
      }
    }
    aims.add(new Aim(rule.pattern(), granted.isEmpty() ? subjects : granted, tags));
  }

  private static List<Subject> owners(Workspace workspace, Protection protection) {
    return workspace.organizations().stream()
        .filter(organization -> organization.name().equals(protection.organization()))
        .flatMap(organization -> names(organization.owners()).stream())
        .toList();
  }

  private static List<Subject> names(List<Member> members) {
    return members.stream().map(Member::subject).toList();
  }

  Question of(Numbers numbers) {
    Aim aim = pick(aims, numbers.aim());
    boolean stray = numbers.luck() % 5 == 0;
    RepositoryName name = Vocabulary.nameIn(aim.pattern(), numbers.name());
    if (numbers.luck() % 7 == 0) {
      name = new RepositoryName(name + "/" + pick(Vocabulary.SEGMENTS, numbers.name()));
    }
    return new Question(
        pick(stray ? subjects : aim.subjects(), numbers.subject()),
        numbers.action(),
        name,
        tag(aim, numbers),
        pick(Vocabulary.INSTANTS, numbers.now()));
  }

  private static Optional<Tag> tag(Aim aim, Numbers numbers) {
    return Stream.of(numbers.luck() % 6)
        .filter(luck -> luck != 0)
        .map(
            luck ->
                luck == 1
                    ? new Tag(pick(Vocabulary.TAGS, numbers.tag()))
                    : Vocabulary.tagIn(pick(aim.tags(), numbers.tag()), numbers.tag() / 8))
        .findFirst();
  }
}
