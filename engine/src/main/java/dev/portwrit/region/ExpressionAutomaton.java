package dev.portwrit.region;

import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The automaton of a regular expression of RE2 over the characters of tags. It reads only how the
 * expression is put together; which characters a piece matches is asked of the expression's own
 * library, by the piece alone.
 *
 * <p>Source: <a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>. Greediness, groups
 * that are kept, and {@code (?m)} and {@code (?s)} do not matter where the whole of one line is to
 * match.
 */
final class ExpressionAutomaton {
  private static final int MOST_STATES = 20_000;

  private final String text;
  private final Nfa nfa = new Nfa();
  private int at;
  private boolean ignoresCase;

  /** What is not understood. */
  private static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** A part of the automaton: from where to where it leads. */
  private record Part(int from, int to) {}

  private ExpressionAutomaton(String text) {
    this.text = text;
  }

  /** The automaton; empty if the expression has something that is not understood. */
  static Optional<Nfa> of(String expression) {
    try {
      return Optional.of(new ExpressionAutomaton(expression).whole());
    } catch (NotUnderstood e) {
      return Optional.empty();
    }
  }

  private Nfa whole() throws NotUnderstood {
    Part all = alternatives();
    if (at < text.length()) {
      throw new NotUnderstood();
    }
    nfa.jump(nfa.start(), all.from(), Nfa.Look.ALWAYS);
    nfa.end(all.to());
    return nfa;
  }

  private Part alternatives() throws NotUnderstood {
    boolean outside = ignoresCase;
    int from = nfa.state();
    int to = nfa.state();
    do {
      Part one = sequence();
      nfa.jump(from, one.from(), Nfa.Look.ALWAYS);
      nfa.jump(one.to(), to, Nfa.Look.ALWAYS);
    } while (takes("|"));
    ignoresCase = outside;
    return new Part(from, to);
  }

