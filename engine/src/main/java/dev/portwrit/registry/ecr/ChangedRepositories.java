package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What policy says of each repository, as far as anything native comes of it: whether it is there
 * by policy, who has what by which account, and which of its tags are kept. Where two policies say
 * the same of one, they ask for the same, whatever lives there.
 */
final class ChangedRepositories {
  private final NativeNames names;
  private final Set<String> declared;
  private final PolicyIndex index;
  private final PolicyGrants grants;

  /** All that is said of one. */
  private record Said(
      RepositoryName name,
      boolean isDeclared,
      SortedSet<RoleGrant> grants,
      boolean keepsTags,
      TagFilters tags) {}

  private ChangedRepositories(PolicyIndex index, EcrContext context, Instant now) {
    this.names = new NativeNames(context.registry());
    this.declared =
        index.workspace().repositories().stream()
            .filter(RepositoryRule::declared)
            .map(rule -> rule.pattern().value())
            .collect(Collectors.toSet());
    this.index = index;
    this.grants =
        new PolicyGrants(
            index,
            Accounts.of(index.workspace(), context.registry().name()),
            context.partition(),
            now);
  }

  /** Those of which they may ask something else. */
  static Predicate<String> between(
      PolicyIndex before,
      PolicyIndex after,
      EcrContext context,
      Optional<String> caller,
      Instant now) {
    Registry registry = context.registry();
    Optional<Registry> earlier =
        before.workspace().registries().stream()
            .filter(one -> one.name().equals(registry.name()))
            .filter(one -> isSame(one, registry))
            .findFirst();
    if (earlier.isEmpty()) {
      return name -> true;
    }
    ChangedRepositories was =
        new ChangedRepositories(
            before,
            new EcrContext(earlier.get(), earlier.get().ecr().engine().or(() -> caller)),
            now);
    ChangedRepositories is = new ChangedRepositories(after, context, now);
    return name -> {
      Optional<Said> here = is.said(name);
      return here.isPresent() && !here.equals(was.said(name));
    };
  }

  // What lives there may be another part of it; everything else is asked of each repository.
  private static boolean isSame(Registry one, Registry other) {
    return one.type() == other.type()
        && one.gateway() == other.gateway()
        && one.url().equals(other.url())
        && one.account().equals(other.account())
        && one.region().equals(other.region())
        && one.prefix().equals(other.prefix())
        && one.ecr().equals(other.ecr());
  }

  // Not for several threads: what gives something is worked out as it is asked for.
  private synchronized Optional<Said> said(String nativeName) {
    return names
        .ours(nativeName)
        .map(
            name -> {
              List<Protection> immutable = Immutable.of(index, name);
              return new Said(
                  name,
                  declared.contains(name.value()),
                  grants.on(name),
                  !immutable.isEmpty(),
                  TagFilters.of(immutable));
            });
  }
}
