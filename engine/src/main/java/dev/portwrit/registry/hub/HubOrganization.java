package dev.portwrit.registry.hub;

import dev.portwrit.policy.Registry;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The organization that a registry of policies is: the first segment of every repository there.
 * There is one, since logins, teams and tokens are of one.
 */
final class HubOrganization {
  private HubOrganization() {}

  /**
   * The first segments of what lives in a registry, as Docker Hub has them.
   *
   * @param registry its definition
   * @return one, if the definition is right; what is no literal has a {@code *}
   */
  static Set<String> of(Registry registry) {
    Set<String> organizations = new TreeSet<>();
    registry
        .repositories()
        .forEach(pattern -> add(pattern.value(), registry.prefix(), organizations));
    return organizations;
  }

  /** Whether it is the name of an organization. */
  static boolean isLiteral(String segment) {
    return !segment.isEmpty() && segment.indexOf('*') < 0;
  }

  private static void add(String pattern, Map<String, String> prefix, Set<String> organizations) {
    String longest = "";
    for (Map.Entry<String, String> rename : prefix.entrySet()) {
      String from = rename.getKey();
      if (pattern.startsWith(from)) {
        longest = from.length() > longest.length() ? from : longest;
      } else if (from.startsWith(literal(pattern))) {
        // Some of what the pattern holds is renamed, and some is not.
        organizations.add(first(rename.getValue() + "*"));
      }
    }
    String renamed =
        longest.isEmpty()
            ? pattern
            : prefix.getOrDefault(longest, "") + pattern.substring(longest.length());
    organizations.add(first(renamed));
  }

  /** What a pattern begins with, up to its first wildcard. */
  private static String literal(String pattern) {
    int star = pattern.indexOf('*');
    return star < 0 ? pattern : pattern.substring(0, star);
  }

  private static String first(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
