package dev.portwrit.plan;

import dev.portwrit.policy.Member;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.policy.Workspace;
import java.util.List;
import java.util.stream.Stream;

/**
 * What restrains an apply. It is taken from the commit that was applied last, never from the one
 * that wants to be applied, so that no change can let itself pass. Only at first contact, when
 * nothing was applied yet, the commit is held against its own.
 *
 * @param mode what may be done to the registry
 * @param budget how many access edges one plan may remove
 * @param admins who must keep {@code administer}: those of both commits
 * @param requireSigned keys of which one must have signed the commit; empty where none is asked for
 * @param firstContact whether nothing was applied yet
 */
public record Restraints(
    Registry.Mode mode,
    RemovalBudget budget,
    List<Member> admins,
    List<SigningKey> requireSigned,
    boolean firstContact) {
  /** What may be removed where policy says nothing: this many edges. */
  public static final RemovalBudget DEFAULT_BUDGET = new RemovalBudget(25, false);

  /** Copies the lists. */
  public Restraints {
    admins = List.copyOf(admins);
    requireSigned = List.copyOf(requireSigned);
  }

  /**
   * The restraints of a first apply.
   *
   * @param commit the policies that want to be applied
   * @param registry the name of a registry in them
   * @return those that they put on themselves
   */
  public static Restraints atFirstContact(Workspace commit, String registry) {
    return of(commit, commit, registry, true);
  }

  /**
   * The restraints of an apply after others.
   *
   * @param applied the policies that were applied last
   * @param commit the policies that want to be applied
   * @param registry the name of a registry
   * @return those that the applied policies put on it; they only look if they do not know it
   */
  public static Restraints after(Workspace applied, Workspace commit, String registry) {
    return of(applied, commit, registry, false);
  }

  private static Restraints of(Workspace says, Workspace commit, String registry, boolean first) {
    Registry.Mode mode =
        says.registries().stream()
            .filter(one -> one.name().equals(registry))
            .findFirst()
            .map(Registry::mode)
            .orElse(Registry.Mode.OBSERVE);
    return new Restraints(
        mode,
        says.settings().removalBudget().orElse(DEFAULT_BUDGET),
        Stream.concat(says.settings().admins().stream(), commit.settings().admins().stream())
            .distinct()
            .toList(),
        says.settings().requireSigned(),
        first);
  }
}
