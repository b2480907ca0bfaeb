package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by the segments of their patterns, to find those that share a name with a pattern. It may
 * find more; whoever asks compares the patterns themselves.
 */
final class PatternTrie<V> {
  private final Node<V> root = new Node<>();

  private static final class Node<V> {
    final Map<String, Node<V>> literals = new HashMap<>();
    final Map<String, Node<V>> stars = new HashMap<>();
    final List<V> values = new ArrayList<>(1);
  }

  void add(RepositoryPattern pattern, V value) {
    Node<V> node = root;
    for (String segment : pattern.segments()) {
      Map<String, Node<V>> below = segment.indexOf('*') < 0 ? node.literals : node.stars;
      node = below.computeIfAbsent(segment, text -> new Node<>());
    }
    node.values.add(value);
  }

  /** Hands over what may share a name with a pattern, each once. */
  void forEachNear(RepositoryPattern pattern, Consumer<V> found) {
    List<String> segments = pattern.segments();
    int any = segments.indexOf(RepositoryPattern.ANY_SEGMENTS);
    walk(root, segments, any < 0 ? segments.size() : any, 0, found);
  }

  // Behind the first `**` of either side everything below is near.
  private static <V> void walk(
      Node<V> node, List<String> segments, int fixed, int depth, Consumer<V> found) {
    if (depth == fixed) {
      if (fixed < segments.size()) {
        all(node, found);
      } else {
        node.values.forEach(found);
        below(node.stars.get(RepositoryPattern.ANY_SEGMENTS), found);
      }
      return;
    }
    String segment = segments.get(depth);
    if (segment.indexOf('*') < 0) {
      Node<V> child = node.literals.get(segment);
      if (child != null) {
        walk(child, segments, fixed, depth + 1, found);
      }
    } else {
      node.literals.forEach(
          (text, child) -> {
            if (near(segment, text)) {
              walk(child, segments, fixed, depth + 1, found);
            }
          });
    }
    node.stars.forEach(
        (text, child) -> {
          if (text.equals(RepositoryPattern.ANY_SEGMENTS)) {
            all(child, found);
          } else if (near(segment, text)) {
            walk(child, segments, fixed, depth + 1, found);
          }
        });
  }

  // What stands before the first star of both, and behind the last, has to agree.
  private static boolean near(String one, String other) {
    int star = one.indexOf('*');
    int otherStar = other.indexOf('*');
    if (star < 0 && otherStar < 0) {
      return one.equals(other);
    }
    int fixed =
        Math.min(star < 0 ? one.length() : star, otherStar < 0 ? other.length() : otherStar);
    int behind = Math.min(behindLast(one), behindLast(other));
    return one.regionMatches(0, other, 0, fixed)
        && one.regionMatches(one.length() - behind, other, other.length() - behind, behind);
  }

  private static int behindLast(String glob) {
    return glob.length() - 1 - glob.lastIndexOf('*');
  }

  private static <V> void below(@Nullable Node<V> node, Consumer<V> found) {
    if (node != null) {
      all(node, found);
    }
  }

  private static <V> void all(Node<V> node, Consumer<V> found) {
    node.values.forEach(found);
    node.literals.values().forEach(child -> all(child, found));
    node.stars.values().forEach(child -> all(child, found));
  }
}
