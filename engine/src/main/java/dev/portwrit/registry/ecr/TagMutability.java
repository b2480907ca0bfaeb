package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.NativeAccess.TagLock;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which tags of a repository cannot be moved once they are there.
 *
 * <p>Source: ECR API Reference, {@code PutImageTagMutability} and {@code
 * ImageTagMutabilityExclusionFilter}: at most five filters of letters, digits, {@code . _ -} and
 * {@code *}.
 *
 * @param mode what holds of a tag that no filter matches, and whether there are filters
 * @param filters those for which the contrary holds, without a double
 */
record TagMutability(Mode mode, SortedSet<String> filters) {
  /** How many filters there can be. */
  static final int MOST_FILTERS = 5;

  /** What is true of a repository that nobody said anything about. */
  static final TagMutability MUTABLE = new TagMutability(Mode.MUTABLE, new TreeSet<>());

  static final String ANY_TAG = "*";
  static final String SIGNING_TAGS = "sha256-*";

  /** As the API names them. */
  enum Mode {
    MUTABLE,
    MUTABLE_WITH_EXCLUSION,
    IMMUTABLE,
    IMMUTABLE_WITH_EXCLUSION
  }

  TagMutability {
    filters = Collections.unmodifiableSortedSet(new TreeSet<>(filters));
  }

  static TagMutability read(String content) throws UnreadablePolicy {
    JsonObject object = PolicyJson.read(content);
    PolicyJson.onlyKeys(object, Set.of("mode", "filters"));
    String mode = PolicyJson.text(object, "mode");
    SortedSet<String> filters =
        object.containsKey("filters") && !object.getJsonArray("filters").isEmpty()
            ? PolicyJson.texts(PolicyJson.value(object, "filters"), "filters")
            : new TreeSet<>();
    for (Mode one : Mode.values()) {
      if (one.name().equals(mode)) {
        return new TagMutability(one, filters);
      }
    }
    throw new UnreadablePolicy("the mode of tag mutability is not known");
  }

  /**
   * The patterns of tags that a protection would have to name to say the same; empty if none can.
   */
  Optional<SortedSet<String>> patterns() {
    boolean everything =
        mode == Mode.IMMUTABLE
            || (mode == Mode.MUTABLE_WITH_EXCLUSION && filters.contains(ANY_TAG));
    if (everything) {
      return Optional.of(new TreeSet<>(Set.of(ANY_TAG, SIGNING_TAGS)));
    }
    if (mode == Mode.IMMUTABLE_WITH_EXCLUSION) {
      return filters.equals(Set.of(SIGNING_TAGS))
          ? Optional.of(new TreeSet<>(Set.of(ANY_TAG)))
          : Optional.empty();
    }
    SortedSet<String> kept = new TreeSet<>(filters);
    kept.removeIf(filter -> TagPattern.parse(filter).isEmpty());
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
  }

  /** The tags that stay where they are, except some; empty where all can be moved. */
  Optional<TagLock> lock(String repository) {
    return switch (mode) {
      case MUTABLE -> Optional.empty();
      case MUTABLE_WITH_EXCLUSION -> Optional.of(lock(repository, patterns(filters), List.of()));
      case IMMUTABLE, IMMUTABLE_WITH_EXCLUSION -> Optional.of(allBut(repository));
    };
  }

  private TagLock allBut(String repository) {
    List<TagPattern> except = mode == Mode.IMMUTABLE ? List.of() : patterns(filters);
    List<TagPattern> kept = new ArrayList<>(List.of(TagPattern.of(ANY_TAG)));
    TagPattern signing = TagPattern.of(SIGNING_TAGS);
    // A filter of ECR knows no signing tags: it matches them like all others.
    if (except.stream().noneMatch(signing::overlaps)) {
      kept.add(signing);
    }
    return lock(repository, kept, except);
  }

  private static TagLock lock(String repository, List<TagPattern> kept, List<TagPattern> except) {
    return new TagLock(repository, kept, except, Set.of(Action.OVERWRITE));
  }

  // A filter that begins like no tag matches none.
  private static List<TagPattern> patterns(SortedSet<String> filters) {
    return filters.stream().map(TagPattern::parse).flatMap(Optional::stream).toList();
  }

  String content() {
    return PolicyJson.JSON
        .createObjectBuilder()
        .add("filters", PolicyJson.array(filters))
        .add("mode", mode.name())
        .build()
        .toString();
  }
}
