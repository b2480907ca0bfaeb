package dev.portwrit.registry.ecr;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a state has a say in every repository: the policy of the registry, and what IAM gives to
 * whom. It is read once, however many repositories there are.
 *
 * @param account whose registry it is
 * @param ofRegistry the policy of the registry
 * @param scope what that reaches
 * @param identities what IAM gives, by whom
 * @param unknown what of this could not be told, one line each
 */
record RegistryAccess(
    String account,
    Optional<PolicyDocument> ofRegistry,
    RegistryPolicyScope scope,
    SortedMap<String, Identity> identities,
    SortedSet<String> unknown) {
  static RegistryAccess of(NativeState state, String account) {
    SortedSet<String> unknown = new TreeSet<>();
    SortedMap<String, Identity> identities = new TreeMap<>();
    AttachedPolicies attached = new AttachedPolicies(state);
    unknown.addAll(attached.unknown());
    for (ObjectId id : state.objects().keySet()) {
      if (id.kind().equals(EcrObjects.IDENTITY)) {
        identity(state, id, unknown)
            .ifPresent(one -> identities.put(id.name(), attached.with(id.name(), one)));
      }
    }
    Optional<PolicyDocument> ofRegistry = ofRegistry(state, unknown);
    ObjectId scope = EcrObjects.registryPolicyScope();
    if (ofRegistry.isPresent() && state.at(scope).isUnknown()) {
      unknown.add(StateAccess.describe(scope, state.at(scope)));
    }
    return new RegistryAccess(
        account, ofRegistry, RegistryPolicyScope.of(state), identities, unknown);
  }

  /** Who may do what in a repository that has a policy. */
  RepositoryAccess in(String repository, String region, Optional<PolicyDocument> policy) {
    return new RepositoryAccess(
        repository,
        Arn.repository(region, account, repository),
        account,
        policy,
        ofRegistry,
        scope,
        identities);
  }

  private static Optional<Identity> identity(
      NativeState state, ObjectId id, SortedSet<String> unknown) {
    Optional<String> text = text(state, id, unknown);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Identity.read(text.get()));
    } catch (UnreadablePolicy e) {
      unknown.add("what IAM gives `" + id.name() + "`: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<PolicyDocument> ofRegistry(NativeState state, SortedSet<String> unknown) {
    ObjectId id = EcrObjects.registryPolicy();
    Optional<String> text = text(state, id, unknown);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(PolicyDocument.read(text.get()));
    } catch (UnreadablePolicy e) {
      unknown.add(id.kind() + " of `" + id.name() + "`: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> text(NativeState state, ObjectId id, SortedSet<String> unknown) {
    Reading reading = state.at(id);
    if (reading instanceof Reading.Unknown) {
      unknown.add(StateAccess.describe(id, reading));
    }
    return reading instanceof Reading.Present present
        ? Optional.of(present.content())
        : Optional.empty();
  }
}
