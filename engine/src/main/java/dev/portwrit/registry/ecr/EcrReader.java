package dev.portwrit.registry.ecr;

import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Together;
import dev.portwrit.registry.ecr.PageReader.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRule;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;

/**
 * Reads a registry of ECR by the fewest calls: a page of a listing for a thousand repositories, one
 * for the policy of each that is in scope, and four for what the registry has once.
 */
final class EcrReader implements LiveReader {
  /** So many calls are under way at once. */
  private static final int AT_ONCE = 8;

  private static final List<String> OF_A_REPOSITORY =
      List.of(
          EcrObjects.REPOSITORY,
          EcrObjects.TAG_MUTABILITY,
          EcrObjects.REPOSITORY_POLICY,
          EcrObjects.LIFECYCLE_POLICY);

  static final ObjectId REGISTRY_POLICY = new ObjectId(EcrObjects.REGISTRY_POLICY, EcrObjects.ONLY);
  static final ObjectId REPLICATION = new ObjectId(EcrObjects.REPLICATION, EcrObjects.ONLY);

  private final EcrCalls calls;
  private final EcrInterest interest;
  private final IdentityReader identities;
  private final ManagedPolicyReader managed;
  // Many repositories have the same policy: each text is understood once.
  private final Map<String, Reading> policies = new ConcurrentHashMap<>();
  private final ExecutorService threads;

  EcrReader(EcrCalls calls, EcrInterest interest) {
    this(calls, interest, AT_ONCE);
  }

