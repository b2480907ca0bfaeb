package dev.portwrit.registry;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What of a registry is to be read.
 *
 * @param repositories the names as the registry has them; empty for every repository that lives
 *     there by policy
 * @param accounts whether to read what gives accounts access besides the repositories themselves,
 *     such as teams and identity policies
 */
public record Scope(Optional<SortedSet<String>> repositories, boolean accounts) {
  /** Everything. */
  public static final Scope ALL = new Scope(Optional.empty(), true);

  /** Copies the names. */
  public Scope {
    repositories =
        repositories.map(names -> Collections.unmodifiableSortedSet(new TreeSet<>(names)));
  }

  /**
   * Whether a repository is to be read.
   *
   * @param name the name as the registry has it
   * @return true if it is named or all are
   */
  public boolean includes(String name) {
    return repositories.isEmpty() || repositories.get().contains(name);
  }
}
