package dev.portwrit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.model.NaivePattern;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Frequent shapes of patterns are compared as texts, all others segment by segment: on every
 * pattern of up to three segments both say the same.
 */
class PatternShortcutTest {
  private static final List<String> SEGMENTS =
      List.of("a", "ab", "*", "**", "a*", "*b", "a*b", "*a*");

  private static final List<RepositoryPattern> PATTERNS =
      texts(SEGMENTS).stream().map(RepositoryPattern::new).toList();

  private static final List<RepositoryName> NAMES =
      texts(List.of("a", "b", "ab", "aab")).stream().map(RepositoryName::new).toList();

  private static List<String> texts(List<String> segments) {
    List<String> all = new ArrayList<>(segments);
    for (String first : segments) {
      for (String second : segments) {
        all.add(first + "/" + second);
        segments.forEach(third -> all.add(first + "/" + second + "/" + third));
      }
    }
    return all;
  }

  @Test
  void matches_everyPatternAndName_isAsTheNaivePatternSays() {
    for (RepositoryPattern pattern : PATTERNS) {
      for (RepositoryName name : NAMES) {
        if (pattern.matches(name)
            != NaivePattern.repositoryMatches(pattern.value(), name.value())) {
          assertThat(pattern.matches(name)).as("%s, %s", pattern, name).isNull();
        }
      }
    }
  }

  @Test
  void overlapsAndCovers_everyTwoPatterns_areAsTheirSegmentsSay() {
    for (RepositoryPattern one : PATTERNS) {
      for (RepositoryPattern other : PATTERNS) {
        boolean overlaps = Segments.overlap(one.segments(), other.segments());
        boolean covers = Segments.covers(one.segments(), other.segments());
        if (one.overlaps(other) != overlaps || one.covers(other) != covers) {
          assertThat(List.of(one.overlaps(other), one.covers(other)))
              .as("overlap and cover: %s, %s", one, other)
              .containsExactly(overlaps, covers);
        }
      }
    }
  }
}
