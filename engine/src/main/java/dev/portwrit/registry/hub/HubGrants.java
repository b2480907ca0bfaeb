package dev.portwrit.registry.hub;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What policy gives on Docker Hub: to teams, to access tokens, to everybody. */
final class HubGrants {
  private final PolicyIndex index;
  private final HubContext context;
  private final HubAccounts accounts;
  private final Set<Subject> owners;
  private final Instant now;
  private final Map<RepositoryName, Given> known = new HashMap<>();
  private final Map<String, SortedSet<String>> members = new HashMap<>();
  private final SortedMap<String, List<Subject>> groups = new TreeMap<>();

  /**
   * What is given in one repository.
   *
   * @param teams the permissions of teams, by their names
   * @param tokens what access tokens are given, by their labels
   * @param isPublic whether everybody may pull
   */
  record Given(
      SortedMap<String, Permission> teams,
      SortedMap<String, TokenGrant> tokens,
      boolean isPublic) {}

  /**
   * What an access token is given.
   *
   * @param role never {@link Role#NONE}
   * @param until when all of it has ended; {@link Instant#MAX} if that is never
   */
  record TokenGrant(Role role, Instant until) {
    private TokenGrant with(TokenGrant other) {
      return new TokenGrant(
          more(role, other.role), until.isAfter(other.until) ? until : other.until);
    }

    private TokenGrant least(TokenGrant other) {
      return new TokenGrant(
          role.compareTo(other.role) <= 0 ? role : other.role,
          until.isBefore(other.until) ? until : other.until);
    }
  }

  /**
   * The grants of a registry.
   *
   * @param owners who owns the organization there, and so needs no team
   */
  HubGrants(
      PolicyIndex index,
      HubContext context,
      HubAccounts accounts,
      Set<Subject> owners,
      Instant now) {
    this.index = index;
    this.context = context;
    this.accounts = accounts;
    this.owners = owners;
    this.now = now;
  }

  /** What gives somebody something in a repository now, besides owning everything. */
  List<Entitlement> inForce(RepositoryName repository) {
    return index.entitlementsOn(repository).stream()
        .filter(one -> one.isInForceAt(now))
        .filter(one -> one.kind() != Rule.Kind.OWNER || !owners.contains(one.subject()))
        .toList();
  }

  Given on(RepositoryName repository) {
    return known.computeIfAbsent(repository, this::find);
  }

  private Given find(RepositoryName repository) {
    Map<Subject, Role> roles = new HashMap<>();
    Map<Subject, TokenGrant> services = new HashMap<>();
    boolean isPublic = false;
    for (Entitlement one : inForce(repository)) {
      if (one.subject() instanceof Subject.Anonymous) {
        isPublic = true;
        continue;
      }
      roles.merge(one.subject(), one.role(), HubGrants::more);
      if (!(one.subject() instanceof Subject.User)) {
        for (Subject in : index.memberships().individualsIn(one.subject())) {
          if (in instanceof Subject.Service) {
            services.merge(in, given(one), TokenGrant::with);
          }
        }
      }
    }
    return new Given(teams(roles), tokens(services), isPublic);
  }

  private SortedMap<String, Permission> teams(Map<Subject, Role> roles) {
    SortedMap<String, Permission> teams = new TreeMap<>();
    for (Subject subject : roles.keySet()) {
      Optional<String> group = accounts.group(subject);
      if (group.isPresent()) {
        List<Subject> holders = accounts.holders(group.get(), subject);
        groups.put(group.get(), holders);
        Role role = least(holders, roles);
        if (role != Role.NONE) {
          teams.put(group.get(), permission(role));
        }
      }
    }
    return teams;
  }

  private static TokenGrant given(Entitlement one) {
    return new TokenGrant(one.role(), one.expires().map(Expiry::end).orElse(Instant.MAX));
  }

  private SortedMap<String, TokenGrant> tokens(Map<Subject, TokenGrant> services) {
    SortedMap<String, TokenGrant> tokens = new TreeMap<>();
    for (Subject service : services.keySet()) {
      accounts
          .token(service)
          .filter(label -> services.keySet().containsAll(accounts.holdersOfToken(label)))
          .ifPresent(label -> tokens.merge(label, services.get(service), TokenGrant::least));
    }
    if (context.registry().gateway()) {
      tokens.replaceAll((label, given) -> new TokenGrant(Role.PULL, given.until()));
    }
    return tokens;
  }

  // Docker Hub knows nothing between write and admin; behind a gateway people only read.
  private Permission permission(Role role) {
    if (context.registry().gateway()) {
      return Permission.READ;
    }
    return switch (role) {
      case NONE, PULL -> Permission.READ;
      case PUSH, MAINTAIN -> Permission.WRITE;
      case ADMIN -> Permission.ADMIN;
    };
  }

  private static Role more(Role one, Role other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Role least(Collection<Subject> holders, Map<Subject, Role> roles) {
    return holders.stream()
        .map(holder -> roles.getOrDefault(holder, Role.NONE))
        .min(Role::compareTo)
        .orElse(Role.NONE);
  }

  /**
   * The teams that are given something in repositories that were looked at, and those of policies.
   *
   * @return whom each stands for
   */
  SortedMap<String, List<Subject>> groups() {
    SortedMap<String, List<Subject>> all = new TreeMap<>(accounts.teams());
    all.putAll(groups);
    return Collections.unmodifiableSortedMap(all);
  }

  /** The Docker IDs in a team. */
  SortedSet<String> membersOf(String group) {
    return members.computeIfAbsent(
        group, same -> accounts.usersIn(groups().getOrDefault(group, List.of())));
  }

  /** The services that have a token, by its label. */
  Set<String> labels() {
    Set<String> labels = new HashSet<>();
    for (Service service : index.workspace().services()) {
      accounts.token(service.subject()).ifPresent(labels::add);
    }
    return labels;
  }
}
