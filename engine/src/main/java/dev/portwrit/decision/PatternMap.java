package dev.portwrit.decision;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by repository pattern, which finds all whose pattern matches a name without looking at the
 * others: literals in a hash map, the rest in a trie of segments.
 *
 * <p>What is found for a name that is a literal is remembered. Other names, of which there is no
 * end, are looked up each time.
 *
 * <p>The trie is walked as a set of nodes that moves over the segments of the name, so the work is
 * bounded by the segments of the name times the nodes that can be reached at once, whatever the
 * number of {@code **} in a pattern.
 */
final class PatternMap<V> {
  private final Map<String, Literal<V>> literals;
  private final Node<V> root = new Node<>(false, false);

  private static final class Literal<V> {
    final V value;

    /** What its own value and the trie have for the name; made when first needed. */
    volatile V @Nullable [] all;

    Literal(V value) {
      this.value = value;
    }
  }

  private static final class Node<V> {
    /** Whether this node stands behind a {@code **}, and so stays while segments pass. */
    final boolean repeats;

    /** Whether a node that repeats is above this one, so that it can be entered more than once. */
    final boolean nested;

    @Nullable V value;
    @Nullable SegmentTable<Node<V>> children;
    @Nullable GlobTable<Node<V>> globs;
    @Nullable Node<V> any;

    Node(boolean repeats, boolean nested) {
      this.repeats = repeats;
      this.nested = nested;
    }

    boolean isEnd() {
      return children == null && globs == null && any == null;
    }

    private Node<V> below(boolean repeating) {
      return new Node<>(repeating, repeats || nested);
    }

    Node<V> child(String segment) {
      if (segment.equals(RepositoryPattern.ANY_SEGMENTS)) {
        // `**/**` says what `**` says.
        return repeats ? this : any();
      }
      if (segment.indexOf('*') < 0) {
        children = children == null ? new SegmentTable<>() : children;
        return children.computeIfAbsent(segment, () -> below(false));
      }
      globs = globs == null ? new GlobTable<>() : globs;
      return globs.computeIfAbsent(segment, () -> below(false));
    }

    private Node<V> any() {
      any = any == null ? below(true) : any;
      return any;
    }
  }

  /** An empty map with room for so many literals. */
  PatternMap(int expected) {
    this.literals = new HashMap<>(expected * 3 / 2);
  }

  /** The value of a pattern, made if there is none. Only while the map is built. */
  V computeIfAbsent(RepositoryPattern pattern, Supplier<V> make) {
    if (pattern.isLiteral()) {
      return literals.computeIfAbsent(pattern.value(), text -> new Literal<>(make.get())).value;
    }
    Node<V> node = root;
    for (String segment : pattern.segments()) {
      node = node.child(segment);
    }
    node.value = node.value == null ? make.get() : node.value;
    return node.value;
  }

  /** Hands over the value of each pattern that matches, each once, in no order. */
  void forEachMatch(RepositoryName repository, Consumer<? super V> found) {
    Literal<V> literal = literals.get(repository.value());
    if (literal == null) {
      walk(repository.value(), found);
      return;
    }
    V[] all = literal.all;
    if (all == null) {
      List<V> walked = new ArrayList<>(4);
      walked.add(literal.value);
      walk(repository.value(), walked::add);
      all = array(walked);
      literal.all = all;
    }
    for (V value : all) {
      found.accept(value);
    }
  }

  // An array of a generic type can be made no other way; it holds nothing else.
  @SuppressWarnings("unchecked")
  private static <V> V[] array(List<V> values) {
    return (V[]) values.toArray();
  }

  private void walk(String name, Consumer<? super V> found) {
    Front<V> now = new Front<>(found);
    Front<V> next = new Front<>(found);
    now.accept(root);
    int from = 0;
    while (from <= name.length() && now.size > 0) {
      int hash = 0;
      int to = from;
      while (to < name.length() && name.charAt(to) != '/') {
        hash = 31 * hash + name.charAt(to);
        to++;
      }
      for (int i = 0; i < now.size; i++) {
        step(now.nodes[i], name, from, to, hash, next);
      }
      Front<V> done = now;
      now = next;
      next = done;
      next.size = 0;
      from = to + 1;
    }
    for (int i = 0; i < now.size; i++) {
      V value = now.nodes[i].value;
      if (value != null) {
        found.accept(value);
      }
    }
  }

  private static <V> void step(
      Node<V> node, String name, int from, int to, int hash, Front<V> next) {
    if (node.repeats) {
      next.accept(node);
    }
    if (node.children != null) {
      Node<V> child = node.children.get(name, from, to, hash);
      if (child != null) {
        next.accept(child);
      }
    }
    if (node.globs != null) {
      node.globs.forEachMatch(name, from, to, next);
    }
  }

  /** The nodes at which a walk stands between two segments. */
  private static final class Front<V> implements Consumer<Node<V>> {
    private final Consumer<? super V> found;
    private Node<V>[] nodes = array(8);
    private int size;

    Front(Consumer<? super V> found) {
      this.found = found;
    }

    @Override
    public void accept(Node<V> node) {
      if (node.repeats && contains(node)) {
        // It was entered from itself already, or from its parent.
        return;
      }
      if (size == nodes.length) {
        nodes = Arrays.copyOf(nodes, 2 * size);
      }
      nodes[size++] = node;
      Node<V> any = node.any;
      if (any == null) {
        return;
      }
      if (any.isEnd() && !any.nested) {
        // The rest of the name, whatever it is, matches, and nothing else leads here again.
        if (any.value != null) {
          found.accept(any.value);
        }
        return;
      }
      accept(any);
    }

    private boolean contains(Node<V> node) {
      for (int i = 0; i < size; i++) {
        if (nodes[i] == node) {
          return true;
        }
      }
      return false;
    }

    // An array of a generic type can be made no other way; it holds nothing else.
    @SuppressWarnings("unchecked")
    private static <V> Node<V>[] array(int length) {
      return (Node<V>[]) new Node<?>[length];
    }
  }
}
