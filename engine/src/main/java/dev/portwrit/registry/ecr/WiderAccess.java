package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what is natively allowed besides what policy says: by statements of others, or by IAM. */
final class WiderAccess {
  private final EcrContext context;
  private final RegistryAccess everywhere;
  private final boolean saysNothing;
  private final RegistryFindings findings;

  WiderAccess(EcrContext context, NativeState live, RegistryFindings findings) {
    this.context = context;
    this.everywhere = RegistryAccess.of(live, context.account());
    this.saysNothing =
        live.at(EcrObjects.registryPolicy()).equals(Reading.absent())
            && live.present(EcrObjects.IDENTITY).isEmpty();
    this.findings = findings;
  }

  void report(
      String repository, PolicyDocument target, LivePolicy current, Collection<RoleGrant> wanted) {
    if (saysNothing && current.foreign().isEmpty()) {
      return;
    }
    RepositoryAccess access = everywhere.in(repository, context.region(), Optional.of(target));
    access.find();
    SortedMap<String, Set<Action>> wider = new TreeMap<>();
    for (Edge edge : access.edges()) {
      if (!isEngine(edge) && !isMeant(edge, wanted)) {
        wider
            .computeIfAbsent(edge.account(), same -> EnumSet.noneOf(Action.class))
            .add(edge.action());
      }
    }
    wider.forEach((account, actions) -> report(repository, account, actions));
    everywhere.unknown().forEach(this::reportUnknown);
    access.unknown().forEach(this::reportUnknown);
  }

  /** Who applies policies may do everything by that, and is known to. */
  private boolean isEngine(Edge edge) {
    return context.engine().filter(edge.account()::equals).isPresent();
  }

  private static boolean isMeant(Edge edge, Collection<RoleGrant> wanted) {
    return wanted.stream()
        .anyMatch(
            grant ->
                isOf(grant.principal(), edge.account())
                    && grant.role().holds(edge.action())
                    && !edge.until()
                        .orElse(Instant.MAX)
                        .isAfter(grant.until().orElse(Instant.MAX)));
  }

  // Some of an account to whom a pattern gives what all of it have.
  private static boolean isOf(String principal, String account) {
    return principal.equals(account)
        || (Arn.isAccount(principal)
            && account.startsWith(principal.substring(0, principal.length() - "root".length()))
            && account.indexOf('*') > 0);
  }

  private void report(String repository, String account, Set<Action> actions) {
    String who = account.equals(NativeAccess.EVERYBODY) ? "whoever asks" : "`" + account + "`";
    findings.warning(
        context.registry().place(),
        Code.NATIVE_WIDER,
        who
            + " may natively "
            + actions.stream().map(Action::toString).collect(Collectors.joining(", "))
            + " in `"
            + repository
            + "`, which no policy says, by a statement that is not Portwrit's or by IAM",
        "take it away there, grant it here, or say `exclusive: true` of the registry");
  }

  private void reportUnknown(String line) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_UNKNOWN,
        "it is not known what is natively allowed: " + line,
        "look at it by hand");
  }
}
