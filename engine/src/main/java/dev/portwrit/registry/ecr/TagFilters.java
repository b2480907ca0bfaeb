package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Protection;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.ecr.TagMutability.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What ECR can keep of the tags that protections make immutable.
 *
 * @param kept what ECR is told
 * @param left the patterns that it cannot be told, or cannot take besides the others
 */
record TagFilters(TagMutability kept, List<TagPattern> left) {
  // Not in the model of the API; the documentation of ECR knows no filter with more.
  private static final int MOST_WILDCARDS = 2;

  TagFilters {
    left = List.copyOf(left);
  }

  /** The filters for protections, all of them immutable ones. */
  static TagFilters of(Collection<Protection> immutable) {
    SortedSet<TagPattern> wanted = new TreeSet<>();
    immutable.forEach(protection -> wanted.addAll(protection.tags()));
    return ofPatterns(wanted);
  }

  private static TagFilters ofPatterns(SortedSet<TagPattern> wanted) {
    if (wanted.contains(TagPattern.of(TagMutability.ANY_TAG))) {
      return new TagFilters(everything(wanted), List.of());
    }
    List<TagPattern> left = new ArrayList<>();
    List<TagPattern> sayable = new ArrayList<>();
    for (TagPattern pattern : wanted) {
      boolean isSayable = !pattern.isExpression() && wildcards(pattern) <= MOST_WILDCARDS;
      (isSayable ? sayable : left).add(pattern);
    }
    List<TagPattern> widest = widest(sayable);
    int most = Math.min(widest.size(), TagMutability.MOST_FILTERS);
    left.addAll(widest.subList(most, widest.size()));
    SortedSet<String> filters = new TreeSet<>();
    widest.subList(0, most).forEach(pattern -> filters.add(pattern.value()));
    return new TagFilters(
        filters.isEmpty()
            ? TagMutability.MUTABLE
            : new TagMutability(Mode.MUTABLE_WITH_EXCLUSION, filters),
        left);
  }

  // Tags of signing tools are written anew by design, unless a pattern is about them.
  private static TagMutability everything(SortedSet<TagPattern> wanted) {
    boolean signing = wanted.stream().anyMatch(TagFilters::isAboutSigningTags);
    return signing
        ? new TagMutability(Mode.IMMUTABLE, new TreeSet<>())
        : new TagMutability(
            Mode.IMMUTABLE_WITH_EXCLUSION, new TreeSet<>(List.of(TagMutability.SIGNING_TAGS)));
  }

  private static boolean isAboutSigningTags(TagPattern pattern) {
    return pattern.value().replaceFirst("^/\\^?", "").startsWith("sha256-");
  }

  private static long wildcards(TagPattern pattern) {
    return pattern.value().chars().filter(c -> c == '*').count();
  }

  /** Those that no other one holds. */
  private static List<TagPattern> widest(List<TagPattern> patterns) {
    return patterns.stream()
        .filter(one -> patterns.stream().noneMatch(other -> isHeldBy(one, other)))
        .toList();
  }

  // Of two that say the same, the first stays.
  private static boolean isHeldBy(TagPattern one, TagPattern other) {
    return !other.equals(one)
        && holds(other, one)
        && !(holds(one, other) && one.compareTo(other) < 0);
  }

  /**
   * Whether every tag that matches one filter matches the other; a wildcard of the inner one has to
   * be one of the outer one's, so that what is told of signing tags stays.
   */
  static boolean holds(TagPattern outer, TagPattern inner) {
    return isAboutSigningTags(outer) == isAboutSigningTags(inner)
        && Wildcards.matches(outer.value(), inner.value());
  }

  /** The filters that keep tags of signing tools too, of which no protection is. */
  static List<String> keepingSigningTags(TagMutability kept, Collection<Protection> immutable) {
    boolean wanted =
        immutable.stream()
            .flatMap(protection -> protection.tags().stream())
            .anyMatch(TagFilters::isAboutSigningTags);
    TagPattern signing = TagPattern.of(TagMutability.SIGNING_TAGS);
    return wanted || kept.mode() != Mode.MUTABLE_WITH_EXCLUSION
        ? List.of()
        : kept.filters().stream()
            .filter(filter -> signing.overlaps(TagPattern.of(filter)))
            .toList();
  }
}
