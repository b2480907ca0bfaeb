package dev.portwrit.audit;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.Accounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By what accounts of a registry each subject does something there. By whatever account: those of
 * the groups that somebody is in are theirs too.
 */
final class AccountHolders {
  private final Map<Subject, List<String>> ofSubject = new HashMap<>();

  AccountHolders(Accounts accounts, PolicyIndex index) {
    accounts
        .all()
        .forEach(
            (account, subjects) -> {
              Set<Subject> holders = new HashSet<>(subjects);
              subjects.forEach(one -> holders.addAll(index.memberships().individualsIn(one)));
              holders.forEach(
                  one -> ofSubject.computeIfAbsent(one, key -> new ArrayList<>()).add(account));
            });
  }

  /** None where policies name none; not to be changed. */
  List<String> of(Subject subject) {
    return ofSubject.getOrDefault(subject, List.of());
  }
}
