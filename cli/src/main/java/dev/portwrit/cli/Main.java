package dev.portwrit.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** The way in: {@code portwrit VERB [options]}. */
public final class Main {
  // The launcher sets it where standard output is a terminal: Java 17 and 25 cannot both tell.
  private static final String TERMINAL = "PORTWRIT_TERMINAL";

  private Main() {}

  /**
   * Runs the command line and ends the process.
   *
   * @param words the verb, its options and its operands
   */
  public static void main(String[] words) {
    Environment environment =
        new Environment(
            Path.of("").toAbsolutePath(),
            System.getenv(),
            Clock.systemUTC(),
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            System.getenv(TERMINAL) != null);
    System.exit(new Program(environment).run(words).status());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }
}
