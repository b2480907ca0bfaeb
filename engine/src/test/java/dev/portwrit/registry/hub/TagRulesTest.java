package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A rule keeps what its pattern matches, whether rules match whole tags or parts of them. */
class TagRulesTest {
  @Provide
  Arbitrary<String> tags() {
    Arbitrary<String> any =
        Arbitraries.strings().withChars("vsha256-.x_igtbomA0").ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> hex =
        Arbitraries.strings().withChars("0123456789abcdef").ofMinLength(62).ofMaxLength(66);
    Arbitrary<String> end =
        Arbitraries.of(
            "", ".sig", ".att", ".sbom", ".s", ".sigx", "sig", ".at", ".sbo", ".x", "-", ".");
    return Arbitraries.oneOf(
        any, Combinators.combine(hex, end).as((digits, suffix) -> "sha256-" + digits + suffix));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.oneOf(
        Arbitraries.of("*", "v*", "*.sig", "s*", "sha256-*", "/v[0-9]+/", "/a|b,c/", "1.4.*", "v1"),
        Arbitraries.strings().withChars("vs*.-_1").ofMinLength(1).ofMaxLength(5));
  }

  @Property(tries = 5000)
  void of_aPattern_keepsWhatItMatches(
      @ForAll("patterns") String text, @ForAll("tags") String name) {
    TagPattern.parse(text)
        .ifPresent(
            pattern ->
                Tag.parse(name)
                    .ifPresent(
                        tag -> {
                          boolean kept =
                              TagRules.of(pattern).stream()
                                  .anyMatch(rule -> Pattern.compile(rule).matcher(name).find());
                          if (pattern.matches(tag)) {
                            assertThat(kept).isTrue();
                          } else if (TagRules.isEvery(pattern) || !tag.isSigning()) {
                            assertThat(kept).isFalse();
                          } else if (kept && !pattern.isExpression()) {
                            assertThat(TagRules.reachesSigningTags(pattern)).isTrue();
                          }
                          TagRules.Patterns back =
                              TagRules.patterns(new TreeSet<>(TagRules.of(pattern)));
                          assertThat(back.unknown()).isEmpty();
                          if (pattern.matches(tag)) {
                            assertThat(back.known()).anyMatch(one -> one.matches(tag));
                          }
                        }));
  }

  @Example
  void says_rulesOfPeople_areTakenForTheirPatterns() {
    assertThat(TagRules.says("v.*", TagPattern.of("v*"))).isTrue();
    assertThat(TagRules.says("^v.*$", TagPattern.of("v*"))).isTrue();
    assertThat(TagRules.says("^(?:v[0-9]+)$", TagPattern.of("/v[0-9]+/"))).isTrue();
    assertThat(TagRules.says(".*", TagPattern.of("*"))).isTrue();
    assertThat(TagRules.says("v.", TagPattern.of("v*"))).isFalse();
    assertThat(TagRules.patterns(new TreeSet<>(List.of("v.*-RELEASE", "^a|b$"))).known())
        .extracting(TagPattern::value)
        .containsExactly("/^a|b$/", "v*-RELEASE");
  }
}
