package dev.portwrit.decision;

import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes the time that a decision does not have: looks at all that could have had a say. */
final class Explainer {
  private final PolicyIndex index;
  private final Principals principals;
  private final RuleIndex rules;
  private final Question question;

  Explainer(PolicyIndex index, Principals principals, RuleIndex rules, Question question) {
    this.index = index;
    this.principals = principals;
    this.rules = rules;
    this.question = question;
  }

  Explanation explain() {
    Decision decision = index.decide(question);
    List<Entitlement> reaching = index.entitlementsOn(question.repository());
    Step role = new RoleExplainer(index.memberships(), question).explain(reaching);
    List<Step> steps = new ArrayList<>(List.of(role));
    new ProtectionExplainer(index.memberships(), exceptions(), question)
        .explain(index.protectionsReaching(question.repository()))
        .ifPresent(steps::add);
    List<Subject> whoCan =
        index.whoCan(question.action(), question.repository(), question.tag(), question.now());
    List<List<Choice>> allowedIf =
        decision.isAllowed() ? List.of() : allowedIf(role.mark() == Step.Mark.YES, reaching);
    return new Explanation(question, decision, steps, allowedIf, whoCan);
  }

  private List<ProtectionException> exceptions() {
    return index.workspace().exceptions().stream()
        .sorted(Comparator.comparing(ProtectionException::place))
        .toList();
  }

  private List<List<Choice>> allowedIf(boolean hasRole, List<Entitlement> reaching) {
    ChangeFinder finder = new ChangeFinder(index, principals, question);
    List<List<Choice>> all = new ArrayList<>();
    if (!hasRole) {
      all.add(finder.forRole(reaching));
    }
    if (question.tag().isPresent()) {
      Tag tag = question.tag().get();
      Principal principal = principals.of(question.subject());
      for (Guard guard : rules.guardsOn(question.repository())) {
        if (guard.denies() && guard.refuses(principal, question, tag)) {
          all.add(finder.forProtection(guard.protection(), tag));
        }
      }
    }
    return all.stream().anyMatch(List::isEmpty) ? List.of() : List.copyOf(all);
  }
}
