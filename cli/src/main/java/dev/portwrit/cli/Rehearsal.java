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

  // Where the folder is committed: once to compile the commit, once to find it compiled.
  private static final List<List<String>> CALLS_ON_COMMITS =
      List.of(
          List.of("can", "user:bob", "push", "acme/pay/api:v1", "--at", "HEAD"),
          List.of("can", "user:bob", "push", "acme/pay/api:v1", "--at", "HEAD"),
          List.of("diff", "HEAD", "HEAD"));

  private Rehearsal() {}

  /**
   * Runs the calls.
   *
   * @param words the folder of a workspace, and perhaps one for a cache that nobody else uses;
   *     without it no commit is read
   */
  public static void main(String[] words) {
    call(words[0], Map.of(), CALLS);
    if (words.length > 1) {
      call(words[0], Map.of("XDG_CACHE_HOME", words[1]), CALLS_ON_COMMITS);
    }
  }

  private static void call(
      String workspace, Map<String, String> variables, List<List<String>> calls) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Environment environment =
        new Environment(
            Path.of(workspace).toAbsolutePath(),
            variables,
            Clock.systemUTC(),
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            false);
    for (List<String> call : calls) {
      new Program(environment).run(call.toArray(String[]::new));
    }
  }
}
