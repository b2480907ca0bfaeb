package dev.portwrit.region;

import dev.portwrit.reference.RepositoryPattern;
import java.util.BitSet;

/**
 * Automata of repository names. They read a slash behind every segment, the last one too, so that
 * {@code **} is any number of segments each with its slash.
 */
final class NameAutomata {
  static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789-._/";

  private static final BitSet LETTERS = characters("abcdefghijklmnopqrstuvwxyz0123456789");
  private static final BitSet INNER = characters("abcdefghijklmnopqrstuvwxyz0123456789-._");

  private NameAutomata() {}

  static BitSet characters(String text) {
    BitSet set = new BitSet();
    text.chars().forEach(set::set);
    return set;
  }

  /** Any name that the grammar of the OCI allows. */
  static Nfa grammar() {
    Nfa nfa = new Nfa();
    int letter = nfa.state();
    nfa.step(nfa.start(), letter, LETTERS);
    nfa.step(letter, letter, LETTERS);
    int dot = separator(nfa, letter);
    nfa.step(letter, dot, '.');
    int underscore = separator(nfa, letter);
    nfa.step(letter, underscore, '_');
    int second = separator(nfa, letter);
    nfa.step(underscore, second, '_');
    int dash = separator(nfa, letter);
    nfa.step(letter, dash, '-');
    nfa.step(dash, dash, '-');
    int end = nfa.state();
    nfa.step(letter, end, '/');
    nfa.step(end, letter, LETTERS);
    nfa.end(end);
    return nfa;
  }

  private static int separator(Nfa nfa, int letter) {
    int state = nfa.state();
    nfa.step(state, letter, LETTERS);
    return state;
  }

  static Nfa of(RepositoryPattern pattern) {
    Nfa nfa = new Nfa();
    int at = nfa.start();
    for (String segment : pattern.segments()) {
      if (segment.equals(RepositoryPattern.ANY_SEGMENTS)) {
        int inside = nfa.state();
        nfa.step(at, inside, INNER);
        nfa.step(inside, inside, INNER);
        nfa.step(inside, at, '/');
      } else {
        int end = glob(nfa, at, segment, INNER);
        at = nfa.state();
        nfa.step(end, at, '/');
      }
    }
    nfa.end(at);
    return nfa;
  }

  /** Appends a glob and answers the state behind it. */
  static int glob(Nfa nfa, int from, String glob, BitSet any) {
    int at = from;
    for (int i = 0; i < glob.length(); i++) {
      int next = nfa.state();
      if (glob.charAt(i) == '*') {
        nfa.jump(at, next, Nfa.Look.ALWAYS);
        nfa.step(next, next, any);
      } else {
        nfa.step(at, next, glob.charAt(i));
      }
      at = next;
    }
    return at;
  }
}
