package dev.portwrit.review;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What authors gain because another account of a registry is somebody's: somebody who has more is
 * called there as they are, or they are called as somebody who has more was.
 */
final class AccountGains {
  private final PolicyIndex before;
  private final PolicyIndex after;
  private final Instant now;
  private final RegistryAccounts old;
  private final RegistryAccounts young;
  private final List<Diagnostic> found = new ArrayList<>();

  AccountGains(PolicyIndex before, PolicyIndex after, Instant now) {
    this.before = before;
    this.after = after;
    this.now = now;
    this.old = new RegistryAccounts(before.workspace());
    this.young = new RegistryAccounts(after.workspace());
  }

  /**
   * Finds them.
   *
   * @return an error for each
   */
  List<Diagnostic> of(Collection<Subject.User> authors) {
    for (RegistryAccount change : old.changesTo(young)) {
      change.after().ifPresent(account -> authors.forEach(one -> look(change, account, one)));
    }
    return found;
  }

  /**
   * Finds who else is called as an author in the new policies, by an account that the old or the
   * new ones say is the author's: what they gain the author gains.
   *
   * @return by registry
   */
  List<SharedAccount> sharedBy(Subject.User author) {
    List<Subject> all = everybody(after);
    List<SharedAccount> shared = new ArrayList<>();
    for (String registry : young.registries()) {
      for (String account : own(registry, author)) {
        young.holders(registry, account, all).stream()
            .filter(one -> !one.equals(author) && young.canShare(registry, one, author))
            .forEach(one -> shared.add(new SharedAccount(registry, account, one)));
      }
    }
    return shared;
  }

  /** Whether somebody has by the new policies what an author clearly has not by the old ones. */
  boolean hasMoreAfter(Subject other, Subject.User author) {
    return hasMore(after, other, author);
  }

  private static List<Subject> everybody(PolicyIndex index) {
    List<Subject> all = new ArrayList<>(index.memberships().individuals());
    index.workspace().teams().forEach(team -> all.add(team.subject()));
    return all;
  }

  private void look(RegistryAccount change, String account, Subject.User author) {
    Subject subject = change.subject();
    if (subject.equals(author)) {
      old.holders(change.registry(), account, everybody(before)).stream()
          .filter(one -> !one.equals(author))
          .filter(one -> old.canShare(change.registry(), one, author))
          .filter(one -> hasMore(before, one, author))
          .forEach(one -> gained(change, account, author, one));
    } else if (own(change.registry(), author).contains(account)
        && young.canShare(change.registry(), subject, author)
        && hasMoreAfter(subject, author)) {
      gained(change, account, author, subject);
    }
  }

  /** What an author is called in a registry, by either policies. */
  private Set<String> own(String registry, Subject.User author) {
    return Stream.of(old, young)
        .flatMap(accounts -> accounts.account(registry, author).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void gained(RegistryAccount change, String account, Subject.User author, Subject other) {
    found.add(
        new Diagnostic(
            Optional.of(change.place()),
            Severity.ERROR,
            Code.SELF_GRANT,
            "`%s` gains what `%s` has in registry `%s` by their own change: account `%s`"
                .formatted(author, other, change.registry(), account),
            Optional.of("somebody who gains nothing by it has to make this change")));
  }

  /** Whether somebody has what an author clearly has not without the change. */
  private boolean hasMore(PolicyIndex index, Subject other, Subject.User author) {
    List<Entitlement> own = given(before, author);
    return given(index, other).stream().anyMatch(one -> own.stream().noneMatch(covers(one)))
        || !passes(before, author).containsAll(passes(index, other));
  }

  private static Predicate<Entitlement> covers(Entitlement one) {
    return own ->
        own.role().compareTo(one.role()) >= 0
            && own.repositories().covers(one.repositories())
            && !end(own).isBefore(end(one));
  }

  private static Instant end(Entitlement one) {
    return one.expires().isEmpty() ? Instant.MAX : one.expires().get().end();
  }

  private List<Entitlement> given(PolicyIndex index, Subject subject) {
    Set<Subject> own = new HashSet<>();
    Set<Subject> others = new HashSet<>();
    List<Entitlement> given = new ArrayList<>();
    for (Entitlement one : index.entitlements()) {
      if (one.isInForceAt(now) && !others.contains(one.subject())) {
        if (own.contains(one.subject()) || isIn(index, subject, one.subject())) {
          own.add(one.subject());
          given.add(one);
        } else {
          others.add(one.subject());
        }
      }
    }
    return given;
  }

  /** The protections and exceptions that let somebody pass. */
  private static Set<String> passes(PolicyIndex index, Subject subject) {
    Set<String> names = new HashSet<>();
    index.workspace().protections().stream()
        .filter(one -> isInAny(index, subject, one.to()))
        .forEach(one -> names.add("protection " + one.fullName()));
    index.workspace().exceptions().stream()
        .filter(one -> isInAny(index, subject, one.to()))
        .forEach(one -> names.add("exception " + one.fullName()));
    return names;
  }

  private static boolean isInAny(PolicyIndex index, Subject subject, List<Member> some) {
    return some.stream().anyMatch(one -> isIn(index, subject, one.subject()));
  }

  private static boolean isIn(PolicyIndex index, Subject subject, Subject group) {
    return group instanceof Subject.Anonymous
        || subject.equals(group)
        || !index.memberships().path(subject, group).isEmpty();
  }
}
