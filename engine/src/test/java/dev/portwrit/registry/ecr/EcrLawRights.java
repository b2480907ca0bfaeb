package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.Tag;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.Right;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the law's account allows, in the words of policies. */
public final class EcrLawRights {
  private static final Tag UNPROTECTED = new Tag("latest");

  private EcrLawRights() {}

  /**
   * Each principal is asked for each action of the API on each repository, of the twin. The engine
   * is left out: it may do everything, and is known to.
   */
  public static SortedSet<Right> of(NativeState state) {
    SortedSet<Right> rights = new TreeSet<>();
    for (String repository : state.present(EcrObjects.REPOSITORY)) {
      TwinRepository.Mutability mutability = EcrLawContents.mutability(repository, state);
      for (String line :
          EcrLawJudge.allowed(repository, EcrLawContents.policy(repository, state))) {
        String[] words = line.split(" ", -1);
        if (words[0].equals(EcrLawAccount.ENGINE)) {
          continue;
        }
        for (Action meaning : EcrActions.meaningOf(words[1])) {
          tags(meaning, mutability)
              .forEach(tag -> rights.add(new Right(words[0], meaning, repository, tag)));
        }
      }
    }
    return rights;
  }

  // Which tags ECR lets be moved; what keeps them from deletion takes deletion of all of them.
  private static List<Tag> tags(Action action, TwinRepository.Mutability tags) {
    return action == Action.OVERWRITE
        ? LawWorkspaces.TAGS_TO_ASK_ABOUT.stream().filter(tag -> !tags.fixes(tag.value())).toList()
        : List.of(UNPROTECTED);
  }
}
