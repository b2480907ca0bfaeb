package dev.portwrit.language;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.policy.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * What came out of compiling policy files.
 *
 * @param workspace what they define; empty if there is an error
 * @param problems all problems of all files, in the order in which they are shown
 */
public record Compilation(Optional<Workspace> workspace, List<Diagnostic> problems) {
  /** Copies the list. */
  public Compilation {
    problems = List.copyOf(problems);
  }
}
