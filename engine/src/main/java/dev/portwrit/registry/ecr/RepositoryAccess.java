package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who may do what in one repository, by its policy, the registry's and those of identities. */
final class RepositoryAccess {
  private final String repository;
  private final String resource;
  private final String owner;
  private final Optional<PolicyDocument> own;
  private final Optional<PolicyDocument> ofRegistry;
  private final RegistryPolicyScope scope;
  private final List<PolicyDocument> policies;
  private final SortedMap<String, Identity> identities;
  private final List<Edge> edges = new ArrayList<>();
  private final SortedSet<String> unknown = new TreeSet<>();

  /**
   * Asks nothing yet.
   *
   * @param own the policy of the repository
   * @param ofRegistry that of its registry
   * @param scope what that one reaches
   * @param identities what IAM gives to whom
   */
  RepositoryAccess(
      String repository,
      String resource,
      String owner,
      Optional<PolicyDocument> own,
      Optional<PolicyDocument> ofRegistry,
      RegistryPolicyScope scope,
      SortedMap<String, Identity> identities) {
    this.repository = repository;
    this.resource = resource;
    this.owner = owner;
    this.own = own;
    this.ofRegistry = ofRegistry;
    this.scope = scope;
    this.policies = Stream.concat(own.stream(), ofRegistry.stream()).toList();
    this.identities = identities;
  }

  /** Asks for everybody who could be allowed anything. */
  void find() {
    ask(Callers.stranger(), NativeAccess.EVERYBODY);
    ask(Callers.strangerOf(owner), NativeAccess.EVERYBODY);
    SortedMap<String, SortedSet<String>> named = Callers.named(policies, resource);
    named.forEach((name, callers) -> callers.forEach(caller -> ask(caller, name)));
    identities.keySet().stream()
        .filter(identity -> !named.containsKey(identity))
        .forEach(identity -> ask(identity, identity));
  }

  List<Edge> edges() {
    return edges;
  }

  SortedSet<String> unknown() {
    return unknown;
  }

  private void ask(String caller, String account) {
    Optional<Identity> identity = Optional.ofNullable(identities.get(caller));
    if (!mayBeAllowed(caller, identity)) {
      return;
    }
    List<PolicyDocument> asked = new ArrayList<>(policies);
    identity.ifPresent(some -> asked.addAll(some.policies()));
    identity.flatMap(Identity::boundary).ifPresent(asked::add);
    TimeLine times = TimeLine.of(asked);
    List<Function<String, Truth>> allowed =
        times.points().stream().map(time -> allowedAt(caller, time, identity)).toList();
    Map<Action, Optional<Instant>> ends = new EnumMap<>(Action.class);
    for (String action : EcrActions.known()) {
      TimeLine.Span span = times.askEach(point -> allowed.get(point).apply(action));
      if (span.answered() == Truth.UNKNOWN) {
        unknown.add(
            "whether `%s` may call `%s` in `%s`: a condition is not understood"
                .formatted(account, action, repository));
      } else if (span.answered() == Truth.YES) {
        EcrActions.meaningOf(action)
            .forEach(meaning -> ends.merge(meaning, span.until(), RepositoryAccess::later));
      }
    }
    ends.forEach((action, until) -> edges.add(new Edge(account, action, repository, until)));
  }

  // Most identities of an account are allowed nothing by anybody; they need not be asked of each
  // action.
  private boolean mayBeAllowed(String caller, Optional<Identity> identity) {
    IamRequest anything = new IamRequest(caller, "", resource, owner, Instant.EPOCH);
    return identity.stream()
            .flatMap(one -> one.policies().stream())
            .anyMatch(RepositoryAccess::allowsAnything)
        || policies.stream()
            .flatMap(policy -> policy.statements().stream())
            .filter(Statement::allows)
            .anyMatch(statement -> PrincipalCheck.concerns(statement, anything) != Truth.NO);
  }

  private static boolean allowsAnything(PolicyDocument policy) {
    return policy.statements().stream().anyMatch(Statement::allows);
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get());
  }

  /** Whether somebody may call an action at an instant. */
  private Function<String, Truth> allowedAt(
      String caller, Instant time, Optional<Identity> identity) {
    IamRequest anything = new IamRequest(caller, "", resource, owner, time);
    Optional<Applying> ofOwn = own.map(policy -> Applying.ofResource(policy, anything));
    Optional<Applying> ofAll = ofRegistry.map(policy -> Applying.ofResource(policy, anything));
    Optional<Function<String, Verdict>> given = identity.map(one -> one.at(anything));
    boolean ofTheOwnersAccount = anything.isOfTheOwnersAccount();
    return action -> {
      Verdict said = ofOwn.map(one -> one.to(action)).orElse(Verdict.SILENT);
      if (ofAll.isPresent()) {
        said = said.with(ofAll.get().to(action).where(scope.reaches(action)));
      }
      return Evaluation.isAllowed(ofTheOwnersAccount, said, given.map(one -> one.apply(action)));
    };
  }
}
