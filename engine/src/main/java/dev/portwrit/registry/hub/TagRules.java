package dev.portwrit.registry.hub;

import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Patterns of tags as Docker Hub's rules: regular expressions of RE2. Ours are anchored at both
 * ends, so that it does not matter whether a rule must match the whole tag or a part of it.
 */
final class TagRules {
  /**
   * Every tag but those of signing tools, which they overwrite by design: RE2 can say what does not
   * match, letter by letter.
   */
  static final Set<String> EVERY =
      Set.of(
          "^(?:[^s].*|s(?:[^h].*|h(?:[^a].*|a(?:[^2].*|2(?:[^5].*|5(?:[^6].*|6(?:[^-].*)?)?)?)?)?)?)$",
          "^sha256-[0-9a-f]{0,63}(?:[^0-9a-f].*)?$",
          "^sha256-[0-9a-f]{64}(?:[^.].*|\\.(?:[^as].*|a(?:[^t].*|t(?:[^t].*|t.+)?)?"
              + "|s(?:[^bi].*|i(?:[^g].*|g.+)?|b(?:[^o].*|o(?:[^m].*|m.+)?)?)?)?)$");

  /** As policies write it. */
  static final TagPattern EVERY_PATTERN = TagPattern.of("*");

  private static final TagPattern SIGNING = TagPattern.of("sha256-*");
  private static final String ANYTHING = ".*";
  private static final Pattern GLOB = Pattern.compile("(?:[A-Za-z0-9_-]|\\\\\\.|\\.\\*)+");

  private TagRules() {}

  /** The rules that keep what a pattern matches, and no more but perhaps tags of signing tools. */
  static Set<String> of(TagPattern pattern) {
    if (isEvery(pattern)) {
      return EVERY;
    }
    return Set.of(
        pattern.isExpression()
            ? "^(?:" + pattern.value().substring(1, pattern.value().length() - 1) + ")$"
            : "^" + core(pattern) + "$");
  }

  /** Whether it is the pattern of every tag. */
  static boolean isEvery(TagPattern pattern) {
    return pattern.value().chars().allMatch(c -> c == '*');
  }

  /** Whether its rule may keep tags of signing tools too, which it does not mean. */
  static boolean reachesSigningTags(TagPattern pattern) {
    boolean meansThem = pattern.value().startsWith("sha256-");
    return !isEvery(pattern) && !meansThem && !pattern.isExpression() && pattern.overlaps(SIGNING);
  }

  private static String core(TagPattern pattern) {
    if (pattern.isExpression()) {
      return stripped(pattern.value().substring(1, pattern.value().length() - 1));
    }
    return pattern.value().replace(".", "\\.").replace("*", ANYTHING);
  }

  /** Whether a rule that is there says what a pattern means, perhaps in another spelling. */
  static boolean says(String rule, TagPattern pattern) {
    return stripped(rule).equals(isEvery(pattern) ? ANYTHING : core(pattern));
  }

  /** The patterns of rules. */
  record Patterns(List<TagPattern> known, List<String> unknown) {}

  /** What rules mean: of one that is not anchored what matches it as a whole. */
  static Patterns patterns(SortedSet<String> rules) {
    List<TagPattern> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    SortedSet<String> left = new TreeSet<>(rules);
    if (left.containsAll(EVERY)) {
      left.removeAll(EVERY);
      known.add(EVERY_PATTERN);
    }
    for (String rule : left) {
      pattern(rule).ifPresentOrElse(known::add, () -> unknown.add(rule));
    }
    return new Patterns(known, unknown);
  }

  private static Optional<TagPattern> pattern(String rule) {
    String core = stripped(rule);
    if (GLOB.matcher(core).matches()) {
      Optional<TagPattern> glob = TagPattern.parse(core.replace(ANYTHING, "*").replace("\\.", "."));
      if (glob.isPresent()) {
        return glob;
      }
    }
    return TagPattern.parse("/" + core + "/").filter(TagPattern::isExpression);
  }

  /** Without its anchors, and without brackets around all of it. */
  private static String stripped(String rule) {
    String core = rule.startsWith("^") ? rule.substring(1) : rule;
    boolean isAnchored = core.endsWith("$") && !core.endsWith("\\$");
    core = isAnchored ? core.substring(0, core.length() - 1) : core;
    boolean isBracketed = core.startsWith("(?:") && closing(core) == core.length() - 1;
    String inner = isBracketed ? core.substring(3, core.length() - 1) : core;
    // A choice without brackets is anchored on one side each.
    return !isBracketed && isAnchored && inner.contains("|") ? rule : inner;
  }

  /** Where the bracket ends with which an expression begins. */
  private static int closing(String expression) {
    int depth = 0;
    boolean isInClass = false;
    for (int at = 0; at < expression.length(); at++) {
      char c = expression.charAt(at);
      if (c == '\\') {
        at++;
      } else if (isInClass) {
        isInClass = c != ']' || expression.charAt(at - 1) == '[';
      } else if (c == '[') {
        isInClass = true;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return at;
      }
    }
    return -1;
  }
}
