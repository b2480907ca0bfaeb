package dev.portwrit.decision;

import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells of each entitlement that reaches a repository whether it gives what is asked, and why. */
final class RoleExplainer {
  private final Memberships memberships;
  private final Question question;

  RoleExplainer(Memberships memberships, Question question) {
    this.memberships = memberships;
    this.question = question;
  }

  Step explain(List<Entitlement> reaching) {
    List<Step> steps = reaching.stream().map(this::step).toList();
    boolean given = steps.stream().anyMatch(step -> step.mark() == Step.Mark.YES);
    RepositoryName repository = question.repository();
    String text;
    if (reaching.isEmpty()) {
      text = "no policy reaches `%s`".formatted(repository);
    } else if (given) {
      text = "`%s` has a role that holds `%s`".formatted(question.subject(), question.action());
    } else {
      text = "`%s` has no role that holds `%s`".formatted(question.subject(), question.action());
    }
    return new Step(Step.Mark.of(given), text, Optional.empty(), steps);
  }

  private Step step(Entitlement entitlement) {
    return Step.at(
        entitlement.place(),
        Step.Mark.of(gives(entitlement)),
        "`%s`: %s".formatted(name(entitlement), reason(entitlement)));
  }

  private boolean gives(Entitlement entitlement) {
    return !way(entitlement).isEmpty()
        && entitlement.role().holds(question.action())
        && entitlement.isInForceAt(question.now());
  }

  private List<Subject> way(Entitlement entitlement) {
    return memberships.path(question.subject(), entitlement.subject());
  }

  // An owner's rule does not say who the owner is.
  private static String name(Entitlement entitlement) {
    String text = entitlement.rule().text();
    return entitlement.kind() == Rule.Kind.OWNER ? text + ", " + entitlement.subject() : text;
  }

  private String reason(Entitlement entitlement) {
    List<Subject> way = way(entitlement);
    if (way.isEmpty()) {
      return entitlement.kind() == Rule.Kind.OWNER
          ? "somebody else"
          : "`%s` is not in `%s`".formatted(question.subject(), entitlement.subject());
    }
    if (!entitlement.role().holds(question.action())) {
      return "`%s` does not hold `%s`".formatted(entitlement.role(), question.action());
    }
    if (!entitlement.isInForceAt(question.now())) {
      return "expired, its end was %s".formatted(entitlement.expires().orElseThrow());
    }
    String until = entitlement.expires().map(expiry -> ", until " + expiry).orElse("");
    return "applies to `%s`%s".formatted(chain(way), until);
  }

  /** A way through teams, such as {@code user:dee in team:acme/contractors in team:acme/pay}. */
  static String chain(List<Subject> way) {
    return way.stream().map(Subject::toString).collect(Collectors.joining(" in "));
  }
}
