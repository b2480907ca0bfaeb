package dev.portwrit.region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the texts that several automata accept, the shortest first, and tells texts apart
 * only by what the automata know of them: so there is an end of it.
 */
final class ProductSearch {
  private final List<Nfa> parts;
  private final int needed;
  private final String characters;
  private final int longest;
  private final boolean looks;
  private long budget;

  private static final class Node {
    final BitSet[] states;
    final int last;
    final @Nullable Node from;
    final int length;

    Node(BitSet[] states, int last, @Nullable Node from) {
      this.states = states;
      this.last = last;
      this.from = from;
      this.length = from == null ? 0 : from.length + 1;
    }

    String text() {
      StringBuilder text = new StringBuilder(length);
      for (Node at = this; at.from != null; at = at.from) {
        text.append((char) at.last);
      }
      return text.reverse().toString();
    }
  }

  /**
   * A search.
   *
   * @param parts the automata
   * @param needed how many of them, from the first, have to accept
   * @param alphabet the characters of texts, those that are tried first in front
   * @param longest the most characters of a text
   * @param budget how many steps of an automaton may be made
   */
  ProductSearch(List<Nfa> parts, int needed, String alphabet, int longest, long budget) {
    this.parts = List.copyOf(parts);
    this.needed = needed;
    this.longest = longest;
    this.budget = budget;
    this.looks = parts.stream().anyMatch(Nfa::looks);
    this.characters = looks ? alphabet : representatives(alphabet);
  }

  /** One character of each set of characters that no automaton tells apart. */
  private String representatives(String alphabet) {
    Set<BitSet> sets = new HashSet<>();
    parts.forEach(part -> sets.addAll(part.alphabets()));
    List<BitSet> all = List.copyOf(sets);
    Map<BitSet, Character> first = new LinkedHashMap<>();
    for (int at = 0; at < alphabet.length(); at++) {
      char c = alphabet.charAt(at);
      BitSet in = new BitSet();
      for (int i = 0; i < all.size(); i++) {
        in.set(i, all.get(i).get(c));
      }
      first.putIfAbsent(in, c);
    }
    StringBuilder text = new StringBuilder();
    first.values().forEach(text::append);
    return text.toString();
  }

  /**
   * The first text that those accept which have to, and that is good.
   *
   * @param good is asked with a text and the numbers of the automata that accept it; it answers the
   *     same for the same numbers
   * @return a text; empty if there is none, or none was found: {@link #isExhausted()} tells
   */
  Optional<String> find(BiPredicate<String, BitSet> good) {
    Map<List<BitSet>, Integer> seen = new HashMap<>();
    Set<BitSet> bad = new HashSet<>();
    ArrayDeque<Node> open = new ArrayDeque<>();
    BitSet[] begin = parts.stream().map(Nfa::begin).toArray(BitSet[]::new);
    open.add(new Node(begin, Nfa.NOTHING, null));
    while (!open.isEmpty()) {
      Node node = open.remove();
      Optional<BitSet> accepted = accepted(node);
      if (accepted.isPresent() && !bad.contains(accepted.get())) {
        String text = node.text();
        if (good.test(text, accepted.get())) {
          return Optional.of(text);
        }
        bad.add(accepted.get());
      }
      if (node.length < longest) {
        budget -= (long) parts.size() * characters.length();
        if (budget < 0) {
          return Optional.empty();
        }
        expand(node, seen, open);
      }
    }
    return Optional.empty();
  }

  /** Whether the search ended because it became too long. */
  boolean isExhausted() {
    return budget < 0;
  }

  private void expand(Node node, Map<List<BitSet>, Integer> seen, ArrayDeque<Node> open) {
    for (int at = 0; at < characters.length(); at++) {
      char c = characters.charAt(at);
      BitSet[] next = new BitSet[parts.size()];
      boolean dead = false;
      for (int i = 0; i < next.length && !dead; i++) {
        next[i] = parts.get(i).next(node.states[i], node.last, c);
        dead = i < needed && next[i].isEmpty();
      }
      if (!dead && seen.putIfAbsent(key(next, c), 1) == null) {
        open.add(new Node(next, c, node));
      }
    }
  }

  // What stood before matters only to automata that look at it.
  private List<BitSet> key(BitSet[] states, char last) {
    List<BitSet> key = new ArrayList<>(Arrays.asList(states));
    if (looks) {
      BitSet before = new BitSet();
      before.set(last);
      key.add(before);
    }
    return key;
  }

  private Optional<BitSet> accepted(Node node) {
    BitSet accepted = new BitSet();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).accepts(node.states[i], node.last)) {
        accepted.set(i);
      } else if (i < needed) {
        return Optional.empty();
      }
    }
    return Optional.of(accepted);
  }
}
