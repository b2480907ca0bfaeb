package dev.portwrit.apply;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.Tag;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeAccess.TagLock;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.twin.LawWorkspaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must hold at each moment between two states: nothing is wider than both together, what both
 * allow is allowed, and what both protect is protected. Written by the words of the law, by asking
 * single questions.
 */
final class PrefixLaw {
  private static final List<Tag> TAGS =
      List.of(
          new Tag("v1"),
          new Tag("stable"),
          new Tag("release-7"),
          new Tag("latest"),
          new Tag("other-1"));

  private final Set<NativeState> seen = new HashSet<>();
  private final NativeAccess before;
  private final NativeAccess after;
  private final Set<String> accounts = new TreeSet<>();
  private final Set<String> repositories = new TreeSet<>();

  PrefixLaw(NativeAccess before, NativeAccess after) {
    this.before = before;
    this.after = after;
    for (NativeAccess access : List.of(before, after)) {
      for (Edge edge : access.edges()) {
        accounts.add(edge.account());
        repositories.add(edge.repository());
      }
      access.protections().stream().map(TagLock::repository).forEach(repositories::add);
    }
  }

  /** Whether a state was not looked at before; the same states come again and again. */
  boolean isNew(NativeState state) {
    return seen.add(state);
  }

  /** What is wrong with a state between; nothing if the law holds. */
  List<String> violations(NativeAccess now) {
    List<String> violations = new ArrayList<>();
    Set<String> everybody = new TreeSet<>(accounts);
    now.edges().forEach(edge -> everybody.add(edge.account()));
    Set<String> everywhere = new TreeSet<>(repositories);
    now.edges().forEach(edge -> everywhere.add(edge.repository()));
    for (String repository : everywhere) {
      protection(now, repository, violations);
      for (String account : everybody) {
        for (Action action : Action.values()) {
          role(now, account, action, repository, violations);
        }
      }
    }
    return violations;
  }

  private void role(
      NativeAccess now, String account, Action action, String repository, List<String> violations) {
    String what = account + " " + action + " " + repository;
    boolean was = may(before, account, action, repository);
    boolean will = may(after, account, action, repository);
    boolean is = may(now, account, action, repository);
    if (is && !was && !will) {
      violations.add("neither before nor after: " + what);
    }
    if (!is && was && will) {
      violations.add("interrupted: " + what);
    }
    boolean onTags = action == Action.OVERWRITE || action == Action.DELETE;
    for (Tag tag : onTags ? TAGS : List.<Tag>of()) {
      boolean free = is && !now.keeps(repository, tag, action);
      boolean wasFree = was && !before.keeps(repository, tag, action);
      boolean willBeFree = will && !after.keeps(repository, tag, action);
      if (free && !wasFree && !willBeFree) {
        violations.add("neither before nor after: " + what + ":" + tag);
      }
    }
  }

  private void protection(NativeAccess now, String repository, List<String> violations) {
    for (Action action : List.of(Action.OVERWRITE, Action.DELETE)) {
      for (Tag tag : TAGS) {
        if (before.keeps(repository, tag, action)
            && after.keeps(repository, tag, action)
            && !now.keeps(repository, tag, action)) {
          violations.add("unprotected: " + repository + ":" + tag + " " + action);
        }
      }
    }
  }

  private static boolean may(
      NativeAccess access, String account, Action action, String repository) {
    return access.allows(account, action, repository, LawWorkspaces.NOW);
  }
}
