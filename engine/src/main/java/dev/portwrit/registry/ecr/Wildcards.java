package dev.portwrit.registry.ecr;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The wildcards of policies: {@code *} is any characters, also none, and {@code ?} is one. */
final class Wildcards {
  private Wildcards() {}

  static boolean matchesIgnoringCase(String pattern, String text) {
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      return pattern.equalsIgnoreCase(text);
    }
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  /** Whether the whole text matches; at worst pattern times text steps. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /**
   * A shortest text that all of some patterns match, in which {@code *} stands where any character
   * would do; empty if there is none.
   */
  static Optional<String> common(List<String> patterns) {
    Set<Integer> characters = new LinkedHashSet<>(Set.of((int) '*'));
    patterns.forEach(pattern -> pattern.chars().forEach(characters::add));
    Map<List<BitSet>, String> reached = new HashMap<>();
    Deque<List<BitSet>> next = new ArrayDeque<>();
    List<BitSet> start = patterns.stream().map(pattern -> closed(pattern, single(0))).toList();
    reached.put(start, "");
    next.add(start);
    while (!next.isEmpty()) {
      List<BitSet> places = next.remove();
      String text = reached.getOrDefault(places, "");
      if (isAtEnd(patterns, places)) {
        return Optional.of(text);
      }
      for (int character : characters) {
        List<BitSet> after = after(patterns, places, character);
        if (after.stream().noneMatch(BitSet::isEmpty)
            && reached.putIfAbsent(after, text + (char) character) == null) {
          next.add(after);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAtEnd(List<String> patterns, List<BitSet> places) {
    return IntStream.range(0, patterns.size())
        .allMatch(i -> places.get(i).get(patterns.get(i).length()));
  }

  private static List<BitSet> after(List<String> patterns, List<BitSet> places, int character) {
    return IntStream.range(0, patterns.size())
        .mapToObj(i -> after(patterns.get(i), places.get(i), character))
        .toList();
  }

  private static BitSet after(String pattern, BitSet places, int character) {
    BitSet after = new BitSet();
    places.stream()
        .filter(place -> place < pattern.length())
        .forEach(
            place -> {
              char wanted = pattern.charAt(place);
              if (wanted == '*') {
                after.set(place);
              } else if (wanted == '?' || wanted == character) {
                after.set(place + 1);
              }
            });
    return closed(pattern, after);
  }

  // A star may also stand for nothing.
  private static BitSet closed(String pattern, BitSet places) {
    for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        places.set(p + 1);
      }
    }
    return places;
  }

  private static BitSet single(int place) {
    BitSet places = new BitSet();
    places.set(place);
    return places;
  }
}
