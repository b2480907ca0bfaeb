package dev.portwrit.registry.hub;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What organization access tokens shall be: one a service, with a scope where it has a role. */
final class TokenTargets {
  /** What everybody may anyway: a token cannot be for nothing. */
  static final Resource PUBLIC_ONLY =
      new Resource(Resource.REPOSITORY, "*/*/public", new TreeSet<>(Set.of(TokenScopes.PULL)));

  /** How the description of a token begins that was made for a service. */
  static final String MARK = "Portwrit: service:";

  // docker/docs, organization access tokens: `Add up to 50 repositories as needed`.
  private static final int MOST_REPOSITORIES = 50;

  private final HubContext context;
  private final HubAccounts accounts;
  private final HubGrants grants;
  private final NativeState live;
  private final boolean removes;
  private final RegistryFindings findings;
  private final Instant now;
  private final NativeNames names;
  private final HubGaps gaps;
  private final SortedMap<String, SortedSet<Resource>> wanted = new TreeMap<>();
  private final Map<String, Instant> ends = new TreeMap<>();

  TokenTargets(
      HubContext context,
      HubAccounts accounts,
      HubGrants grants,
      NativeState live,
      boolean removes,
      RegistryFindings findings,
      Instant now) {
    this.context = context;
    this.accounts = accounts;
    this.grants = grants;
    this.live = live;
    this.removes = removes;
    this.findings = findings;
    this.now = now;
    this.names = new NativeNames(context.registry());
    this.gaps = HubGaps.ofRepositories(live);
  }

  SortedMap<ObjectId, Reading> of(SortedMap<String, RepositoryName> governed) {
    governed.forEach(
        (nativeName, name) ->
            grants.on(name).tokens().forEach((label, given) -> want(label, nativeName, given)));
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    Set<String> labels = grants.labels();
    for (String label : labels) {
      target(label).ifPresent(target -> targets.put(HubObjects.accessToken(label), target));
    }
    for (String label : live.present(HubObjects.ACCESS_TOKEN)) {
      if (!labels.contains(label) && isMarked(label)) {
        target(label).ifPresent(target -> targets.put(HubObjects.accessToken(label), target));
      }
    }
    return targets;
  }

  private void want(String label, String nativeName, HubGrants.TokenGrant given) {
    wanted
        .computeIfAbsent(label, same -> new TreeSet<>())
        .add(new Resource(Resource.REPOSITORY, nativeName, TokenScopes.of(given.role())));
    ends.merge(label, given.until(), (one, other) -> one.isAfter(other) ? one : other);
  }

  private Optional<Reading> target(String label) {
    Reading there = live.at(HubObjects.accessToken(label));
    SortedSet<Resource> resources = wanted.getOrDefault(label, new TreeSet<>());
    reportMany(label, resources.size());
    if (there instanceof Reading.Present present) {
      Reading target = changed(label, present, resources);
      return Optional.of(target.equals(there) ? there : gaps.unless(target));
    }
    if (there instanceof Reading.Unknown || resources.isEmpty()) {
      return there.isUnknown() ? Optional.of(there) : Optional.empty();
    }
    Instant end = ends.getOrDefault(label, Instant.MAX);
    String service =
        accounts.holdersOfToken(label).stream().map(Object::toString).findFirst().orElse("");
    return Optional.of(
        Reading.present(
            new AccessToken(
                    true,
                    "Portwrit: " + service,
                    end.equals(Instant.MAX) ? Optional.empty() : Optional.of(end),
                    resources)
                .text()));
  }

  private Reading changed(String label, Reading.Present there, SortedSet<Resource> resources) {
    AccessToken is;
    try {
      is = AccessToken.read(there.content());
    } catch (UnreadableContent e) {
      return new Reading.Unknown("it is not understood: " + e.getMessage());
    }
    report(label, is, resources);
    TreeSet<Resource> target =
        new TreeSet<>(removes ? resources : Resource.union(is.resources(), resources));
    is.resources().stream().filter(this::isNotOurs).forEach(target::add);
    if (target.isEmpty() && !is.resources().isEmpty()) {
      target.add(PUBLIC_ONLY);
    }
    return Reading.present(
        new AccessToken(is.active(), is.description(), is.expires(), target).text());
  }

  /** What is for a repository that does not live here by policy, or for those that are public. */
  private boolean isNotOurs(Resource resource) {
    return resource.type().equals(Resource.REPOSITORY)
        && (resource.path().equals(PUBLIC_ONLY.path())
            ? resource.scopes().equals(PUBLIC_ONLY.scopes())
            : !resource.path().contains("*") && names.ours(resource.path()).isEmpty());
  }

  private boolean isMarked(String label) {
    try {
      return live.at(HubObjects.accessToken(label)) instanceof Reading.Present present
          && AccessToken.read(present.content()).description().startsWith(MARK);
    } catch (UnreadableContent e) {
      return false;
    }
  }

  private void reportMany(String label, int number) {
    if (number > MOST_REPOSITORIES) {
      findings.warning(
          context.registry().place(),
          Code.NATIVE_TOO_LARGE,
          "access token `%s` would be for %d repositories, and Docker speaks of up to %d"
              .formatted(label, number, MOST_REPOSITORIES),
          "give parts of it to several services");
    }
  }

  // Whoever deactivates a token has a reason, and an expiry cannot be changed.
  private void report(String label, AccessToken is, SortedSet<Resource> resources) {
    if (resources.isEmpty()) {
      return;
    }
    if (!is.active()) {
      findings.warning(
          context.registry().place(),
          Code.HUB_TOKEN,
          "access token `" + label + "` was deactivated on Docker Hub, and stays so",
          "activate it there, or delete it there for a new one with the next sync");
      return;
    }
    Instant end = is.expires().orElse(Instant.MAX);
    if (end.isBefore(ends.getOrDefault(label, Instant.MAX))) {
      findings.warning(
          context.registry().place(),
          Code.HUB_TOKEN,
          "access token `"
              + label
              + "` "
              + (end.isAfter(now) ? "ends" : "ended")
              + " at "
              + end
              + ", before what policies give it does, and Docker Hub cannot change that",
          "delete it on Docker Hub; the next sync makes a new one");
    }
  }
}
