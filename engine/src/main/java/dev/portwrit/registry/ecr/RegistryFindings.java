package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Findings while they are made. Not for several threads. */
final class RegistryFindings {
  private final SortedSet<Diagnostic> found = new TreeSet<>();

  /** More is natively possible than policy says, and nothing else keeps it. */
  void error(Place place, Code code, String message, String help) {
    add(Severity.ERROR, place, code, message, help);
  }

  /** Somebody should look. */
  void warning(Place place, Code code, String message, String help) {
    add(Severity.WARNING, place, code, message, help);
  }

  private void add(Severity severity, Place place, Code code, String message, String help) {
    found.add(new Diagnostic(Optional.of(place), severity, code, message, Optional.of(help)));
  }

  List<Diagnostic> list() {
    return List.copyOf(Collections.unmodifiableSortedSet(found));
  }
}
