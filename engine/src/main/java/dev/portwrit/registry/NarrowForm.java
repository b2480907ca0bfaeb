package dev.portwrit.registry;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A form without the targets that concern none of some repositories. */
final class NarrowForm implements NativeForm {
  private final NativeForm whole;
  private final Predicate<String> repositories;

  NarrowForm(NativeForm whole, Predicate<String> repositories) {
    this.whole = whole;
    this.repositories = repositories;
  }

  @Override
  public Desired desired(PolicyIndex index, NativeState live, Registry.Mode mode, Instant now) {
    Desired desired = whole.desired(index, live, mode, now);
    SortedMap<ObjectId, Reading> targets = new TreeMap<>(desired.targets());
    targets
        .keySet()
        .removeIf(
            id ->
                concerns(id).stream()
                    .noneMatch(name -> name.equals(EVERYWHERE) || repositories.test(name)));
    return new Desired(targets, desired.findings());
  }

  @Override
  public List<Step> steps(ObjectId object, Reading live, Reading target) {
    return whole.steps(object, live, target);
  }

  @Override
  public NativeAccess access(NativeState state) {
    return whole.access(state);
  }

  @Override
  public Imported imported(PolicyIndex index, NativeState live) {
    return whole.imported(index, live);
  }

  @Override
  public Set<String> concerns(ObjectId object) {
    return whole.concerns(object);
  }

  @Override
  public Concerns concerns(NativeState before, NativeState after) {
    return whole.concerns(before, after);
  }

  @Override
  public SortedMap<ObjectId, List<Step>> arranged(
      NativeState live, SortedMap<ObjectId, List<Step>> steps) {
    return whole.arranged(live, steps);
  }

  @Override
  public List<Handout> handouts(PolicyIndex index, Instant now) {
    return whole.handouts(index, now);
  }

  @Override
  public Optional<String> engineAccount() {
    return whole.engineAccount();
  }
}
