package dev.portwrit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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

  /** By which variables a CI says for whom it works, while all its jobs have one user. */
  private static final List<String> FOR_WHOM = List.of("GITHUB_ACTOR", "GITLAB_USER_LOGIN");

  private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  /**
   * Who runs the program, as far as the machine knows, such as {@code ada@build-7}; of a job of a
   * CI for whom it works too, such as {@code runner@vm-12 for ada}.
   */
  String person() {
    String user = System.getProperty("user.name", "somebody");
    return FOR_WHOM.stream()
        .map(name -> variables.getOrDefault(name, ""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(name -> user + "@" + host() + " for " + name)
        .orElse(user + "@" + host());
  }

  // A shell knows HOSTNAME, but does not hand it on.
  private static String host() {
    try {
      return Files.isReadable(KERNEL_HOSTNAME)
          ? Files.readString(KERNEL_HOSTNAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
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
