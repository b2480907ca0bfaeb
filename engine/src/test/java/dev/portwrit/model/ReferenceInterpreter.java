package dev.portwrit.model;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a workspace means, written down from the papers sentence by sentence: no index, no matcher
 * and no judgement is shared with what it is compared with.
 *
 * @param workspace what is interpreted
 */
public record ReferenceInterpreter(Workspace workspace) {
  // Roles hold: pull {pull}; push {pull, push, overwrite}; maintain those and {delete}; admin those
  // and {administer}.
  private static Set<Action> heldBy(Role role) {
    return switch (role) {
      case NONE -> Set.of();
      case PULL -> Set.of(Action.PULL);
      case PUSH -> Set.of(Action.PULL, Action.PUSH, Action.OVERWRITE);
      case MAINTAIN -> Set.of(Action.PULL, Action.PUSH, Action.OVERWRITE, Action.DELETE);
      case ADMIN ->
          Set.of(Action.PULL, Action.PUSH, Action.OVERWRITE, Action.DELETE, Action.ADMINISTER);
    };
  }

  // `immutable` refuses overwrite and delete; `restricted` refuses push, overwrite and delete.
  private static Set<Action> refusedBy(Protection.Rule rule) {
    return switch (rule) {
      case IMMUTABLE -> Set.of(Action.OVERWRITE, Action.DELETE);
      case RESTRICTED -> Set.of(Action.PUSH, Action.OVERWRITE, Action.DELETE);
    };
  }

