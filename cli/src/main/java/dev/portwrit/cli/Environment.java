package dev.portwrit.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the program finds around it, so that tests can give it another.
 *
 * @param directory the working directory
 * @param variables the environment variables
 * @param clock the time
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person is likely to look at standard output
 * @param registries the ways to live registries
 */
record Environment(
    Path directory,
    Map<String, String> variables,
    Clock clock,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    LiveRegistries registries) {
  Environment {
    variables = Map.copyOf(variables);
  }

  /** Who runs the program, as far as the machine knows, such as {@code ada@build-7}. */
  String person() {
    String host = variables.getOrDefault("HOSTNAME", "");
    return System.getProperty("user.name", "somebody") + (host.isEmpty() ? "" : "@" + host);
  }

  /** With the registries that are served. */
  Environment(
      Path directory,
      Map<String, String> variables,
      Clock clock,
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    this(directory, variables, clock, in, out, err, terminal, new ServedRegistries());
  }
}
