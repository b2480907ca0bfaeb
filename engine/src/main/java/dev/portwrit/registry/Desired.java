package dev.portwrit.registry;

import dev.portwrit.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What policy asks a registry to be.
 *
 * @param targets what each object shall become: {@link Reading.Present} or {@link Reading.Absent},
 *     and {@link Reading.Unknown} where that cannot be told since something live is unknown. An
 *     object that is not among them is none of ours and stays as it is
 * @param findings where the registry cannot say exactly what policy says, and who keeps the rest;
 *     accounts that policy does not name; what natively allows more than policy. Ordered
 */
public record Desired(SortedMap<ObjectId, Reading> targets, List<Diagnostic> findings) {
  /** Copies both. */
  public Desired {
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    findings = findings.stream().sorted().distinct().toList();
  }
}
