package dev.portwrit.region;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names and tags made by filling the stars of patterns, the plain ones first. */
final class Samples {
  private static final List<String> NAMES = List.of("x", "new", "", "q7z");
  private static final List<String> DEEPER = List.of("/x", "", "/x/x", "/new/q7z");
  private static final List<String> TAGS = List.of("1", "1.0.0", "x", "", "q7Z");
  private static final List<String> KNOWN =
      List.of("v1", "v1.0.0", "latest", "1", "1.0.0", "stable", "main", "x");

  private Samples() {}

  static Set<RepositoryName> names(List<RepositoryPattern> patterns) {
    Set<RepositoryName> names = new LinkedHashSet<>();
    for (RepositoryPattern pattern : patterns) {
      if (pattern.isLiteral()) {
        return Set.of(new RepositoryName(pattern.value()));
      }
      for (String deeper : DEEPER) {
        for (String star : NAMES) {
          String text = "/" + pattern.value();
          text = text.replace("/" + RepositoryPattern.ANY_SEGMENTS, deeper).replace("*", star);
          RepositoryName.parse(text.isEmpty() ? text : text.substring(1)).ifPresent(names::add);
        }
      }
    }
    return names;
  }

  static Set<Tag> tags(List<TagPattern> patterns) {
    Set<Tag> tags = new LinkedHashSet<>();
    for (TagPattern pattern : patterns) {
      if (pattern.isExpression()) {
        KNOWN.stream().map(Tag::parse).flatMap(Optional::stream).forEach(tags::add);
      } else {
        TAGS.stream()
            .map(star -> Tag.parse(pattern.value().replace("*", star)))
            .flatMap(Optional::stream)
            .forEach(tags::add);
      }
    }
    return tags;
  }
}
