package dev.portwrit.registry;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What one registry of a workspace is called to be, and what its native state means. Pure: it asks
 * nobody anything, and gives the same for the same.
 */
public interface NativeForm {
  /** What an object concerns that has a say in every repository. */
  String EVERYWHERE = "*";

  /**
   * What policy asks for.
   *
   * @param index the policy
   * @param live what is there; what of it is not ours is kept. {@link NativeState#EMPTY} gives what
   *     a new registry would be made to be
   * @param mode {@link Registry.Mode#ADDITIVE} keeps also what policy would remove; {@link
   *     Registry.Mode#OBSERVE} is answered as {@link Registry.Mode#AUTHORITATIVE}, since it says
   *     what would be done
   * @param now the instant at which expiry is judged, where the registry cannot judge it itself
   * @return the targets, and where they fall short of policy
   */
  Desired desired(PolicyIndex index, NativeState live, Registry.Mode mode, Instant now);

  /**
   * The steps from what an object is to what it shall be.
   *
   * @param object which
   * @param live what it is
   * @param target what it shall be
   * @return in their order; empty if both are the same or one is unknown
   */
  List<Step> steps(ObjectId object, Reading live, Reading target);

  /**
   * What a state allows, by the registry's own rules.
   *
   * @param state any state
   * @return everything it allows, and what could not be told
   */
  NativeAccess access(NativeState state);

  /**
   * The policy that a state amounts to, for people to edit.
   *
   * @param index the policy that is there already, from which names are taken
   * @param live a state
   * @return the files, and what policy cannot say
   */
  Imported imported(PolicyIndex index, NativeState live);

  /**
   * Of which repositories one policy may ask something else than another. A change of them is
   * planned by reading these alone.
   *
   * @param before a policy that defines this registry, or did
   * @param after the policy that defines it
   * @param now the instant at which expiry is judged
   * @return true for a name as the registry has it if that may be so; all of them unless a form
   *     knows better. For several threads
   */
  default Predicate<String> touched(PolicyIndex before, PolicyIndex after, Instant now) {
    return name -> true;
  }

  /**
   * The same form, which has a say in some repositories only. What is in none, or in all, stays.
   *
   * @param repositories which, by the names that the registry has
   * @param others names that are there too
   * @return a form for states of which nothing else was read
   */
  default NativeForm within(Predicate<String> repositories, Set<String> others) {
    return new NarrowForm(this, repositories);
  }

  /**
   * The repositories in whose access or tags an object has a say. Where a step of one of them came
   * to nothing, later phases of what shares a repository with it are not made.
   *
   * @param object any object
   * @return the names as the registry has them, or {@link #EVERYWHERE} alone; a word that is no
   *     name of a repository where objects depend on each other alone. What the object is named
   *     after unless a form says otherwise
   */
  default Set<String> concerns(ObjectId object) {
    return Set.of(object.name());
  }

  /** Which steps must wait for which: those that share a word with what came to nothing. */
  interface Concerns {
    /**
     * What is in trouble where a step of an object came to nothing.
     *
     * @param object any object
     * @return words, such as names of repositories, or {@link #EVERYWHERE} alone
     */
    Set<String> troubles(ObjectId object);

    /**
     * What must not be in trouble for the steps of an object.
     *
     * @param object any object
     * @return words, such as names of repositories, or {@link #EVERYWHERE} alone
     */
    Set<String> waits(ObjectId object);
  }

  /**
   * What waits for what in one plan.
   *
   * @param before what is there
   * @param after what it would become
   * @return by {@link #concerns(ObjectId)} unless a form can tell more
   */
  default Concerns concerns(NativeState before, NativeState after) {
    return new Concerns() {
      @Override
      public Set<String> troubles(ObjectId object) {
        return concerns(object);
      }

      @Override
      public Set<String> waits(ObjectId object) {
        return concerns(object);
      }
    };
  }

  /**
   * Puts the steps of one plan into phases in which they are safe together, where it is not enough
   * that those of each object are.
   *
   * @param live what is there
   * @param steps the steps of each object, as {@link #steps} gives them
   * @return the same, perhaps in other phases, and perhaps with others that leave nothing
   */
  default SortedMap<ObjectId, List<Step>> arranged(
      NativeState live, SortedMap<ObjectId, List<Step>> steps) {
    return steps;
  }

  /**
   * What policy needs besides, and the registry is not given by its form.
   *
   * @param index the policy
   * @param now the instant at which expiry is judged
   * @return ordered; empty where the registry is given everything
   */
  default List<Handout> handouts(PolicyIndex index, Instant now) {
    return List.of();
  }

  /**
   * The account by which Portwrit itself works there, which no plan may lock out.
   *
   * @return as {@link NativeAccess.Edge#account} has it; empty where that is not known
   */
  default Optional<String> engineAccount() {
    return Optional.empty();
  }
}
