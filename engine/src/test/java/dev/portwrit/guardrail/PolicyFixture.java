package dev.portwrit.guardrail;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workspaces of a few lines. */
final class PolicyFixture {
  private final List<Grant> grants = new ArrayList<>();
  private final List<GuardrailUse> uses = new ArrayList<>();

  PolicyFixture grant(String subject, String expires) {
    Place place = new Place("repositories.yaml", 3 + grants.size(), 5);
    grants.add(
        new Grant(
            place,
            Role.PULL,
            List.of(new Member(Subject.parse(subject).orElseThrow(), place)),
            expires.isEmpty()
                ? Optional.empty()
                : Optional.of(Expiry.endOf(LocalDate.parse(expires))),
            ""));
    return this;
  }

  PolicyFixture use(String guardrail, Map<String, String> parameters) {
    uses.add(
        new GuardrailUse(guardrail, new Place("portwrit.yaml", 4 + uses.size(), 7), parameters));
    return this;
  }

  Workspace workspace() {
    RepositoryRule rule =
        new RepositoryRule(
            new Place("repositories.yaml", 1, 1),
            new RepositoryPattern("acme/pay/**"),
            false,
            "",
            Optional.empty(),
            grants);
    return new Workspace(
        new Settings(List.of(), Optional.empty(), List.of(), uses),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(rule),
        List.of(),
        List.of(),
        List.of());
  }

  static GuardrailUse use(String guardrail) {
    return new GuardrailUse(guardrail, new Place("portwrit.yaml", 4, 7), Map.of());
  }

  static Protection protection(Protection.Enforcement enforcement) {
    return new Protection(
        new Place("protections.yaml", 1, 1),
        "acme",
        "releases",
        List.of(new RepositoryPattern("acme/**")),
        List.of(TagPattern.of("v*")),
        Protection.Rule.IMMUTABLE,
        List.of(),
        enforcement);
  }
}