  // By file (bytes), line, column.
  private static final Comparator<Place> BY_PLACE =
      Comparator.<Place, byte[]>comparing(
              place -> place.file().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
          .thenComparing(Place::line)
          .thenComparing(Place::column);

  private static final Comparator<Rule> FIRST =
      Comparator.<Rule, Place>comparing(rule -> rule.place().orElseThrow(), BY_PLACE)
          .thenComparing(rule -> rule.kind());

  /**
   * Answers a question.
   *
   * @param question any question
   * @return the decision that the papers ask for
   */
  public Decision decide(Question question) {
    List<Rule> giving = giving(question);
    if (giving.isEmpty()) {
      return new Decision.Denied(
          new Rule(Rule.Kind.DEFAULT_DENY, "no grant gives it", Optional.empty()));
    }
    List<Rule> refusing = refusing(question, Protection.Enforcement.DENY);
    if (!refusing.isEmpty()) {
      return new Decision.Denied(refusing.get(0));
    }
    return new Decision.Allowed(giving.get(0), refusing(question, Protection.Enforcement.WARN));
  }

  /**
   * Everybody for whom the answer is yes, by asking for each.
   *
   * @param action what for
   * @param repository where
   * @param tag which tag
   * @param now when
   * @return users, services and {@code anonymous}, sorted by bytes
   */
  public List<Subject> whoCan(
      Action action, RepositoryName repository, Optional<Tag> tag, Instant now) {
    return everybody().stream()
        .filter(s -> decide(new Question(s, action, repository, tag, now)).isAllowed())
        .toList();
  }

  /**
   * Every user and service that the workspace names anywhere, and {@code anonymous}.
   *
   * @return sorted by bytes
   */
  public List<Subject> everybody() {
    Map<String, Subject> found = new TreeMap<>();
    List<Subject> named = new ArrayList<>(List.of(new Subject.Anonymous()));
    workspace.users().forEach(user -> named.add(user.subject()));
    workspace.services().forEach(service -> named.add(service.subject()));
    workspace.settings().admins().forEach(member -> named.add(member.subject()));
    for (Organization organization : workspace.organizations()) {
      organization.owners().forEach(member -> named.add(member.subject()));
      organization.members().forEach(member -> named.add(member.subject()));
    }
    workspace.teams().forEach(team -> team.members().forEach(m -> named.add(m.subject())));
    workspace.repositories().stream()
        .flatMap(rule -> rule.grants().stream())
        .forEach(grant -> grant.to().forEach(member -> named.add(member.subject())));
    workspace.protections().forEach(one -> one.to().forEach(m -> named.add(m.subject())));
    workspace.exceptions().forEach(one -> one.to().forEach(m -> named.add(m.subject())));
    for (Subject subject : named) {
      if (!(subject instanceof Subject.Team || subject instanceof Subject.Organization)) {
        found.put(subject.toString(), subject);
      }
    }
    return List.copyOf(found.values());
  }

  // A subject may do what some grant gives it: directly, through a team, through the organization's
  // default, or as an owner.
  private List<Rule> giving(Question question) {
    List<Rule> rules = new ArrayList<>();
    for (Organization organization : workspace.organizations()) {
      if (owns(organization, question.repository())) {
        rules.addAll(ownership(organization, question));
      }
    }
    for (RepositoryRule rule : workspace.repositories()) {
      if (reaches(rule.pattern(), question.repository())) {
        rules.addAll(granted(rule, question));
      }
    }
    rules.sort(FIRST);
    return rules;
  }

  private List<Rule> ownership(Organization organization, Question question) {
    List<Rule> rules = new ArrayList<>();
    for (Member owner : organization.owners()) {
      if (owner.subject().equals(question.subject())) {
        rules.add(
            new Rule(
                Rule.Kind.OWNER, "owner of " + organization.name(), Optional.of(owner.place())));
      }
    }
    Role role = organization.defaultRole();
    if (heldBy(role).contains(question.action())
        && isIn(question.subject(), new Subject.Organization(organization.name()))) {
      String text = "default " + role + " of " + organization.name();
      rules.add(new Rule(Rule.Kind.DEFAULT, text, organization.defaultPlace()));
    }
    return rules;
  }

  private List<Rule> granted(RepositoryRule rule, Question question) {
    List<Rule> rules = new ArrayList<>();
    if (rule.publicPlace().isPresent() && question.action() == Action.PULL) {
      rules.add(new Rule(Rule.Kind.PUBLIC, "public " + rule.pattern(), rule.publicPlace()));
    }
    for (Grant grant : rule.grants()) {
      boolean inForce = grant.expires().isEmpty() || before(question.now(), grant.expires().get());
      if (inForce && heldBy(grant.role()).contains(question.action())) {
        for (Member to : grant.to()) {
          if (isIn(question.subject(), to.subject())) {
            String text = grant.role() + " to " + to.subject() + " on " + rule.pattern();
            rules.add(new Rule(Rule.Kind.GRANT, text, Optional.of(grant.place())));
          }
        }
      }
    }
    return rules;
  }

  // All that match a tag must let it pass.
  private List<Rule> refusing(Question question, Protection.Enforcement enforcement) {
    List<Rule> rules = new ArrayList<>();
    for (Protection protection : workspace.protections()) {
      if (protection.enforcement() == enforcement && refuses(protection, question)) {
        String name = protection.organization() + "/" + protection.name();
        String text = "protection " + name + " (" + protection.rule() + ")";
        rules.add(new Rule(Rule.Kind.PROTECTION, text, Optional.of(protection.place())));
      }
    }
    rules.sort(FIRST);
    return rules;
  }

  private boolean refuses(Protection protection, Question question) {
    return question.tag().isPresent()
        && refusedBy(protection.rule()).contains(question.action())
        && reaches(protection.repositories(), question.repository())
        && covers(protection.tags(), question.tag().get())
        && !isInAny(question.subject(), protection.to())
        && workspace.exceptions().stream().noneMatch(e -> releases(e, protection, question));
  }

  // An exception lifts only its protection, for its subjects, tags and repositories.
  private boolean releases(
      ProtectionException exception, Protection protection, Question question) {
    return exception.protection().equals(protection.organization() + "/" + protection.name())
        && before(question.now(), exception.expires())
        && isInAny(question.subject(), exception.to())
        && reaches(exception.repositories(), question.repository())
        && covers(exception.tags(), question.tag().orElseThrow());
  }

  private boolean isInAny(Subject subject, List<Member> members) {
    return members.stream().anyMatch(member -> isIn(subject, member.subject()));
  }

  // Members of a nested team are members. Members of an organization are its owners and members;
  // services are not. What everybody has, an unknown name has, too.
  private boolean isIn(Subject subject, Subject group) {
    if (subject.equals(group) || group.equals(new Subject.Anonymous())) {
      return true;
    }
    for (Team team : workspace.teams()) {
      if (team.subject().equals(group) && isInAny(subject, team.members())) {
        return true;
      }
    }
    for (Organization organization : workspace.organizations()) {
      if (new Subject.Organization(organization.name()).equals(group)
          && subject instanceof Subject.User
          && (lists(organization.owners(), subject) || lists(organization.members(), subject))) {
        return true;
      }
    }
    return false;
  }

  private static boolean lists(List<Member> members, Subject subject) {
    return members.stream().anyMatch(member -> member.subject().equals(subject));
  }

  // An organization owns N and N/** for each of its namespaces.
  private static boolean owns(Organization organization, RepositoryName repository) {
    for (RepositoryName namespace : organization.namespaces()) {
      if (repository.value().equals(namespace.value())
          || repository.value().startsWith(namespace.value() + "/")) {
        return true;
      }
    }
    return false;
  }

  private static boolean reaches(List<RepositoryPattern> patterns, RepositoryName repository) {
    return patterns.stream().anyMatch(pattern -> reaches(pattern, repository));
  }

  private static boolean reaches(RepositoryPattern pattern, RepositoryName repository) {
    return NaivePattern.repositoryMatches(pattern.value(), repository.value());
  }

  private static boolean covers(List<TagPattern> patterns, Tag tag) {
    return patterns.stream().anyMatch(p -> NaivePattern.tagMatches(p.value(), tag.value()));
  }

  private static boolean before(Instant now, Expiry expiry) {
    return now.compareTo(expiry.end()) < 0;
  }
}
