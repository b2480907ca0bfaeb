package dev.portwrit.registry;

import dev.portwrit.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Policy files made from a native state.
 *
 * @param files their texts in YAML by their paths below the root of a workspace, in the canonical
 *     layout
 * @param findings what could not be expressed, or is unknown; the files say it too, as comments
 */
public record Imported(SortedMap<String, String> files, List<Diagnostic> findings) {
  /** Copies both. */
  public Imported {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    findings = findings.stream().sorted().distinct().toList();
  }
}
