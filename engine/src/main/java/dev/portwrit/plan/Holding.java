package dev.portwrit.plan;

import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which steps must wait since others came to nothing: those on the same repositories that would be
 * wrong without them. What is not created cannot be opened; access is not given while a protection
 * is missing; access is not taken while what replaces it is not given; a tag is not released while
 * its new protection is missing, or while somebody still has the access that was to be taken. A
 * step that is held holds others in its turn. Not for several threads.
 */
public final class Holding {
  private final NativeForm.Concerns concerns;
  private final Map<String, Set<Phase>> troubled = new HashMap<>();
  private final Set<Phase> anywhere = EnumSet.noneOf(Phase.class);

  /**
   * Nothing came to nothing yet.
   *
   * @param concerns which says what waits for what
   */
  public Holding(NativeForm.Concerns concerns) {
    this.concerns = concerns;
  }

  /**
   * Notes that a step was not made.
   *
   * @param object what it was of
   * @param phase its phase
   */
  public void failed(ObjectId object, Phase phase) {
    for (String repository : concerns.troubles(object)) {
      troubled.computeIfAbsent(repository, key -> EnumSet.noneOf(Phase.class)).add(phase);
    }
    anywhere.add(phase);
  }

  /**
   * Notes that an object is left as it is, whatever it is and should be.
   *
   * @param object which
   */
  public void leftOut(ObjectId object) {
    // What stands in for it while other things change is not known to be there either.
    failed(object, Phase.BRIDGE);
    failed(object, Phase.PROTECT);
    failed(object, Phase.GRANT);
    failed(object, Phase.REVOKE);
  }

  /**
   * Whether a step must wait.
   *
   * @param step the next step of its object
   * @return true if a step that it builds on was not made
   */
  public boolean holds(Step step) {
    Set<Phase> needed = waitsFor(step.phase());
    Set<String> concerned = concerns.waits(step.object());
    if (concerned.contains(NativeForm.EVERYWHERE)) {
      return meets(needed, anywhere);
    }
    return meets(needed, troubled.getOrDefault(NativeForm.EVERYWHERE, Set.of()))
        || concerned.stream()
            .anyMatch(repository -> meets(needed, troubled.getOrDefault(repository, Set.of())));
  }

  private static Set<Phase> waitsFor(Phase phase) {
    return switch (phase) {
      case CREATE -> EnumSet.noneOf(Phase.class);
      case PROTECT -> EnumSet.of(Phase.CREATE);
      case BRIDGE -> EnumSet.of(Phase.CREATE);
      case PRUNE -> EnumSet.of(Phase.CREATE, Phase.BRIDGE);
      case GRANT -> EnumSet.of(Phase.CREATE, Phase.PROTECT, Phase.PRUNE);
      case REVOKE -> EnumSet.of(Phase.CREATE, Phase.GRANT);
      // A call that gives may take as well, so who was to lose access is perhaps still there.
      case UNPROTECT -> EnumSet.range(Phase.CREATE, Phase.REVOKE);
      case FORGET -> EnumSet.range(Phase.CREATE, Phase.UNPROTECT);
    };
  }

  private static boolean meets(Set<Phase> needed, Set<Phase> missing) {
    return missing.stream().anyMatch(needed::contains);
  }
}
