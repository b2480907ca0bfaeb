package dev.portwrit.decision;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;

/** A change of the policies that would take away what stands in the way of a question. */
public sealed interface Change {
  /**
   * Somebody joins a team. A person has to be on the roster of its organization.
   *
   * @param subject a user, service or team
   * @param team the team
   */
  record Join(Subject subject, Subject.Team team) implements Change {
    @Override
    public String toString() {
      return "`%s` were a member of `%s`".formatted(subject, team);
    }
  }

  /**
   * A person comes onto the roster of an organization.
   *
   * @param subject the person
   * @param organization the organization
   */
  record Enroll(Subject.User subject, Subject.Organization organization) implements Change {
    @Override
    public String toString() {
      return "`%s` were on the roster of `%s`".formatted(subject, organization);
    }
  }

  /**
   * A document defines somebody whom nothing defined.
   *
   * @param subject a service or team of an organization that is defined
   */
  record Define(Subject subject) implements Change {
    @Override
    public String toString() {
      return "`%s` were defined".formatted(subject);
    }
  }

  /**
   * An expired grant is in force again.
   *
   * @param grant what it would give
   */
  record Renew(Entitlement grant) implements Change {
    @Override
    public String toString() {
      return "the grant `%s` had not expired".formatted(grant.rule());
    }
  }

  /**
   * A grant gives a higher role.
   *
   * @param grant what it gives now
   * @param role what it would give
   */
  record Raise(Entitlement grant, Role role) implements Change {
    @Override
    public String toString() {
      return "the grant `%s` gave `%s`".formatted(grant.rule(), role);
    }
  }

  /**
   * A new grant.
   *
   * @param role the least that gives what is asked
   * @param subject to whom
   * @param repository where
   */
  record Give(Role role, Subject subject, RepositoryName repository) implements Change {
    @Override
    public String toString() {
      return "a grant gave `%s` to `%s` on `%s`".formatted(role, subject, repository);
    }
  }

  /**
   * A new exception.
   *
   * @param protection from what
   * @param subject whom
   * @param repository where
   * @param tag for which tag
   */
  record Release(Protection protection, Subject subject, RepositoryName repository, Tag tag)
      implements Change {
    @Override
    public String toString() {
      return "an exception released `%s` from protection `%s` for `%s:%s`"
          .formatted(subject, protection.fullName(), repository, tag);
    }
  }

  /**
   * An expired exception is in force again.
   *
   * @param exception what it releases
   */
  record Prolong(ProtectionException exception) implements Change {
    @Override
    public String toString() {
      return "the exception `%s` had not expired".formatted(named(exception));
    }
  }

  /**
   * An exception in force names one more.
   *
   * @param exception what it releases
   * @param subject whom it would name
   */
  record Include(ProtectionException exception, Subject subject) implements Change {
    @Override
    public String toString() {
      return "the exception `%s` named `%s`".formatted(named(exception), subject);
    }
  }

  private static String named(ProtectionException exception) {
    return exception.fullName() + " " + Rule.inParentheses(exception.place());
  }
}
