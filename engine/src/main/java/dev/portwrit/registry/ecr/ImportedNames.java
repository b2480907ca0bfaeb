package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What principals are called in policies: by their accounts, or by a name that is proposed. */
final class ImportedNames {
  private final PolicyGrants known;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Subject.Service> proposed = new HashMap<>();
  private final Map<String, List<Subject>> teams = new HashMap<>();

  ImportedNames(PolicyIndex index, EcrContext context, PolicyGrants known) {
    this.known = known;
    for (Service service : index.workspace().services()) {
      taken.add(service.subject().toString().toLowerCase(Locale.ROOT));
    }
  }

  /** Those whose account it is; empty if policy knows none. */
  List<Subject> subjectsOf(String principal) {
    return known.holders().getOrDefault(principal, teams.getOrDefault(principal, List.of()));
  }

  /** Calls an account by the team that is imported with it. */
  void call(ImportedTeams.Found team) {
    team.account().ifPresent(account -> teams.put(account, List.of(team.team())));
  }

  /** The name of a service that is proposed for an account that policy does not know. */
  Subject.Service propose(String principal, String organization) {
    return proposed.computeIfAbsent(principal, same -> free(principal, organization));
  }

  private Subject.Service free(String principal, String organization) {
    String last =
        Arn.isAccount(principal)
            ? "account-" + Arn.accountOf(principal).orElseThrow()
            : Arn.lastSegment(principal);
    String base = last.replaceAll("[^A-Za-z0-9._+@-]", "-");
    String name = base.isEmpty() ? "unnamed" : base.substring(0, Math.min(100, base.length()));
    for (int number = 2; ; number++) {
      Subject.Service service = new Subject.Service(organization, name);
      if (taken.add(service.toString().toLowerCase(Locale.ROOT))) {
        return service;
      }
      name = base + "-" + number;
    }
  }
}
