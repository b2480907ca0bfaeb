package dev.portwrit.registry.ecr;

import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeAccess.TagLock;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a state of ECR allows, by the rules of IAM. */
final class StateAccess {
  // What has a say in who may do what.
  private static final Set<String> SAYING =
      Set.of(
          EcrObjects.REPOSITORY,
          EcrObjects.REPOSITORY_POLICY,
          EcrObjects.TAG_MUTABILITY,
          EcrObjects.REGISTRY_POLICY,
          EcrObjects.REGISTRY_POLICY_SCOPE,
          EcrObjects.IDENTITY,
          EcrObjects.MANAGED_POLICY,
          EcrObjects.ATTACHMENT);

  private final String region;
  private final String account;
  private final NativeState state;
  private final List<Edge> edges = new ArrayList<>();
  private final List<TagLock> locks = new ArrayList<>();
  private final SortedSet<String> unknown = new TreeSet<>();

  StateAccess(String region, String account, NativeState state) {
    this.region = region;
    this.account = account;
    this.state = state;
  }

  NativeAccess find() {
    state.gaps().stream()
        .filter(gap -> SAYING.contains(gap.kind()))
        .forEach(gap -> unknown.add("some `" + gap.kind() + "`: " + gap.reason()));
    AttachedPolicies attached = new AttachedPolicies(state);
    edges.addAll(attached.logins(account));
    return find(repositories());
  }

  private NativeAccess find(Collection<String> repositories) {
    RegistryAccess everywhere = RegistryAccess.of(state, account);
    unknown.addAll(everywhere.unknown());
    for (String repository : repositories) {
      find(repository, everywhere);
    }
    return new NativeAccess(edges, locks, List.copyOf(unknown));
  }

  // Those too of which only a policy is known: a state may hold a part.
  private SortedSet<String> repositories() {
    SortedSet<String> names = new TreeSet<>(state.present(EcrObjects.REPOSITORY));
    names.addAll(state.present(EcrObjects.REPOSITORY_POLICY));
    names.addAll(state.present(EcrObjects.TAG_MUTABILITY));
    state
        .objects()
        .forEach(
            (id, reading) -> {
              if (id.kind().equals(EcrObjects.REPOSITORY) && reading instanceof Reading.Unknown) {
                unknown.add(describe(id, reading));
              } else if (id.kind().equals(EcrObjects.REPOSITORY_POLICY)
                  && reading instanceof Reading.Unknown) {
                names.add(id.name());
              }
            });
    return names;
  }

  private void find(String repository, RegistryAccess everywhere) {
    RepositoryAccess access =
        everywhere.in(repository, region, document(EcrObjects.repositoryPolicy(repository)));
    access.find();
    edges.addAll(access.edges());
    unknown.addAll(access.unknown());
    text(EcrObjects.tagMutability(repository)).ifPresent(text -> addLock(repository, text));
  }

  private void addLock(String repository, String content) {
    try {
      TagMutability.read(content).lock(repository).ifPresent(locks::add);
    } catch (UnreadablePolicy e) {
      unknown.add("tag mutability of `" + repository + "`: " + e.getMessage());
    }
  }

  private Optional<PolicyDocument> document(ObjectId id) {
    Optional<String> text = text(id);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(PolicyDocument.read(text.get()));
    } catch (UnreadablePolicy e) {
      unknown.add(id.kind() + " of `" + id.name() + "`: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> text(ObjectId id) {
    Reading reading = state.at(id);
    if (reading instanceof Reading.Unknown) {
      unknown.add(describe(id, reading));
    }
    return reading instanceof Reading.Present present
        ? Optional.of(present.content())
        : Optional.empty();
  }

  static String describe(ObjectId id, Reading reading) {
    String reason = reading instanceof Reading.Unknown some ? some.reason() : "it is not known";
    return id.kind() + " of `" + id.name() + "`: " + reason;
  }
}
