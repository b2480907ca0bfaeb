package dev.portwrit.decision;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import java.util.Optional;

/**
 * The rule that decided, as people read it.
 *
 * @param kind what sort of rule it is
 * @param text one line, such as {@code push to team:acme/pay on acme/pay/**}
 * @param place where it is written; empty for the default deny
 */
public record Rule(Kind kind, String text, Optional<Place> place) {
  /** The sorts of rules. */
  public enum Kind {
    /** The subject owns the organization that owns the repository. */
    OWNER,
    /** The organization's default role of its members. */
    DEFAULT,
    /** A grant. */
    GRANT,
    /** The repository is public. */
    PUBLIC,
    /** A protection refuses, or would without an exception. */
    PROTECTION,
    /** No grant gives it. */
    DEFAULT_DENY
  }

  /** The rule where no grant gives what is asked. */
  public static final Rule DEFAULT_DENY =
      new Rule(Kind.DEFAULT_DENY, "no grant gives it", Optional.empty());

  @Override
  public String toString() {
    return place.map(p -> text + " " + inParentheses(p)).orElse(text);
  }

  /** A place as a line of text names it, without the column. */
  static String inParentheses(Place place) {
    return "(" + Printable.escape(place.file()) + ":" + place.line() + ")";
  }
}
