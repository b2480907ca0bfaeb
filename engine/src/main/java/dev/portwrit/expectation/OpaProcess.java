package dev.portwrit.expectation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the program {@code opa} on Rego that nobody vouches for.
 *
 * <p>It sees nothing of the environment but {@code PATH}, which a wrapper around it may need: what
 * a pipeline keeps there is not for the authors of a change. Its home is the folder itself.
 *
 * @param program the program
 * @param folder where it runs
 */
record OpaProcess(Path program, Path folder) {
  private static final Set<String> PASSED_ON = Set.of("PATH");

  /**
   * Runs it to its end.
   *
   * @return the exit status, or -1 where it took longer than it may and was ended
   */
  int run(Path output, Path errors, Duration timeout, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
