package dev.portwrit.cli;

import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Option;

/** One verb of the command line. */
interface Verb {
  /** The word that calls it, such as {@code who-can}. */
  String name();

  /** What stands behind the word, such as {@code SUBJECT ACTION REPOSITORY[:TAG]}; may be empty. */
  String operands();

  /** What it does, in a few words without a final period. */
  String summary();

  /** Its own options besides the {@linkplain CommonOptions common} ones. */
  default List<Option> options() {
    return List.of();
  }

  /** Which of its options may be there more than once, by their long names. */
  default Set<String> repeatable() {
    return Set.of();
  }

  /** The values that {@code --format} may have; the first is the default. */
  default List<String> formats() {
    return List.of("text", "json");
  }

  /** Whether it is about policies, of which there may be older ones. */
  default boolean isOfPolicies() {
    return true;
  }

  /**
   * Does it.
   *
   * @return how the program ends
   * @throws Failure if it cannot go on
   */
  ExitCode run(Invocation invocation) throws Failure;
}
