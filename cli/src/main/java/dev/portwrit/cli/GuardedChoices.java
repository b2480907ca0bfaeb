package dev.portwrit.cli;

import dev.portwrit.decision.Change;
import dev.portwrit.decision.Choice;
import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.Explanation;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What guardrails on policies ask of the grants that would allow what is denied. They see these
 * grants alone, each at a place of its own, so that what they find is known to be of one of them.
 */
final class GuardedChoices {
  // No policy file has this name, which has no ending.
  private static final String FILE = "allowed-if";

  // Whoever renews a grant says until when.
  private static final Duration RENEWED = Duration.ofDays(1);

  private final Instant now;
  private final List<RepositoryRule> written = new ArrayList<>();
  private final Map<Choice, Place> places = new HashMap<>();

  private GuardedChoices(Instant now) {
    this.now = now;
  }

  /**
   * The explanation, in which choices that guardrails would refuse as they stand say what is asked.
   */
  static Explanation of(Explanation explanation, Guardrails guardrails, Policy policy) {
    GuardedChoices choices = new GuardedChoices(policy.now());
    explanation.allowedIf().forEach(list -> list.forEach(choices::write));
    if (choices.written.isEmpty()) {
      return explanation;
    }
    GuardrailVerdict verdict =
        guardrails.onPolicy(choices.workspace(policy.index().workspace()), policy.now());
    return explanation.withChoices(choice -> choices.told(choice, verdict));
  }

  private void write(Choice choice) {
    Place place = new Place(FILE, written.size() + 1, 1);
    choice.changes().stream()
        .flatMap(change -> grant(change, place).stream())
        .findFirst()
        .ifPresent(
            rule -> {
              written.add(rule);
              places.put(choice, place);
            });
  }

  private Optional<RepositoryRule> grant(Change change, Place place) {
    if (change instanceof Change.Give give) {
      return Optional.of(
          rule(
              RepositoryPattern.of(give.repository()),
              give.role(),
              give.subject(),
              Optional.empty(),
              place));
    }
    if (change instanceof Change.Raise raise) {
      return Optional.of(rule(raise.grant(), raise.role(), raise.grant().expires(), place));
    }
    if (change instanceof Change.Renew renew) {
      Instant end = now.plus(RENEWED);
      Optional<Expiry> expires = Optional.of(new Expiry(end, end.toString()));
      return Optional.of(rule(renew.grant(), renew.grant().role(), expires, place));
    }
    return Optional.empty();
  }

  private static RepositoryRule rule(
      Entitlement entitlement, Role role, Optional<Expiry> expires, Place place) {
    return rule(entitlement.repositories(), role, entitlement.subject(), expires, place);
  }

  private static RepositoryRule rule(
      RepositoryPattern pattern,
      Role role,
      Subject subject,
      Optional<Expiry> expires,
      Place place) {
    Grant grant = new Grant(place, role, List.of(new Member(subject, place)), expires, "");
    return new RepositoryRule(place, pattern, false, "", Optional.empty(), List.of(grant));
  }

  private Workspace workspace(Workspace all) {
    return new Workspace(
        all.settings(),
        all.organizations(),
        all.teams(),
        all.services(),
        all.users(),
        written,
        all.protections(),
        all.exceptions(),
        all.registries());
  }

  private Choice told(Choice choice, GuardrailVerdict verdict) {
    Place place = places.get(choice);
    if (place == null) {
      return choice;
    }
    if (verdict instanceof GuardrailVerdict.Undetermined) {
      return choice.onCondition("guardrails could not be asked of it");
    }
    String asked =
        verdict.diagnostics().stream()
            .filter(finding -> finding.place().filter(place::equals).isPresent())
            .map(GuardedChoices::asked)
            .collect(Collectors.joining("; "));
    return asked.isEmpty() ? choice : choice.onCondition(asked);
  }

  private static String asked(Diagnostic finding) {
    return finding
        .help()
        .map(help -> "for " + finding.code() + ", " + help)
        .orElseGet(() -> finding.code() + " refuses it: " + finding.message());
  }
}
