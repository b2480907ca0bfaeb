package dev.portwrit.registry.ecr;

import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.ecr.TagMutability.Mode;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What becomes of the mutability of tags.
 *
 * @param wanted what policy asks for
 * @param current what there is
 */
record MutabilityTarget(TagMutability wanted, TagMutability current) {
  /**
   * What it shall be.
   *
   * @param removes whether tags may be moved again that policy does not protect
   */
  TagMutability choose(boolean removes) {
    if (keeps(current, wanted) && keeps(wanted, current)) {
      return current;
    }
    if (removes) {
      return wanted;
    }
    return keeps(current, wanted) ? current : both(current, wanted).orElse(wanted);
  }

  // Every mode but one is a set of patterns that are kept.
  private static TagMutability meaning(TagMutability one) {
    boolean everything =
        one.mode() == Mode.MUTABLE_WITH_EXCLUSION && one.filters().contains(TagMutability.ANY_TAG);
    if (everything) {
      return new TagMutability(Mode.IMMUTABLE, new TreeSet<>());
    }
    boolean nothing =
        one.mode() == Mode.MUTABLE_WITH_EXCLUSION
            ? one.filters().isEmpty()
            : one.mode() == Mode.IMMUTABLE_WITH_EXCLUSION
                && one.filters().contains(TagMutability.ANY_TAG);
    return nothing ? TagMutability.MUTABLE : one;
  }

  /**
   * What to be between two states, neither of which keeps all tags of the other, so that each tag
   * that one of them keeps stays kept; empty where none is needed.
   */
  static Optional<TagMutability> between(TagMutability from, TagMutability to) {
    return keeps(from, to) || keeps(to, from)
        ? Optional.empty()
        : both(from, to).or(() -> Optional.of(new TagMutability(Mode.IMMUTABLE, new TreeSet<>())));
  }

  /** Whether one keeps every tag that another keeps; no where that is not sure. */
  static boolean keeps(TagMutability one, TagMutability another) {
    TagMutability is = meaning(one);
    TagMutability shall = meaning(another);
    if (shall.mode() == Mode.MUTABLE || is.mode() == Mode.IMMUTABLE) {
      return true;
    }
    if (is.mode() == Mode.MUTABLE_WITH_EXCLUSION && shall.mode() == Mode.MUTABLE_WITH_EXCLUSION) {
      return shall.filters().stream().allMatch(filter -> holdsSome(is.filters(), filter));
    }
    return is.mode() == Mode.IMMUTABLE_WITH_EXCLUSION
        && (shall.mode() == Mode.MUTABLE_WITH_EXCLUSION
            ? shall.filters().stream().noneMatch(filter -> overlapsSome(is.filters(), filter))
            : shall.mode() == Mode.IMMUTABLE_WITH_EXCLUSION
                && is.filters().stream().allMatch(filter -> holdsSome(shall.filters(), filter)));
  }

  private static boolean holdsSome(SortedSet<String> outer, String inner) {
    return outer.stream().anyMatch(one -> Wildcards.matches(one, inner));
  }

  private static boolean overlapsSome(SortedSet<String> filters, String filter) {
    Optional<TagPattern> pattern = TagPattern.parse(filter);
    return filters.stream()
        .map(TagPattern::parse)
        .flatMap(Optional::stream)
        .anyMatch(one -> pattern.isPresent() && one.overlaps(pattern.get()));
  }

  /** The patterns of both, where ECR takes so many. */
  private static Optional<TagMutability> both(TagMutability one, TagMutability other) {
    if (one.mode() != Mode.MUTABLE_WITH_EXCLUSION || other.mode() != Mode.MUTABLE_WITH_EXCLUSION) {
      return Optional.empty();
    }
    SortedSet<String> filters = new TreeSet<>(one.filters());
    filters.addAll(other.filters());
    filters.removeIf(
        filter ->
            !other.filters().contains(filter)
                && other.filters().stream().anyMatch(held -> Wildcards.matches(held, filter)));
    return filters.size() > TagMutability.MOST_FILTERS
        ? Optional.empty()
        : Optional.of(new TagMutability(Mode.MUTABLE_WITH_EXCLUSION, filters));
  }
}
