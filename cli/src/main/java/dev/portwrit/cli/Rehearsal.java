package dev.portwrit.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Asks every short verb once, for nobody, so that the launcher's class-data archive holds the
 * classes that a real call needs.
 */
public final class Rehearsal {
  private static final List<List<String>> CALLS =
      List.of(
          List.of("--version"),
          List.of("--help"),
          List.of("can", "user:bob", "push", "acme/pay/api:v1"),
          List.of("can", "user:bob", "push", "acme/pay/api:v1", "--format", "json"),
          List.of("explain", "user:cy", "overwrite", "acme/pay/api:v1"),
          List.of("who-can", "push", "acme/pay/api"),
          List.of("what-can", "user:bob"),
          List.of("audit", "--format", "csv"),
          List.of("test"));

  private Rehearsal() {}

  /**
   * Runs the calls.
   *
   * @param words the folder of a workspace
   */
  public static void main(String[] words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Environment environment =
        new Environment(
            Path.of(words[0]).toAbsolutePath(),
            Map.of(),
            Clock.systemUTC(),
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            false);
    for (List<String> call : CALLS) {
      new Program(environment).run(call.toArray(String[]::new));
    }
  }
}
