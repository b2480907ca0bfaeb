package dev.portwrit.region;

import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lists of patterns have in common, as fewer patterns where that can be said. */
final class CommonPatterns {
  /** More alternatives than that are harder to read than the patterns themselves. */
  private static final int MOST = 12;

  private static final String SIGNING_PREFIX = "sha256-";

  private CommonPatterns() {}

  static List<List<RepositoryPattern>> ofNames(
      List<RepositoryPattern> left, List<RepositoryPattern> right) {
    if (left.size() == 1 && right.size() == 1) {
      Optional<List<RepositoryPattern>> merged = merged(left.get(0), right.get(0));
      if (merged.isPresent()) {
        return merged.get().stream().map(List::of).toList();
      }
    }
    return List.of(both(left, right));
  }

  static List<List<TagPattern>> ofTags(List<TagPattern> left, List<TagPattern> right) {
    if (left.size() == 1 && right.size() == 1) {
      Optional<List<TagPattern>> merged = merged(left.get(0), right.get(0));
      if (merged.isPresent()) {
        return merged.get().stream().map(List::of).toList();
      }
    }
    return List.of(both(left, right));
  }

  /** The patterns that match what both match; empty if there are too many. */
  private static Optional<List<RepositoryPattern>> merged(
      RepositoryPattern left, RepositoryPattern right) {
    if (left.covers(right)) {
      return Optional.of(List.of(right));
    }
    if (right.covers(left)) {
      return Optional.of(List.of(left));
    }
    if (!left.overlaps(right)) {
      return Optional.of(List.of());
    }
    return new SegmentMerger(left.segments(), right.segments(), MOST)
        .merged()
        .map(
            all ->
                all.stream()
                    .map(segments -> RepositoryPattern.parse(String.join("/", segments)))
                    .flatMap(Optional::stream)
                    .toList())
        .map(CommonPatterns::widest);
  }

  private static List<RepositoryPattern> widest(List<RepositoryPattern> all) {
    List<RepositoryPattern> kept = new ArrayList<>();
    for (RepositoryPattern one : new LinkedHashSet<>(all)) {
      if (kept.stream().noneMatch(other -> other.covers(one))) {
        kept.removeIf(one::covers);
        kept.add(one);
      }
    }
    return kept;
  }

  // A pattern that begins with `sha256-` reaches signing tags, which `*` does not: what both have
  // in common cannot be said by one pattern then. Nor can it where there is an expression.
  private static Optional<List<TagPattern>> merged(TagPattern left, TagPattern right) {
    if (left.equals(right)) {
      return Optional.of(List.of(left));
    }
    if (left.isExpression() || right.isExpression()) {
      return Optional.empty();
    }
    if (!left.overlaps(right)) {
      return Optional.of(List.of());
    }
    Optional<Set<String>> texts = new GlobMerger(left.value(), right.value(), MOST).merged();
    boolean bothSign =
        left.value().startsWith(SIGNING_PREFIX) && right.value().startsWith(SIGNING_PREFIX);
    if (texts.isEmpty()
        || (!bothSign && texts.get().stream().anyMatch(one -> one.startsWith(SIGNING_PREFIX)))) {
      return Optional.empty();
    }
    return Optional.of(
        texts.get().stream().map(TagPattern::parse).flatMap(Optional::stream).toList());
  }

  private static <T> List<T> both(List<T> left, List<T> right) {
    Set<T> all = new LinkedHashSet<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }
}
