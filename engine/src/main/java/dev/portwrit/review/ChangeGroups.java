package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts changes together as a person would tell them. */
public final class ChangeGroups {
  private final PolicyIndex allowing;

  private record Key(
      Cause cause,
      List<Action> actions,
      boolean protectedTags,
      boolean whole,
      List<TagPattern> tags,
      List<Box> except,
      List<Subject> subjects,
      Optional<Instant> from) {}

  private ChangeGroups(PolicyIndex allowing) {
    this.allowing = allowing;
  }

  /**
   * Puts changes together.
   *
   * @param changes what expands, or what is restricted, in order
   * @param allowing the policy that allows it: the new one of what expands, otherwise the old one
   * @return groups in the order of their first changes
   */
  public static List<ChangeGroup> of(List<Change> changes, PolicyIndex allowing) {
    return new ChangeGroups(allowing).groups(changes);
  }

  private List<ChangeGroup> groups(List<Change> changes) {
    Map<Key, List<Change>> byKey = new LinkedHashMap<>();
    for (Change change : changes) {
      byKey.computeIfAbsent(key(change), key -> new ArrayList<>(1)).add(change);
    }
    return byKey.values().stream().map(this::group).toList();
  }

  // Of a protection one sentence is enough: it is about whoever has the role. What is not taken
  // from one of them may be from another.
  private static Key key(Change change) {
    Cause.Kind kind = change.cause().kind();
    boolean ofProtection = kind == Cause.Kind.PROTECTION || kind == Cause.Kind.EXCEPTION;
    return new Key(
        change.cause(),
        change.actions(),
        change.protectedTags(),
        change.region().box().isWhole(),
        change.region().box().tags(),
        ofProtection ? change.region().except() : List.of(),
        ofProtection ? List.of() : change.subjects(),
        change.from());
  }

  private ChangeGroup group(List<Change> changes) {
    Change first = changes.get(0);
    List<Subject> subjects = SubjectList.union(changes.stream().map(Change::subjects).toList());
    boolean everywhere =
        changes.stream().allMatch(change -> change.subjects().size() == subjects.size());
    List<Region> regions = changes.stream().map(Change::region).distinct().toList();
    return new ChangeGroup(
        first.cause(),
        first.actions(),
        subjects,
        everywhere,
        isWhole(first.cause().via(), subjects),
        regions,
        first.protectedTags(),
        new ChangeGroup.Witness(first.subjects().get(0), first.actions().get(0), first.witness()),
        first.from());
  }

  private boolean isWhole(Subject via, List<Subject> subjects) {
    return (via instanceof Subject.Team || via instanceof Subject.Organization)
        && allowing.memberships().individualsIn(via).equals(subjects);
  }
}
