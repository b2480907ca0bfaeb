package dev.portwrit.reference;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of tags: literals and {@code *}, or a regular expression of RE2 between slashes, which
 * the whole tag must match.
 *
 * <p>A {@linkplain Tag#isSigning() signing tag} matches only a pattern that begins with {@code
 * sha256-} (between slashes perhaps with {@code ^} before it), since signing tools overwrite such
 * tags by design.
 */
public final class TagPattern implements Comparable<TagPattern> {
  private static final String SIGNING_PREFIX = "sha256-";

  private final String value;
  private final @Nullable Pattern expression;

  private TagPattern(String value, @Nullable Pattern expression) {
    this.value = value;
    this.expression = expression;
  }

  /**
   * Reads a pattern. A regular expression of more than 250 characters is none, nor is one whose
   * repetitions, written out, come to more than 5,000 steps.
   *
   * @param text any text
   * @return the pattern, or empty if the text is not one
   */
  public static Optional<TagPattern> parse(String text) {
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      return parseExpression(text);
    }
    return isGlob(text) ? Optional.of(new TagPattern(text, null)) : Optional.empty();
  }

  /**
   * The pattern of a text that is known to be one.
   *
   * @param text a pattern
   * @return the pattern
   * @throws IllegalArgumentException if it is not one
   */
  public static TagPattern of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is not a tag pattern"));
  }

  /**
   * The pattern as written, with its slashes if it is a regular expression.
   *
   * @return never empty
   */
  public String value() {
    return value;
  }

  /**
   * Whether the pattern is a regular expression, which not every registry can keep.
   *
   * @return true if it stands between slashes
   */
  public boolean isExpression() {
    return expression != null;
  }

  /**
   * Whether the tag matches.
   *
   * @param tag a tag
   * @return true if it does
   */
  public boolean matches(Tag tag) {
    if (tag.isSigning() && !reachesSigningTags()) {
      return false;
    }
    return expression == null ? Glob.matches(value, tag.value()) : expression.matches(tag.value());
  }

  /**
   * Whether some tag could match both patterns.
   *
   * @param other another pattern
   * @return false only if no tag can; true where a regular expression leaves it open
   */
  public boolean overlaps(TagPattern other) {
    return isExpression() || other.isExpression() || Glob.overlap(value, other.value);
  }

  /**
   * Whether every tag that matches another pattern certainly matches this one too, as can be seen
   * from the two texts.
   *
   * @param other another pattern
   * @return true only if it is so
   */
  public boolean covers(TagPattern other) {
    return equals(other)
        || (!isExpression()
            && !other.isExpression()
            && (reachesSigningTags() || !other.reachesSigningTags())
            && Glob.matches(value, other.value));
  }

  // An expression is anchored anyway: a `^` in front says nothing, and must not take away what its
  // author sees protected.
  private boolean reachesSigningTags() {
    return value.startsWith(SIGNING_PREFIX, isExpression() ? (value.startsWith("/^") ? 2 : 1) : 0);
  }

  @Override
  public int compareTo(TagPattern other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TagPattern pattern && value.equals(pattern.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }

  private static Optional<TagPattern> parseExpression(String text) {
    String expression = text.substring(1, text.length() - 1);
    if (ExpressionSize.exceedsBound(expression)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TagPattern(text, Pattern.compile(expression)));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isGlob(String text) {
    String filled = text.replace('*', 'a');
    return !text.isEmpty() && Tag.parse(filled).isPresent();
  }
}
