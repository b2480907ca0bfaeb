package dev.portwrit.review;

import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by the segments of their patterns, to find those of a pattern and those of the patterns
 * that share a name with it. Values are taken apart by a segment only where somebody looks below
 * it: of a large policy of which little is asked most is never looked at.
 */
final class PatternTrie<V> {
  private final Function<V, RepositoryPattern> patternOf;
  private final Node<V> root;

  private static final class Node<V> {
    /** What begins with the segments up to here, until it is taken apart. */
    @Nullable List<V> whole = new ArrayList<>(1);

    /** Where the segment below begins in each of these patterns. */
    final int from;

    /** Those of the pattern that ends here. */
    List<V> values = List.of();

    Map<String, Node<V>> literals = Map.of();
    Map<String, Node<V>> stars = Map.of();

    Node(int from) {
      this.from = from;
    }

    Node<V> child(String segment) {
      if (segment.indexOf('*') < 0) {
        literals = literals.isEmpty() ? new HashMap<>() : literals;
        return literals.computeIfAbsent(segment, text -> new Node<>(from + text.length() + 1));
      }
      stars = stars.isEmpty() ? new HashMap<>() : stars;
      return stars.computeIfAbsent(segment, text -> new Node<>(from + text.length() + 1));
    }
  }

  PatternTrie(Function<V, RepositoryPattern> patternOf, List<V> values) {
    this.patternOf = patternOf;
    this.root = new Node<>(0);
    this.root.whole = values;
  }

  /** Those whose pattern is written like that, in the order in which they were given. */
  List<V> of(RepositoryPattern pattern) {
    Node<V> node = root;
    for (String segment : pattern.segments()) {
      open(node);
      Node<V> child = (segment.indexOf('*') < 0 ? node.literals : node.stars).get(segment);
      if (child == null) {
        return List.of();
      }
      node = child;
    }
    open(node);
    return node.values;
  }

  /** Hands over each pattern that shares a name with one, and what is there for it. */
  void forEachNear(RepositoryPattern pattern, BiConsumer<RepositoryPattern, List<V>> found) {
    List<String> segments = pattern.segments();
    int any = segments.indexOf(RepositoryPattern.ANY_SEGMENTS);
    // All that may share a name; the patterns themselves tell.
    walk(
        root,
        segments,
        any < 0 ? segments.size() : any,
        0,
        some -> {
          RepositoryPattern other = patternOf.apply(some.get(0));
          if (other.overlaps(pattern)) {
            found.accept(other, some);
          }
        });
  }

  private interface Found<V> {
    void accept(List<V> values);
  }

  // Behind the first `**` of either side everything below is near.
  private void walk(Node<V> node, List<String> segments, int fixed, int depth, Found<V> found) {
    open(node);
    if (depth == fixed) {
      if (fixed < segments.size()) {
        all(node, found);
      } else {
        give(node, found);
        Node<V> any = node.stars.get(RepositoryPattern.ANY_SEGMENTS);
        if (any != null) {
          all(any, found);
        }
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

  private void all(Node<V> node, Found<V> found) {
    open(node);
    give(node, found);
    node.literals.values().forEach(child -> all(child, found));
    node.stars.values().forEach(child -> all(child, found));
  }

  private static <V> void give(Node<V> node, Found<V> found) {
    if (!node.values.isEmpty()) {
      found.accept(node.values);
    }
  }

  /** Takes apart, by one segment, what lies below a node. */
  private void open(Node<V> node) {
    List<V> whole = node.whole;
    if (whole == null) {
      return;
    }
    node.whole = null;
    List<V> ending = new ArrayList<>(1);
    // Neighbours often begin alike.
    String last = "";
    @Nullable Node<V> lastChild = null;
    for (V value : whole) {
      String text = patternOf.apply(value).value();
      int from = node.from;
      if (text.length() < from) {
        ending.add(value);
        continue;
      }
      int slash = text.indexOf('/', from);
      int to = slash < 0 ? text.length() : slash;
      if (lastChild == null || to - from != last.length() || !text.startsWith(last, from)) {
        last = text.substring(from, to);
        lastChild = node.child(last);
      }
      if (lastChild.whole != null) {
        lastChild.whole.add(value);
      }
    }
    node.values = ending;
  }
}
