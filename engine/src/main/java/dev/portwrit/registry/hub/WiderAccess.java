package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.RegistryFindings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what would natively be allowed besides what policy says, whoever gave it. */
final class WiderAccess {
  private static final int MOST_SHOWN = 3;

  private final PolicyIndex index;
  private final HubContext context;
  private final Accounts accounts;
  private final Instant now;

  WiderAccess(PolicyIndex index, HubContext context, Instant now) {
    this.index = index;
    this.context = context;
    this.accounts = Accounts.of(index.workspace(), context.registry().name());
    this.now = now;
  }

  void report(NativeState state, Map<String, RepositoryName> governed, RegistryFindings findings) {
    Map<String, Map<String, EnumSet<Action>>> excess = new TreeMap<>();
    for (Edge edge : HubAccess.of(state).edges()) {
      RepositoryName name = governed.get(edge.repository());
      if (name != null && !isKept(edge.account()) && !isMeant(edge, name)) {
        excess
            .computeIfAbsent(edge.account(), same -> new TreeMap<>())
            .computeIfAbsent(edge.repository(), same -> EnumSet.noneOf(Action.class))
            .add(edge.action());
      }
    }
    excess.forEach((account, where) -> report(account, where, findings));
  }

  /** Who is known to be able to do everything there, or stands in policies by name. */
  private boolean isKept(String account) {
    return context.keepsMember(account)
        || context.settings().keepTokens().stream()
            .map(Accounts::ofToken)
            .anyMatch(account::equals);
  }

  private boolean isMeant(Edge edge, RepositoryName name) {
    List<Subject> holders =
        edge.account().equals(NativeAccess.EVERYBODY)
            ? List.of(new Subject.Anonymous())
            : accounts.subjectsOf(edge.account());
    return !holders.isEmpty()
        && holders.stream()
            .allMatch(
                holder ->
                    index
                        .decide(new Question(holder, edge.action(), name, Optional.empty(), now))
                        .isAllowed());
  }

  private void report(
      String account, Map<String, EnumSet<Action>> where, RegistryFindings findings) {
    Map<String, SortedSet<String>> byActions = new TreeMap<>();
    where.forEach(
        (repository, actions) ->
            byActions
                .computeIfAbsent(
                    actions.stream().map(Action::toString).collect(Collectors.joining(", ")),
                    same -> new TreeSet<>())
                .add(repository));
    String who = account.equals(NativeAccess.EVERYBODY) ? "whoever asks" : "`" + account + "`";
    byActions.forEach(
        (actions, repositories) ->
            findings.warning(
                context.registry().place(),
                Code.NATIVE_WIDER,
                who
                    + " may natively "
                    + actions
                    + " in "
                    + listed(repositories)
                    + ", which no policy says",
                "take it away there, grant it here, or name it in `keep-members` or `keep-tokens`"));
  }

  private static String listed(SortedSet<String> names) {
    String first =
        names.stream()
            .limit(MOST_SHOWN)
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    int more = names.size() - MOST_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
