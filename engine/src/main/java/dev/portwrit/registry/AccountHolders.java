package dev.portwrit.registry;

import dev.portwrit.decision.Memberships;
import dev.portwrit.policy.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By what accounts of a registry each subject does something there: its own, and those of the
 * groups that it is in. For one thread.
 */
public final class AccountHolders {
  private final Accounts accounts;
  private final Memberships memberships;
  private final Map<Subject, List<String>> known = new HashMap<>();

  /**
   * Those of a registry.
   *
   * @param accounts what policies name there
   * @param memberships who is in what by the same policies
   */
  public AccountHolders(Accounts accounts, Memberships memberships) {
    this.accounts = accounts;
    this.memberships = memberships;
  }

  /**
   * The accounts of a subject.
   *
   * @param subject a user, a service, or a group: then of who is in that and in nothing else
   * @return sorted, each once; none where policies name none
   */
  public List<String> of(Subject subject) {
    return known.computeIfAbsent(subject, this::find);
  }

  private List<String> find(Subject subject) {
    return memberships.withGroups(subject).stream()
        .map(accounts::of)
        .flatMap(Optional::stream)
        .distinct()
        .sorted()
        .toList();
  }
}
