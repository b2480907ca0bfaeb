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
import java.util.function.Predicate;

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

  private AccountGains(PolicyIndex before, PolicyIndex after, Instant now) {
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
  static List<Diagnostic> of(
      PolicyIndex before, PolicyIndex after, Collection<Subject.User> authors, Instant now) {
    AccountGains gains = new AccountGains(before, after, now);
    for (RegistryAccount change : gains.old.changesTo(gains.young)) {
      change
          .after()
          .ifPresent(account -> authors.forEach(author -> gains.look(change, account, author)));
    }
    return gains.found;
  }

  private void look(RegistryAccount change, String account, Subject.User author) {
    Subject subject = change.subject();
    if (subject.equals(author)) {
      List<Subject> all = new ArrayList<>(before.memberships().individuals());
      before.workspace().teams().forEach(team -> all.add(team.subject()));
      old.holders(change.registry(), account, all).stream()
          .filter(one -> !one.equals(author))
          .filter(one -> old.canShare(change.registry(), one, author))
          .filter(one -> hasMore(before, one, author))
          .forEach(one -> gained(change, account, author, one));
    } else if (isOwn(change.registry(), account, author)
        && young.canShare(change.registry(), subject, author)
        && hasMore(after, subject, author)) {
      gained(change, account, author, subject);
    }
  }

  private boolean isOwn(String registry, String account, Subject.User author) {
    return old.account(registry, author).filter(account::equals).isPresent()
        || young.account(registry, author).filter(account::equals).isPresent();
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
