package dev.portwrit.registry.ecr;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.registry.Accounts;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who needs to log in: whoever policy gives something that can live in the registry, whatever is
 * there now, so that nothing that could not be read takes a login away.
 */
final class Logins {
  private final EcrContext context;
  private final PolicyGrants grants;
  private final Accounts accounts;
  private final PolicyIndex index;
  private final SortedSet<RoleGrant> given;
  private final SortedMap<Subject.Team, SortedSet<String>> byTeam = new TreeMap<>();

  Logins(EcrContext context, PolicyGrants grants, PolicyIndex index, Instant now) {
    this.context = context;
    this.grants = grants;
    this.index = index;
    this.accounts = Accounts.of(index.workspace(), context.registry().name());
    List<Entitlement> inForce =
        index.entitlements().stream()
            .filter(one -> one.isInForceAt(now) && canLiveHere(one.repositories()))
            .toList();
    this.given = new RepositoryStatements(context, grants.of(inForce), false).grants();
    SortedSet<String> principals = principals();
    for (Team team : index.workspace().teams()) {
      SortedSet<String> targets = targets(team, principals);
      if (!targets.isEmpty()) {
        byTeam.put(team.subject(), targets);
      }
    }
  }

  private boolean canLiveHere(RepositoryPattern pattern) {
    return context.registry().repositories().stream().anyMatch(pattern::overlaps);
  }

  /** What is given anywhere, one line a principal and role. */
  SortedSet<RoleGrant> given() {
    return given;
  }

  /** Those who need it, of whatever account. */
  SortedSet<String> principals() {
    SortedSet<String> principals = new TreeSet<>();
    given.forEach(grant -> principals.add(grant.principal()));
    return principals;
  }

  /**
   * The roles, users and groups of the account by which each team comes: what it is called itself,
   * and what its members are. Users come by the group where the team is called by one.
   */
  SortedMap<Subject.Team, SortedSet<String>> byTeam() {
    return Collections.unmodifiableSortedMap(byTeam);
  }

  private SortedSet<String> targets(Team team, Set<String> principals) {
    NavigableSet<String> targets = new TreeSet<>();
    Optional<String> own = accounts.of(team.subject()).filter(this::isOfTheAccount);
    boolean isGroup = own.filter(Arn::isGroup).isPresent();
    boolean isNeeded =
        isGroup
            ? grants.principalsIn(team.subject()).stream().anyMatch(principals::contains)
            : own.filter(principals::contains).isPresent();
    own.filter(arn -> isNeeded).ifPresent(targets::add);
    for (Member member : team.members()) {
      accounts
          .of(member.subject())
          .filter(this::isOfTheAccount)
          .filter(principals::contains)
          .filter(arn -> !(isGroup && isNeeded && arn.contains(":user/")))
          .ifPresent(targets::add);
    }
    return targets;
  }

  /** Whether a policy could be attached to it here. */
  boolean isOfTheAccount(String arn) {
    return Arn.isEntityOf(context.account(), arn);
  }

  /** Those of the account whom no team stands for. */
  SortedSet<String> withoutTeam() {
    NavigableSet<String> left = new TreeSet<>(principals());
    left.removeIf(arn -> !isOfTheAccount(arn));
    byTeam.values().forEach(left::removeAll);
    for (Team team : index.workspace().teams()) {
      // Its users come by the group.
      if (accounts.of(team.subject()).filter(Arn::isGroup).isPresent()
          && byTeam.containsKey(team.subject())) {
        team.members().forEach(member -> accounts.of(member.subject()).ifPresent(left::remove));
      }
    }
    return left;
  }

  /** Those of other accounts, and accounts as a whole. */
  SortedSet<String> elsewhere() {
    SortedSet<String> elsewhere = principals();
    elsewhere.removeIf(arn -> Arn.accountOf(arn).filter(context.account()::equals).isPresent());
    return elsewhere;
  }
}
