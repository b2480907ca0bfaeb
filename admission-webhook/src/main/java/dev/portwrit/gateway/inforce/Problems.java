package dev.portwrit.gateway.inforce;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import java.util.List;

/** Diagnostics in one line, for a status and a log. */
final class Problems {
  private Problems() {}

  /** One, without its help. */
  static String line(Diagnostic problem) {
    return problem.toString().lines().findFirst().orElse(problem.message());
  }

  /** The first error and how many more there are. */
  static String summary(List<Diagnostic> problems) {
    List<Diagnostic> errors =
        problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    return summaryOfLines(errors.stream().map(Problems::line).toList());
  }

  /** The first line and how many more there are. */
  static String summaryOfLines(List<String> lines) {
    String first = lines.isEmpty() ? "no reason was given" : lines.get(0);
    return lines.size() < 2 ? first : first + " (and " + (lines.size() - 1) + " more)";
  }
}
