package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Finds names that differ only in case, which people and registries take for the same. */
final class CaseConflicts {
  private CaseConflicts() {}

  /**
   * Reports each name but the first of those that differ only in case.
   *
   * @param noun what the names are of, such as {@code user}
   */
  static void report(String noun, Map<String, Place> names, Findings findings) {
    Map<String, String> first = new HashMap<>();
    List<String> byPlace =
        names.entrySet().stream()
            .sorted(Map.Entry.<String, Place>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    for (String name : byPlace) {
      String other = first.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        findings.error(
            Objects.requireNonNull(names.get(name)),
            Code.DIFFERS_IN_CASE,
            noun
                + " "
                + Printable.quote(name)
                + " differs only in case from "
                + Printable.quote(other),
            "the other is at " + names.get(other) + "; rename one of them");
      }
    }
  }
}
