package dev.portwrit.registry.ecr;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What policy gives to the accounts of a registry. */
final class PolicyGrants {
  private static final Subject ANYBODY = new Subject.Anonymous();

  private final PolicyIndex index;
  private final Instant now;
  private final SortedMap<String, List<Subject>> holders = new TreeMap<>();
  private final List<String> unusable = new ArrayList<>();
  private final Map<Subject, SortedSet<String>> principalsIn = new HashMap<>();
  private final Map<Subject, List<Subject>> withoutAccount = new HashMap<>();

  PolicyGrants(PolicyIndex index, Accounts accounts, String partition, Instant now) {
    this.index = index;
    this.now = now;
    accounts
        .all()
        .forEach(
            (account, subjects) -> {
              String principal = principal(account, partition);
              if (Arn.isPrincipal(principal)) {
                holders.computeIfAbsent(principal, same -> new ArrayList<>()).addAll(subjects);
              } else {
                unusable.add(account);
              }
            });
  }

  private static String principal(String account, String partition) {
    String canonical = Arn.canonicalPrincipal(account);
    return canonical.equals(account)
        ? account
        : canonical.replaceFirst("^arn:aws:", "arn:" + partition + ":");
  }

  /** The accounts that are none of AWS. */
  List<String> unusable() {
    return unusable;
  }

  /** Whose each account is. */
  SortedMap<String, List<Subject>> holders() {
    return holders;
  }

  /** What gives somebody something in a repository now. */
  List<Entitlement> inForce(RepositoryName repository) {
    return index.entitlementsOn(repository).stream()
        .filter(entitlement -> entitlement.isInForceAt(now))
        .toList();
  }

  /** What the accounts have in a repository; one of several people what each of them has. */
  SortedSet<RoleGrant> on(RepositoryName repository) {
    return of(inForce(repository));
  }

  /** What the accounts have where these hold and no others. */
  SortedSet<RoleGrant> of(List<Entitlement> entitlements) {
    SortedSet<String> concerned = new TreeSet<>();
    entitlements.forEach(one -> concerned.addAll(principalsIn(one.subject())));
    List<RoleGrant> grants = new ArrayList<>();
    for (String principal : concerned) {
      grants.addAll(of(principal, entitlements));
    }
    grants.removeIf(grant -> !grant.isInForceAt(now));
    return RoleGrant.reduced(grants);
  }

  private Collection<RoleGrant> of(String principal, List<Entitlement> entitlements) {
    Collection<RoleGrant> common = null;
    for (Subject subject : holders.getOrDefault(principal, List.of())) {
      Collection<RoleGrant> own = of(principal, subject, entitlements);
      common = common == null ? own : meet(common, own);
    }
    return common == null ? List.of() : common;
  }

  private Collection<RoleGrant> of(
      String principal, Subject subject, List<Entitlement> entitlements) {
    List<RoleGrant> grants = new ArrayList<>();
    for (Entitlement one : entitlements) {
      if (isIn(subject, one.subject())) {
        grants.add(new RoleGrant(principal, one.role(), one.expires().map(Expiry::end)));
      }
    }
    return RoleGrant.reduced(grants);
  }

  private static Collection<RoleGrant> meet(
      Collection<RoleGrant> some, Collection<RoleGrant> others) {
    List<RoleGrant> common = new ArrayList<>();
    for (RoleGrant one : some) {
      others.forEach(other -> common.add(one.meet(other)));
    }
    return RoleGrant.reduced(common);
  }

  /** The accounts that are of several, not all of whom have the same in a repository. */
  SortedSet<String> sharedUnequally(RepositoryName repository) {
    List<Entitlement> entitlements = inForce(repository);
    SortedSet<String> unequal = new TreeSet<>();
    for (Map.Entry<String, List<Subject>> holder : holders.entrySet()) {
      if (holder.getValue().size() > 1) {
        long ways =
            holder.getValue().stream()
                .map(subject -> of(holder.getKey(), subject, entitlements))
                .distinct()
                .count();
        if (ways > 1) {
          unequal.add(holder.getKey());
        }
      }
    }
    return unequal;
  }

  /** The accounts that stand for somebody in a group, or for a group in it. */
  SortedSet<String> principalsIn(Subject group) {
    return principalsIn.computeIfAbsent(
        group,
        one -> {
          SortedSet<String> found = new TreeSet<>();
          holders.forEach(
              (principal, subjects) -> {
                if (subjects.stream().anyMatch(subject -> isIn(subject, one))) {
                  found.add(principal);
                }
              });
          return found;
        });
  }

  // What everybody has without being named has nobody by an account.
  private boolean isIn(Subject subject, Subject group) {
    return !group.equals(ANYBODY) && !index.memberships().path(subject, group).isEmpty();
  }

  /** Those in a group whom no account stands for: neither their own nor that of a team of them. */
  List<Subject> withoutAccount(Subject group) {
    return withoutAccount.computeIfAbsent(
        group,
        one ->
            index.memberships().individualsIn(one).stream()
                .filter(individual -> !isStoodFor(individual, one))
                .toList());
  }

  private boolean isStoodFor(Subject individual, Subject group) {
    return principalsIn(group).stream()
        .flatMap(principal -> holders.getOrDefault(principal, List.of()).stream())
        .anyMatch(holder -> isIn(individual, holder) && isIn(holder, group));
  }
}