  /** With so many calls under way at once. */
  EcrReader(EcrCalls calls, EcrInterest interest, int atOnce) {
    this.calls = calls;
    this.interest = interest;
    this.identities = new IdentityReader(calls);
    this.managed = new ManagedPolicyReader(calls);
    this.threads =
        Executors.newFixedThreadPool(
            atOnce,
            task -> {
              Thread thread = new Thread(task, "ecr-reader");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public NativeState read(Scope scope) throws RegistryException {
    calls.checkAccount();
    NativeState.Builder state = NativeState.EMPTY.toBuilder();
    Map<ObjectId, Reading> found = new ConcurrentSkipListMap<>();
    List<Consumer<NativeState.Builder>> listings =
        new ArrayList<>(List.of(this::listTemplates, this::listPullThroughCaches));
    if (scope.accounts() || interest.managedPolicies()) {
      listings.add(identities::read);
    }
    List<NativeState.Builder> listed =
        listings.stream().map(listing -> NativeState.EMPTY.toBuilder()).toList();
    try (Together together = new Together(threads)) {
      // What takes longest begins first.
      for (int one = 0; one < listings.size(); one++) {
        Consumer<NativeState.Builder> listing = listings.get(one);
        NativeState.Builder into = listed.get(one);
        together.begin(() -> listing.accept(into));
      }
      together.begin(() -> readRegistry(found));
      for (Repository repository : together.ask(() -> listed(scope, state))) {
        together.begin(() -> readRepository(repository, found));
      }
      together.await();
    }
    found.forEach(state::put);
    for (NativeState.Builder one : listed) {
      NativeState part = one.build();
      part.objects().forEach(state::put);
      part.gaps().forEach(gap -> state.gap(gap.kind(), gap.reason()));
    }
    return state.build();
  }

  private List<Repository> listed(Scope scope, NativeState.Builder state) throws RegistryException {
    Optional<SortedSet<String>> names = scope.repositories();
    if (names.isPresent() && names.get().size() <= EcrCalls.NAMES) {
      Optional<List<Repository>> all = byName(List.copyOf(names.get()));
      if (all.isPresent()) {
        return all.get();
      }
    }
    Pages<Repository> pages = calls.repositories();
    if (pages.failure().isPresent()) {
      throw Failures.fatal(calls.address(), "DescribeRepositories", pages.failure().get());
    }
    pages.broken().ifPresent(why -> OF_A_REPOSITORY.forEach(kind -> state.gap(kind, why)));
    Predicate<Repository> wanted =
        names.isPresent()
            ? repository -> names.get().contains(repository.repositoryName())
            : repository -> interest.isOurs(repository.repositoryName());
    return pages.items().stream()
        .filter(wanted)
        .filter(repository -> scope.among().test(repository.repositoryName()))
        .toList();
  }

  /** Empty where one is missing, since the answer then says nothing of the others. */
  private Optional<List<Repository>> byName(List<String> names) throws RegistryException {
    if (names.isEmpty()) {
      return Optional.of(List.of());
    }
    try {
      return Optional.of(calls.repositories(names));
    } catch (RepositoryNotFoundException e) {
      return names.size() == 1 ? Optional.of(List.of()) : Optional.empty();
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      throw Failures.fatal(calls.address(), "DescribeRepositories", e);
    }
  }

  private void readRepository(Repository repository, Map<ObjectId, Reading> found) {
    String name = repository.repositoryName();
    found.put(new ObjectId(EcrObjects.REPOSITORY, name), content(repository));
    found.put(
        new ObjectId(EcrObjects.TAG_MUTABILITY, name),
        Reading.present(Contents.mutability(repository)));
    found.put(new ObjectId(EcrObjects.REPOSITORY_POLICY, name), policy(name));
    if (interest.inLifecycle(name)) {
      found.put(new ObjectId(EcrObjects.LIFECYCLE_POLICY, name), lifecycle(name));
    }
  }

  private Reading content(Repository repository) {
    return interest.inTags(repository.repositoryName())
        ? contentWithTags(repository)
        : Reading.present(Contents.repository(repository, Optional.empty()));
  }

  private Reading contentWithTags(Repository repository) {
    String arn = calls.address().arn(repository.repositoryName());
    return reading(
        "ListTagsForResource",
        () -> Reading.present(Contents.repository(repository, Optional.of(calls.tags(arn)))));
  }

  private Reading policy(String name) {
    return reading(
        "GetRepositoryPolicy",
        () -> {
          try {
            return policyOf(name, calls.repositoryPolicy(name));
          } catch (RepositoryPolicyNotFoundException e) {
            return Reading.absent();
          }
        });
  }

  private Reading policyOf(String name, @Nullable String text) {
    Reading known = text == null ? null : policies.get(text);
    if (known != null) {
      return known;
    }
    Reading read = Contents.policy("the policy of repository `" + name + "`", text);
    if (text != null && read instanceof Reading.Present) {
      policies.put(text, read);
    }
    return read;
  }

  private Reading lifecycle(String name) {
    return reading(
        "GetLifecyclePolicy",
        () -> {
          try {
            return Contents.json(
                "the lifecycle policy of repository `" + name + "`", calls.lifecyclePolicy(name));
          } catch (LifecyclePolicyNotFoundException e) {
            return Reading.absent();
          }
        });
  }

  private void readRegistry(Map<ObjectId, Reading> found) {
    Reading policy = registryPolicy();
    found.put(REGISTRY_POLICY, policy);
    // Without a policy it says nothing of anybody, and costs a call.
    if (!policy.equals(Reading.absent())) {
      found.put(EcrObjects.registryPolicyScope(), registryPolicyScope());
    }
    found.put(REPLICATION, replication());
  }

  private Reading registryPolicy() {
    return reading(
        "GetRegistryPolicy",
        () -> {
          try {
            return Contents.policy("the policy of the registry", calls.registryPolicy());
          } catch (RegistryPolicyNotFoundException e) {
            return Reading.absent();
          }
        });
  }

  private Reading registryPolicyScope() {
    return reading(
        "GetAccountSetting", () -> RegistryPolicyScope.reading(calls.registryPolicyScope()));
  }

  private Reading replication() {
    return reading(
        "DescribeRegistry",
        () -> Contents.replication(calls.registry().replicationConfiguration()));
  }

  private void listTemplates(NativeState.Builder state) {
    Pages<RepositoryCreationTemplate> templates = calls.creationTemplates();
    for (RepositoryCreationTemplate template : templates.items()) {
      state.put(
          new ObjectId(EcrObjects.CREATION_TEMPLATE, template.prefix()),
          Contents.template(template));
    }
    templates.broken().ifPresent(why -> state.gap(EcrObjects.CREATION_TEMPLATE, why));
  }

  private void listPullThroughCaches(NativeState.Builder state) {
    Pages<PullThroughCacheRule> rules = calls.pullThroughCaches();
    for (PullThroughCacheRule rule : rules.items()) {
      state.put(
          new ObjectId(EcrObjects.PULL_THROUGH_CACHE, rule.ecrRepositoryPrefix()),
          Reading.present(Contents.pullThroughCache(rule)));
    }
    rules.broken().ifPresent(why -> state.gap(EcrObjects.PULL_THROUGH_CACHE, why));
  }

  @Override
  public Reading read(ObjectId object) {
    String name = object.name();
    return switch (object.kind()) {
      // As a whole: it is looked at like this when it was made.
      case EcrObjects.REPOSITORY -> described(name, this::contentWithTags);
      case EcrObjects.TAG_MUTABILITY ->
          described(name, one -> Reading.present(Contents.mutability(one)));
      case EcrObjects.REPOSITORY_POLICY -> policy(name);
      case EcrObjects.LIFECYCLE_POLICY -> lifecycle(name);
      case EcrObjects.REGISTRY_POLICY -> registryPolicy();
      case EcrObjects.REGISTRY_POLICY_SCOPE -> registryPolicyScope();
      case EcrObjects.REPLICATION -> replication();
      case EcrObjects.CREATION_TEMPLATE -> listed(object, this::listTemplates);
      case EcrObjects.PULL_THROUGH_CACHE -> listed(object, this::listPullThroughCaches);
      case EcrObjects.MANAGED_POLICY -> managed.policy(name);
      case EcrObjects.ATTACHMENT -> managed.attachment(Attachment.of(object));
      case EcrObjects.IDENTITY -> listed(object, identities::read);
      default -> new Reading.Unknown("ECR has no `" + object.kind() + "`");
    };
  }

  private static Reading listed(ObjectId object, Consumer<NativeState.Builder> listing) {
    NativeState.Builder state = NativeState.EMPTY.toBuilder();
    listing.accept(state);
    return state.build().at(object);
  }

  private Reading described(String name, Function<Repository, Reading> content) {
    return reading(
        "DescribeRepositories",
        () -> {
          try {
            return calls.repositories(List.of(name)).stream()
                .filter(repository -> repository.repositoryName().equals(name))
                .findFirst()
                .map(content)
                .orElseGet(
                    () ->
                        new Reading.Unknown(
                            "`DescribeRepositories` answered without `" + name + "`"));
          } catch (RepositoryNotFoundException e) {
            return Reading.absent();
          }
        });
  }

  /** What cannot be read is unknown. */
  private static Reading reading(String call, Supplier<Reading> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      return new Reading.Unknown(Failures.reason(call, e));
    }
  }

  @Override
  public CallCount calls() {
    return calls.count();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    calls.close();
  }
}
