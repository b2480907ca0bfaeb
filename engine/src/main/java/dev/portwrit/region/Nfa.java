package dev.portwrit.region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finite automaton over ASCII that may be in several states at once. */
final class Nfa {
  /** What stands before the first character and behind the last one. */
  static final int NOTHING = -1;

  /** What has to stand around a step that takes no character. */
  enum Look {
    ALWAYS,
    BEGIN,
    END,
    BOUNDARY,
    NO_BOUNDARY;

    boolean holds(int before, int behind) {
      return switch (this) {
        case ALWAYS -> true;
        case BEGIN -> before == NOTHING;
        case END -> behind == NOTHING;
        case BOUNDARY -> isWord(before) != isWord(behind);
        case NO_BOUNDARY -> isWord(before) == isWord(behind);
      };
    }

    private static boolean isWord(int c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
  }

  private record Edge(int to, @Nullable BitSet characters, Look look) {}

  private final List<List<Edge>> edges = new ArrayList<>();
  private final List<BitSet> alphabets = new ArrayList<>();
  private final int start = state();
  private int end = start;
  private boolean looks;

  /** A new state. */
  int state() {
    edges.add(new ArrayList<>(2));
    return edges.size() - 1;
  }

  int start() {
    return start;
  }

  int size() {
    return edges.size();
  }

  /** Says in which state a text is accepted. */
  void end(int state) {
    end = state;
  }

  /** A step that takes one of some characters. */
  void step(int from, int to, BitSet characters) {
    edges.get(from).add(new Edge(to, characters, Look.ALWAYS));
    alphabets.add(characters);
  }

  /** A step that takes one character. */
  void step(int from, int to, char character) {
    BitSet one = new BitSet();
    one.set(character);
    step(from, to, one);
  }

  /** A step that takes no character. */
  void jump(int from, int to, Look look) {
    edges.get(from).add(new Edge(to, null, look));
    looks |= look != Look.ALWAYS;
  }

  /** Whether it matters what stood before. */
  boolean looks() {
    return looks;
  }

  /** The sets of characters of its steps. */
  List<BitSet> alphabets() {
    return alphabets;
  }

  BitSet begin() {
    BitSet states = new BitSet();
    states.set(start);
    return states;
  }

  /** The states behind a character. */
  BitSet next(BitSet states, int before, char character) {
    BitSet next = new BitSet(edges.size());
    BitSet closed = closed(states, before, character);
    for (int state = closed.nextSetBit(0); state >= 0; state = closed.nextSetBit(state + 1)) {
      for (Edge edge : edges.get(state)) {
        if (edge.characters() != null && edge.characters().get(character)) {
          next.set(edge.to());
        }
      }
    }
    return next;
  }

  /** Whether the text may end here. */
  boolean accepts(BitSet states, int before) {
    return closed(states, before, NOTHING).get(end);
  }

  private BitSet closed(BitSet states, int before, int behind) {
    BitSet closed = (BitSet) states.clone();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    states.stream().forEach(open::add);
    while (!open.isEmpty()) {
      for (Edge edge : edges.get(open.remove())) {
        if (edge.characters() == null
            && !closed.get(edge.to())
            && edge.look().holds(before, behind)) {
          closed.set(edge.to());
          open.add(edge.to());
        }
      }
    }
    return closed;
  }
}
