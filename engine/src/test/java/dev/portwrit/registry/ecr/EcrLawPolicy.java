package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.model.BareWorkspace;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.registry.twin.LawWorkspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds what the law's account allows against policy. */
public final class EcrLawPolicy {
  private static final Tag UNPROTECTED = new Tag("latest");

  private final PolicyIndex policy;
  private final Accounts accounts;
  private final List<Diagnostic> findings;

  private EcrLawPolicy(Workspace workspace, List<Diagnostic> findings) {
    this.policy = PolicyIndex.of(workspace);
    this.accounts = Accounts.of(workspace, LawWorkspaces.REGISTRY);
    this.findings = findings;
  }

  /**
   * What is allowed that policy does not allow and no finding says, one line each; the engine may
   * do everything, and is known to. Each principal is asked for each action on each repository, of
   * the twin.
   */
  public static SortedSet<String> wider(
      NativeState truth, Workspace workspace, List<Diagnostic> findings) {
    EcrLawPolicy law = new EcrLawPolicy(workspace, findings);
    SortedSet<String> wider = new TreeSet<>();
    for (String repository : truth.present(EcrObjects.REPOSITORY)) {
      TwinRepository.Mutability mutability = EcrLawContents.mutability(repository, truth);
      for (String line :
          EcrLawJudge.allowed(repository, EcrLawContents.policy(repository, truth))) {
        String[] words = line.split(" ", -1);
        for (Action meaning : EcrActions.meaningOf(words[1])) {
          for (Tag tag : tags(meaning, mutability)) {
            if (!words[0].equals(EcrLawAccount.ENGINE)
                && !law.allows(words[0], meaning, repository, tag)
                && !law.isSaid(words[0], meaning, repository)) {
              wider.add(line + ", which is to " + meaning + " " + tag);
            }
          }
        }
      }
    }
    return wider;
  }

  // Which tags ECR lets be moved; what keeps them from deletion takes deletion of all of them.
  private static List<Tag> tags(Action action, TwinRepository.Mutability tags) {
    return action == Action.OVERWRITE
        ? LawWorkspaces.TAGS_TO_ASK_ABOUT.stream().filter(tag -> !tags.fixes(tag.value())).toList()
        : List.of(UNPROTECTED);
  }

  private boolean allows(String principal, Action action, String repository, Tag tag) {
    List<Subject> holders = new ArrayList<>(accounts.subjectsOf(principal));
    if (holders.isEmpty()) {
      holders.add(new Subject.Anonymous());
    }
    return holders.stream()
        .allMatch(
            holder ->
                policy
                    .decide(
                        new Question(
                            holder,
                            action,
                            new RepositoryName(repository),
                            Optional.of(tag),
                            LawWorkspaces.NOW))
                    .isAllowed());
  }

  private boolean isSaid(String principal, Action action, String repository) {
    return findings.stream()
        .filter(one -> one.code() == Code.NATIVE_WIDER)
        .map(Diagnostic::message)
        .anyMatch(
            text ->
                (text.contains("`" + principal + "`") || text.contains("whoever asks"))
                    && text.contains(action.toString())
                    && text.contains("`" + repository + "`"));
  }

  /** The policy that an import of what was read gives; empty where it says that not all is said. */
  public static Optional<PolicyIndex> imported(
      NativeForm form, Workspace workspace, NativeState live) {
    Workspace bare = BareWorkspace.of(workspace);
    Imported imported = form.imported(PolicyIndex.of(bare), live);
    return imported.findings().isEmpty()
        ? Optional.of(PolicyIndex.of(BareWorkspace.compiled(bare, imported.files())))
        : Optional.empty();
  }
}
