package dev.portwrit.region;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Names and tags made by filling the stars of patterns, the plain ones first. */
final class Samples {
  private static final List<String> NAMES = List.of("x", "new", "", "q7z");
  private static final List<String> DEEPER = List.of("/x", "", "/x/x", "/new/q7z");
  private static final List<String> TAGS = List.of("1", "1.0.0", "x", "", "q7Z");
  private static final List<String> KNOWN =
      List.of("v1", "v1.0.0", "latest", "1", "1.0.0", "stable", "main", "x");

  private Samples() {}

  /** Made one by one: the first is nearly always enough. */
  static Stream<RepositoryName> names(List<RepositoryPattern> patterns) {
    Optional<RepositoryPattern> literal =
        patterns.stream().filter(RepositoryPattern::isLiteral).findFirst();
    return literal.isPresent()
        ? Stream.of(new RepositoryName(literal.get().value()))
        : patterns.stream()
            .flatMap(
                pattern ->
                    DEEPER.stream()
                        .flatMap(deeper -> NAMES.stream().map(star -> name(pattern, deeper, star))))
            .flatMap(Optional::stream);
  }

  private static Optional<RepositoryName> name(
      RepositoryPattern pattern, String deeper, String star) {
    String text = "/" + pattern.value();
    text = text.replace("/" + RepositoryPattern.ANY_SEGMENTS, deeper).replace("*", star);
    return text.isEmpty() ? Optional.empty() : RepositoryName.parse(text.substring(1));
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