  private Part sequence() throws NotUnderstood {
    int from = nfa.state();
    int to = from;
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      int begin = at;
      boolean flags = ignoresCase;
      Part one = repeated(begin, flags);
      nfa.jump(to, one.from(), Nfa.Look.ALWAYS);
      to = one.to();
    }
    return new Part(from, to);
  }

  // A repetition of a repetition is an error of RE2, so that there is one at most.
  private Part repeated(int begin, boolean flags) throws NotUnderstood {
    Part one = atom();
    if (takes("*")) {
      one = loop(one, true);
    } else if (takes("+")) {
      one = loop(one, false);
    } else if (takes("?")) {
      one = optional(one);
    } else if (at < text.length() && text.charAt(at) == '{' && counts() != null) {
      one = counted(one, begin, flags);
    } else {
      return one;
    }
    takes("?");
    return one;
  }

  private Part loop(Part one, boolean none) {
    int from = nfa.state();
    int to = nfa.state();
    nfa.jump(from, one.from(), Nfa.Look.ALWAYS);
    nfa.jump(one.to(), to, Nfa.Look.ALWAYS);
    nfa.jump(one.to(), one.from(), Nfa.Look.ALWAYS);
    if (none) {
      nfa.jump(from, to, Nfa.Look.ALWAYS);
    }
    return new Part(from, to);
  }

  private Part optional(Part one) {
    int from = nfa.state();
    int to = nfa.state();
    nfa.jump(from, one.from(), Nfa.Look.ALWAYS);
    nfa.jump(one.to(), to, Nfa.Look.ALWAYS);
    nfa.jump(from, to, Nfa.Look.ALWAYS);
    return new Part(from, to);
  }

  private int @Nullable [] counts() {
    int end = text.indexOf('}', at);
    String inside = end < 0 ? "" : text.substring(at + 1, end);
    if (!inside.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
      return null;
    }
    String[] numbers = inside.split(",", -1);
    int least = Integer.parseInt(numbers[0]);
    int most =
        numbers.length == 1
            ? least
            : numbers[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(numbers[1]);
    return new int[] {least, most, end + 1};
  }

  // Written out: the text of what is repeated is read once more for each time.
  private Part counted(Part first, int begin, boolean flags) throws NotUnderstood {
    int @Nullable [] counts = counts();
    if (counts == null) {
      throw new NotUnderstood();
    }
    boolean after = ignoresCase;
    int from = nfa.state();
    int to = from;
    int copies = Math.max(counts[0], counts[1] == Integer.MAX_VALUE ? counts[0] + 1 : counts[1]);
    for (int i = 0; i < copies; i++) {
      Part one = i == 0 ? first : again(begin, flags);
      if (i == counts[0] && counts[1] == Integer.MAX_VALUE) {
        one = loop(one, true);
      } else if (i >= counts[0]) {
        one = optional(one);
      }
      nfa.jump(to, one.from(), Nfa.Look.ALWAYS);
      to = one.to();
    }
    at = counts[2];
    ignoresCase = after;
    return new Part(from, to);
  }

  private Part again(int begin, boolean flags) throws NotUnderstood {
    if (nfa.size() > MOST_STATES) {
      throw new NotUnderstood();
    }
    at = begin;
    ignoresCase = flags;
    return atom();
  }

  private Part atom() throws NotUnderstood {
    char c = text.charAt(at);
    return switch (c) {
      case '(' -> group();
      case '[' -> characters(classEnd());
      case '\\' -> escape();
      case '^' -> look(Nfa.Look.BEGIN, 1);
      case '$' -> look(Nfa.Look.END, 1);
      case '.' -> characters(at + 1);
      case '*', '+', '?' -> throw new NotUnderstood();
      default -> characters(at + Character.charCount(text.codePointAt(at)));
    };
  }

  private Part group() throws NotUnderstood {
    boolean outside = ignoresCase;
    at++;
    if (takes("?")) {
      if (takes("P<") || takes("<")) {
        at = text.indexOf('>', at) + 1;
      } else if (!takes(":") && flags()) {
        // Flags alone hold to the end of the group around them.
        return empty();
      }
    }
    Part inside = alternatives();
    if (!takes(")")) {
      throw new NotUnderstood();
    }
    ignoresCase = outside;
    return inside;
  }

  /** Reads flags; true if they stand alone, so that no group was opened. */
  private boolean flags() throws NotUnderstood {
    boolean on = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      switch (c) {
        case 'i' -> ignoresCase = on;
        case 'm', 's', 'U' -> {}
        case '-' -> on = false;
        case ':' -> {
          return false;
        }
        case ')' -> {
          return true;
        }
        default -> throw new NotUnderstood();
      }
    }
    throw new NotUnderstood();
  }

  private Part escape() throws NotUnderstood {
    if (at + 1 >= text.length()) {
      throw new NotUnderstood();
    }
    char c = text.charAt(at + 1);
    return switch (c) {
      case 'A' -> look(Nfa.Look.BEGIN, 2);
      case 'z' -> look(Nfa.Look.END, 2);
      case 'b' -> look(Nfa.Look.BOUNDARY, 2);
      case 'B' -> look(Nfa.Look.NO_BOUNDARY, 2);
      case 'Q', 'C' -> throw new NotUnderstood();
      case 'x', 'p', 'P' -> characters(namedEnd());
      default -> {
        if (c >= '0' && c <= '7') {
          throw new NotUnderstood();
        }
        yield characters(at + 2);
      }
    };
  }

  private int namedEnd() throws NotUnderstood {
    if (text.startsWith("{", at + 2)) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new NotUnderstood();
      }
      return end + 1;
    }
    return text.charAt(at + 1) == 'x' ? at + 4 : at + 3;
  }

  private int classEnd() throws NotUnderstood {
    int i = at + 1;
    if (text.startsWith("^", i)) {
      i++;
    }
    for (boolean first = true; i < text.length(); first = false) {
      if (text.startsWith("[:", i) && text.indexOf(":]", i) > 0) {
        i = text.indexOf(":]", i) + 2;
      } else if (text.charAt(i) == '\\') {
        i += 2;
      } else if (text.charAt(i) == ']' && !first) {
        return i + 1;
      } else {
        i++;
      }
    }
    throw new NotUnderstood();
  }

  private Part look(Nfa.Look look, int length) {
    at += length;
    Part part = new Part(nfa.state(), nfa.state());
    nfa.jump(part.from(), part.to(), look);
    return part;
  }

  private Part empty() {
    int state = nfa.state();
    return new Part(state, state);
  }

  /** One character of those that the piece up to here matches. */
  private Part characters(int end) throws NotUnderstood {
    if (end > text.length()) {
      throw new NotUnderstood();
    }
    String piece = text.substring(at, end);
    at = end;
    TagPattern asked =
        TagPattern.parse("/" + (ignoresCase ? "a(?i)" : "a") + piece + "/")
            .orElseThrow(NotUnderstood::new);
    BitSet found = new BitSet();
    TagAutomata.ALPHABET
        .chars()
        .filter(c -> asked.matches(new Tag("a" + (char) c)))
        .forEach(found::set);
    Part part = new Part(nfa.state(), nfa.state());
    nfa.step(part.from(), part.to(), found);
    return part;
  }

  private boolean takes(String words) {
    if (text.startsWith(words, at)) {
      at += words.length();
      return true;
    }
    return false;
  }
}
