package dev.portwrit.model;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns by their definition, with no thought for speed. */
public final class NaivePattern {
  private static final Pattern SIGNING_TAG =
      Pattern.compile("sha256-[0-9a-f]{64}(\\.(sig|att|sbom))?");

  private NaivePattern() {}

  /**
   * Whether a repository name matches a repository pattern.
   *
   * @param pattern a pattern
   * @param name a name
   * @return true if it does
   */
  public static boolean repositoryMatches(String pattern, String name) {
    return segmentsMatch(List.of(pattern.split("/")), List.of(name.split("/")));
  }

  /**
   * Whether a tag matches a tag pattern.
   *
   * @param pattern a pattern, an expression between slashes
   * @param tag a tag
   * @return true if it does
   */
  public static boolean tagMatches(String pattern, String tag) {
    boolean expression = pattern.startsWith("/");
    String inner = expression ? pattern.substring(1, pattern.length() - 1) : pattern;
    if (SIGNING_TAG.matcher(tag).matches() && !inner.matches("\\^?sha256-.*")) {
      return false;
    }
    return expression ? Pattern.matches(inner, tag) : starMatches(pattern, tag);
  }

  private static boolean segmentsMatch(List<String> pattern, List<String> name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.get(0).equals("**")) {
      for (int eaten = 0; eaten <= name.size(); eaten++) {
        if (segmentsMatch(rest, name.subList(eaten, name.size()))) {
          return true;
        }
      }
      return false;
    }
    return !name.isEmpty()
        && starMatches(pattern.get(0), name.get(0))
        && segmentsMatch(rest, name.subList(1, name.size()));
  }

  private static boolean starMatches(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pattern.substring(1);
    if (pattern.charAt(0) == '*') {
      for (int eaten = 0; eaten <= text.length(); eaten++) {
        if (starMatches(rest, text.substring(eaten))) {
          return true;
        }
      }
      return false;
    }
    return !text.isEmpty()
        && text.charAt(0) == pattern.charAt(0)
        && starMatches(rest, text.substring(1));
  }
}
