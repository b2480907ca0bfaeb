package dev.portwrit.decision;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by repository pattern, which finds all whose pattern matches a name without looking at the
 * others: literals in a hash map, the rest in a trie of segments.
 *
 * <p>The trie is walked as a set of nodes that moves over the segments of the name, so the work is
 * bounded by the length of the name times the nodes that can be reached at once, whatever the
 * number of {@code **} in a pattern.
 */
final class PatternMap<V> {
  private final Map<String, V> literals = new HashMap<>();
  private final Node<V> root = new Node<>();

  private static final class Node<V> {
    @Nullable V value;
    final Map<String, Node<V>> children = new HashMap<>(2);
    final List<Edge<V>> globs = new ArrayList<>(0);

    /** Where {@code **} leads; it stays on while segments pass. */
    @Nullable Node<V> any;

    /** Whether this node is itself behind a {@code **}. */
    boolean repeats;
  }

  private record Edge<V>(SegmentGlob glob, Node<V> target) {}

  /** The value of a pattern, made if there is none. Only while the map is built. */
  V computeIfAbsent(RepositoryPattern pattern, Function<RepositoryPattern, V> make) {
    if (pattern.isLiteral()) {
      return literals.computeIfAbsent(pattern.value(), text -> make.apply(pattern));
    }
    Node<V> node = root;
    for (String segment : pattern.segments()) {
      node = child(node, segment);
    }
    V value = node.value;
    if (value == null) {
      value = make.apply(pattern);
      node.value = value;
    }
    return value;
  }

  private static <V> Node<V> child(Node<V> node, String segment) {
    if (segment.equals(RepositoryPattern.ANY_SEGMENTS)) {
      // `**/**` says what `**` says.
      if (node.repeats) {
        return node;
      }
      Node<V> any = node.any;
      if (any == null) {
        any = new Node<>();
        any.repeats = true;
        node.any = any;
      }
      return any;
    }
    if (segment.indexOf('*') < 0) {
      return node.children.computeIfAbsent(segment, text -> new Node<>());
    }
    for (Edge<V> edge : node.globs) {
      if (edge.glob().toString().equals(segment)) {
        return edge.target();
      }
    }
    Edge<V> edge = new Edge<>(new SegmentGlob(segment), new Node<>());
    node.globs.add(edge);
    return edge.target();
  }

  /** Hands over the value of each pattern that matches, each once, in no order. */
  void forEachMatch(RepositoryName repository, Consumer<? super V> action) {
    String name = repository.value();
    V literal = literals.get(name);
    if (literal != null) {
      action.accept(literal);
    }
    List<Node<V>> active = new ArrayList<>();
    List<Node<V>> next = new ArrayList<>();
    enter(root, active);
    int from = 0;
    while (from <= name.length() && !active.isEmpty()) {
      int slash = name.indexOf('/', from);
      int to = slash < 0 ? name.length() : slash;
      String segment = name.substring(from, to);
      for (int i = 0; i < active.size(); i++) {
        step(active.get(i), segment, next);
      }
      List<Node<V>> done = active;
      active = next;
      next = done;
      next.clear();
      from = to + 1;
    }
    for (int i = 0; i < active.size(); i++) {
      V value = active.get(i).value;
      if (value != null) {
        action.accept(value);
      }
    }
  }

  private static <V> void step(Node<V> node, String segment, List<Node<V>> next) {
    if (node.repeats) {
      enter(node, next);
    }
    Node<V> child = node.children.get(segment);
    if (child != null) {
      enter(child, next);
    }
    for (int i = 0; i < node.globs.size(); i++) {
      Edge<V> edge = node.globs.get(i);
      if (edge.glob().matches(segment, 0, segment.length())) {
        enter(edge.target(), next);
      }
    }
  }

  // A node behind `**` can be entered from itself and from its parent; all others from one place.
  private static <V> void enter(Node<V> node, List<Node<V>> active) {
    if (node.repeats && active.contains(node)) {
      return;
    }
    active.add(node);
    if (node.any != null) {
      enter(node.any, active);
    }
  }
}
