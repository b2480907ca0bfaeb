package dev.portwrit.diagnostic;

import java.util.Comparator;
import java.util.Optional;

/**
 * One problem: where, which, and what to do about it.
 *
 * @param place where it is; empty only for what has no place, such as a missing file
 * @param severity how grave it is
 * @param code the stable code
 * @param message one line, lower case, no final period, input in backticks
 * @param help the next step, in one line; empty where there is none
 */
public record Diagnostic(
    Optional<Place> place, Severity severity, Code code, String message, Optional<String> help)
    implements Comparable<Diagnostic> {
  private static final Comparator<Diagnostic> ORDER =
      Comparator.<Diagnostic, Place>comparing(
              d -> d.place().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** Makes the texts printable, since they quote what a file holds. */
  public Diagnostic {
    message = Printable.escape(message);
    help = help.map(Printable::escape);
  }

  /**
   * The order in which problems are shown: those without a place first, then by place, code and
   * message.
   *
   * @param other another problem
   * @return as {@link Comparable} says
   */
  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }

  /**
   * The problem as a person reads it, such as {@code teams/pay.yaml:31:11: error[PW0104]: ...},
   * with the help on an indented line of its own.
   *
   * @return one line or two, without a final line end
   */
  @Override
  public String toString() {
    String where = place.map(p -> p + ": ").orElse("");
    String level = severity == Severity.ERROR ? "error" : "warning";
    String first = where + level + "[" + code + "]: " + message;
    return help.map(text -> first + "\n  help: " + text).orElse(first);
  }
}
