package dev.portwrit.registry;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What of a registry is to be read.
 *
 * @param repositories the names as the registry has them; empty for every repository that lives
 *     there by policy
 * @param among of those, which; asked about names that are there, by several threads
 * @param accounts whether to read what gives accounts access besides the repositories themselves,
 *     such as teams and identity policies
 * @param aside whether to read also what gives nobody anything and policies say nothing of
 */
public record Scope(
    Optional<SortedSet<String>> repositories,
    Predicate<String> among,
    boolean accounts,
    boolean aside) {
  /** Everything. */
  public static final Scope ALL = new Scope(Optional.empty(), true);

  /** Everything, and what policies say nothing of. */
  public static final Scope TO_IMPORT = new Scope(Optional.empty(), name -> true, true, true);

  /**
   * What has one of the names.
   *
   * @param repositories as {@link #repositories}
   * @param accounts as {@link #accounts}
   */
  public Scope(Optional<SortedSet<String>> repositories, boolean accounts) {
    this(repositories, name -> true, accounts, false);
  }

  /**
   * Those of the repositories that live there by policy which somebody picks, and all accounts.
   *
   * @param picked which, by the names that the registry has
   * @return the scope
   */
  public static Scope among(Predicate<String> picked) {
    return new Scope(Optional.empty(), picked, true, false);
  }

  /** Copies the names. */
  public Scope {
    repositories =
        repositories.map(names -> Collections.unmodifiableSortedSet(new TreeSet<>(names)));
  }

  /**
   * Whether a repository is to be read.
   *
   * @param name the name as the registry has it
   * @return true if it is named or all are, and picked
   */
  public boolean includes(String name) {
    return (repositories.isEmpty() || repositories.get().contains(name)) && among.test(name);
  }
}
