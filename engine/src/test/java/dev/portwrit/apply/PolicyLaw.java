package dev.portwrit.apply;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.model.BareWorkspace;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds what a registry allows against policy. */
final class PolicyLaw {
  private final PolicyIndex policy;
  private final Accounts accounts;
  private final NativeNames names;

  PolicyLaw(PolicyIndex policy, Registry definition) {
    this.policy = policy;
    this.accounts = Accounts.of(policy.workspace(), definition.name());
    this.names = new NativeNames(definition);
  }

  /** What is allowed that policy does not allow and no finding says. */
  SortedSet<Right> wider(Collection<Right> rights, List<Diagnostic> findings) {
    SortedSet<Right> wider = new TreeSet<>(rights);
    wider.removeIf(right -> allows(right) || isSaid(right, findings));
    return wider;
  }

  private boolean allows(Right right) {
    List<Subject> holders = new ArrayList<>(accounts.subjectsOf(right.account()));
    if (holders.isEmpty()) {
      holders.add(new Subject.Anonymous());
    }
    RepositoryName repository = names.ours(right.repository()).orElseThrow();
    return holders.stream()
        .allMatch(
            holder ->
                policy
                    .decide(
                        new Question(
                            holder,
                            right.action(),
                            repository,
                            Optional.of(right.tag()),
                            LawWorkspaces.NOW))
                    .isAllowed());
  }

  private static boolean isSaid(Right right, List<Diagnostic> findings) {
    return findings.stream()
        .filter(one -> one.code() == Code.NATIVE_WIDER)
        .map(Diagnostic::message)
        .anyMatch(
            text ->
                (text.contains("`" + right.account() + "`") || text.contains("whoever asks"))
                    && text.contains(right.action().toString())
                    && isNamed(right.repository(), text));
  }

  // Of many only the first are named.
  private static boolean isNamed(String repository, String text) {
    return text.contains("`" + repository + "`") || text.matches(".* and \\d+ more, .*");
  }

  /** The policy that an import of what was read gives; empty where it says that not all is said. */
  Optional<PolicyIndex> imported(NativeForm form, NativeState live) {
    Workspace bare = BareWorkspace.of(policy.workspace());
    Imported imported = form.imported(PolicyIndex.of(bare), live);
    return imported.findings().isEmpty()
        ? Optional.of(PolicyIndex.of(BareWorkspace.compiled(bare, imported.files())))
        : Optional.empty();
  }
}
