package dev.portwrit.access;

import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/**
 * One edge of access: a subject may do one thing in all repositories of a pattern, by one rule.
 *
 * @param subject who
 * @param action what
 * @param repositories where
 * @param restrictions the tags that protections take away, by place of the protection; empty for
 *     actions that no protection concerns
 * @param via the way from the subject to whom the rule names, both included: the subject alone
 *     where the rule names it, else the chain of teams, or the organization, or {@code anonymous}
 *     where everybody has it
 * @param rule the owner, default, public repository or grant that gives it, with its place
 * @param expires when it ends, empty if never
 */
public record Access(
    Subject subject,
    Action action,
    RepositoryPattern repositories,
    List<Restriction> restrictions,
    List<Subject> via,
    Rule rule,
    Optional<Expiry> expires) {
  /** Copies the lists. */
  public Access {
    restrictions = List.copyOf(restrictions);
    via = List.copyOf(via);
  }

  /**
   * Whether the edge reaches a tag, or the role alone where there is none.
   *
   * @param repository a repository
   * @param tag a tag in it, empty for the role alone
   * @return true if the pattern matches and no restriction takes the tag away
   */
  public boolean reaches(RepositoryName repository, Optional<Tag> tag) {
    return repositories.matches(repository)
        && (tag.isEmpty()
            || restrictions.stream().noneMatch(some -> some.takes(repository, tag.get())));
  }
}
