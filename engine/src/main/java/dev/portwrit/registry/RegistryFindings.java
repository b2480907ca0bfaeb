package dev.portwrit.registry;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Findings of a registry while they are made. Not for several threads. */
public final class RegistryFindings {
  private final SortedSet<Diagnostic> found = new TreeSet<>();

  /** Nothing was found yet. */
  public RegistryFindings() {}

  /**
   * More is natively possible than policy says, and nothing else keeps it.
   *
   * @param place what is concerned
   * @param code what it is
   * @param message one line
   * @param help the next step
   */
  public void error(Place place, Code code, String message, String help) {
    add(Severity.ERROR, place, code, message, help);
  }

  /**
   * Somebody should look.
   *
   * @param place what is concerned
   * @param code what it is
   * @param message one line
   * @param help the next step
   */
  public void warning(Place place, Code code, String message, String help) {
    add(Severity.WARNING, place, code, message, help);
  }

  private void add(Severity severity, Place place, Code code, String message, String help) {
    found.add(new Diagnostic(Optional.of(place), severity, code, message, Optional.of(help)));
  }

  /**
   * What was found.
   *
   * @return in order, each once
   */
  public List<Diagnostic> list() {
    return List.copyOf(Collections.unmodifiableSortedSet(found));
  }
}
