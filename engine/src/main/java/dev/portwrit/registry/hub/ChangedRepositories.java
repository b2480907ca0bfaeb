package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.NativeWebhook;
import dev.portwrit.policy.NativeWebhooks;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.hub.HubGrants.Given;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What policy says of each repository, as far as anything on Docker Hub comes of it: what it is,
 * which teams of whom and which tokens have what, which tags are kept, whom it calls. Where two
 * policies say the same of one, they ask for the same.
 */
final class ChangedRepositories {
  private final NativeNames names;
  private final PolicyIndex index;
  private final HubGrants grants;
  private final Map<String, RepositoryRule> declared = new HashMap<>();

  /** All that is said of one. */
  private record Said(
      RepositoryName name,
      Optional<String> declared,
      Given given,
      SortedMap<String, SortedSet<String>> members,
      SortedSet<TagPattern> tags,
      List<Map<String, URI>> webhooks) {}

  private ChangedRepositories(
      PolicyIndex index, HubContext context, HubRoster roster, String organization, Instant now) {
    this.names = new NativeNames(context.registry());
    this.index = index;
    this.grants =
        new HubGrants(
            index, context, new HubAccounts(index, context, organization), roster.owners(), now);
    for (RepositoryRule rule : index.workspace().repositories()) {
      if (rule.declared()) {
        declared.put(rule.pattern().value(), rule);
      }
    }
  }

  /** Those of which they may ask something else. */
  static Predicate<String> between(
      PolicyIndex before, PolicyIndex after, HubContext context, Instant now) {
    Registry registry = context.registry();
    Optional<Registry> earlier =
        before.workspace().registries().stream()
            .filter(one -> one.name().equals(registry.name()))
            .filter(one -> isSame(one, registry))
            .findFirst();
    Set<String> organizations = HubOrganization.of(registry);
    if (earlier.isEmpty() || organizations.size() != 1) {
      return name -> true;
    }
    HubContext once = new HubContext(earlier.get(), context.engine());
    HubRoster wasRoster = new HubRoster(before, once);
    HubRoster isRoster = new HubRoster(after, context);
    // Owners administer everything.
    if (!owners(before, once, wasRoster).equals(owners(after, context, isRoster))) {
      return name -> true;
    }
    String organization = organizations.iterator().next();
    ChangedRepositories was = new ChangedRepositories(before, once, wasRoster, organization, now);
    ChangedRepositories is = new ChangedRepositories(after, context, isRoster, organization, now);
    return name -> {
      Optional<Said> here = is.said(name);
      return here.isPresent() && !here.equals(was.said(name));
    };
  }

  private static Set<String> owners(PolicyIndex index, HubContext context, HubRoster roster) {
    HubAccounts accounts = new HubAccounts(index, context, "");
    return roster.owners().stream()
        .flatMap(one -> accounts.user(one).stream())
        .collect(Collectors.toSet());
  }

  // What lives there may be another part of it; everything else is asked of each repository.
  private static boolean isSame(Registry one, Registry other) {
    return one.type() == other.type()
        && one.gateway() == other.gateway()
        && one.url().equals(other.url())
        && one.prefix().equals(other.prefix())
        && one.hub().equals(other.hub());
  }

  // Not for several threads: what gives something is worked out as it is asked for.
  private synchronized Optional<Said> said(String nativeName) {
    return names.ours(nativeName).map(this::said);
  }

  private Said said(RepositoryName name) {
    Given given = grants.on(name);
    SortedMap<String, SortedSet<String>> members = new TreeMap<>();
    given.teams().keySet().forEach(team -> members.put(team, grants.membersOf(team)));
    SortedSet<TagPattern> tags = new TreeSet<>();
    Immutable.of(index, name).forEach(protection -> tags.addAll(protection.tags()));
    return new Said(
        name,
        Optional.ofNullable(declared.get(name.value())).map(RepositoryRule::description),
        given,
        members,
        tags,
        index.workspace().nativeWebhooks(name).stream()
            .map(ChangedRepositories::addresses)
            .toList());
  }

  private static Map<String, URI> addresses(NativeWebhooks some) {
    return some.webhooks().stream()
        .collect(Collectors.toMap(NativeWebhook::name, NativeWebhook::url, (one, other) -> one));
  }
}
