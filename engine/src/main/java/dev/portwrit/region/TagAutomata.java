package dev.portwrit.region;

import dev.portwrit.reference.TagPattern;
import java.util.BitSet;
import java.util.Optional;

/** Automata of tags. */
final class TagAutomata {
  static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyz0123456789.-_ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  static final BitSet ANY = NameAutomata.characters(ALPHABET);

  private static final BitSet HEX = NameAutomata.characters("0123456789abcdef");

  private TagAutomata() {}

  /** Any tag that the grammar of the OCI allows, of any length. */
  static Nfa grammar() {
    Nfa nfa = new Nfa();
    int end = nfa.state();
    BitSet first = (BitSet) ANY.clone();
    first.clear('.');
    first.clear('-');
    nfa.step(nfa.start(), end, first);
    nfa.step(end, end, ANY);
    nfa.end(end);
    return nfa;
  }

  /** The tags that signing tools overwrite by design. */
  static Nfa signing() {
    Nfa nfa = new Nfa();
    int at = NameAutomata.glob(nfa, nfa.start(), "sha256-", ANY);
    for (int i = 0; i < 64; i++) {
      int next = nfa.state();
      nfa.step(at, next, HEX);
      at = next;
    }
    int end = nfa.state();
    nfa.jump(at, end, Nfa.Look.ALWAYS);
    for (String suffix : new String[] {".sig", ".att", ".sbom"}) {
      nfa.jump(NameAutomata.glob(nfa, at, suffix, ANY), end, Nfa.Look.ALWAYS);
    }
    nfa.end(end);
    return nfa;
  }

  /** What a pattern says, signing tags apart; empty for an expression that is not understood. */
  static Optional<Nfa> of(TagPattern pattern) {
    if (pattern.isExpression()) {
      return ExpressionAutomaton.of(pattern.value().substring(1, pattern.value().length() - 1));
    }
    Nfa nfa = new Nfa();
    nfa.end(NameAutomata.glob(nfa, nfa.start(), pattern.value(), ANY));
    return Optional.of(nfa);
  }
}
