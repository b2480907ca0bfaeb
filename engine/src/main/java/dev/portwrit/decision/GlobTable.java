package dev.portwrit.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by segments with stars, found by the text before the first star, or by the text behind the
 * last where nothing stands before the first, so that few of many have to be tried.
 */
final class GlobTable<V> {
  private final Affixes<V> prefixes = new Affixes<>();
  private final Affixes<V> suffixes = new Affixes<>();
  private final List<Edge<V>> others = new ArrayList<>(0);

  private record Edge<V>(SegmentGlob glob, V target) {}

  /** Edges by a text at one end of a segment, with the lengths that such texts have. */
  private static final class Affixes<V> {
    final SegmentTable<List<Edge<V>>> edges = new SegmentTable<>();
    int[] lengths = {};

    List<Edge<V>> with(String affix) {
      for (int length : lengths) {
        if (length == affix.length()) {
          return edges.computeIfAbsent(affix, ArrayList::new);
        }
      }
      lengths = Arrays.copyOf(lengths, lengths.length + 1);
      lengths[lengths.length - 1] = affix.length();
      return edges.computeIfAbsent(affix, ArrayList::new);
    }
  }

  V computeIfAbsent(String segment, Supplier<V> make) {
    SegmentGlob glob = new SegmentGlob(segment);
    List<Edge<V>> edges =
        !glob.prefix().isEmpty()
            ? prefixes.with(glob.prefix())
            : !glob.suffix().isEmpty() ? suffixes.with(glob.suffix()) : others;
    for (Edge<V> edge : edges) {
      if (edge.glob().toString().equals(segment)) {
        return edge.target();
      }
    }
    Edge<V> edge = new Edge<>(glob, make.get());
    edges.add(edge);
    return edge.target();
  }

  /** Hands over the value of each that matches the part of a name. */
  void forEachMatch(String name, int from, int to, Consumer<? super V> found) {
    for (int length : prefixes.lengths) {
      if (length <= to - from) {
        int hash = SegmentTable.hash(name, from, from + length);
        tryAll(prefixes.edges.get(name, from, from + length, hash), name, from, to, found);
      }
    }
    for (int length : suffixes.lengths) {
      if (length <= to - from) {
        int hash = SegmentTable.hash(name, to - length, to);
        tryAll(suffixes.edges.get(name, to - length, to, hash), name, from, to, found);
      }
    }
    tryAll(others, name, from, to, found);
  }

  private static <V> void tryAll(
      @Nullable List<Edge<V>> edges, String name, int from, int to, Consumer<? super V> found) {
    if (edges == null) {
      return;
    }
    for (int i = 0; i < edges.size(); i++) {
      Edge<V> edge = edges.get(i);
      if (edge.glob().matches(name, from, to)) {
        found.accept(edge.target());
      }
    }
  }
}
