package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Finds names of one kind that differ only in case, which people and registries take for one. */
final class CaseConflicts {
  private final String noun;
  private final Findings findings;
  private final Map<String, Placed<String>> first = new HashMap<>();

  /**
   * Looks at no name yet.
   *
   * @param noun what the names are of, such as {@code user}
   */
  CaseConflicts(String noun, Findings findings) {
    this.noun = noun;
    this.findings = findings;
  }

  /** Looks at a name, and reports it if another spelling came before. */
  void look(String name, Place place) {
    Placed<String> other =
        first.putIfAbsent(name.toLowerCase(Locale.ROOT), new Placed<>(name, place));
    if (other != null && !other.value().equals(name)) {
      findings.error(
          place,
          Code.DIFFERS_IN_CASE,
          noun
              + " "
              + Printable.quote(name)
              + " differs only in case from "
              + Printable.quote(other.value()),
          "the other is at " + other.place() + "; rename one of them");
    }
  }
}
