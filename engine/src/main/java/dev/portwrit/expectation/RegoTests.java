package dev.portwrit.expectation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.source.PolicyFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the Rego tests of a workspace's own guardrails with the program {@code opa}, out of reach of
 * the network and of the environment: they may be those of a change that nobody has reviewed.
 */
public final class RegoTests {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST_OUTPUT = 64 * 1024 * 1024;

  private RegoTests() {}

  /** What came of the Rego tests. */
  public sealed interface Outcome {
    /**
     * They ran.
     *
     * @param passed how many passed; those named {@code todo_} do not count
     * @param failed those that did not, each as {@code package.test_name (file:line)}
     */
    record Ran(int passed, List<String> failed) implements Outcome {
      /** Copies the list. */
      public Ran {
        failed = List.copyOf(failed);
      }
    }

    /**
     * They did not run, and nobody should take that for a pass.
     *
     * @param reason why, in one line; it names the program where that is missing
     */
    record Skipped(String reason) implements Outcome {}

    /**
     * They could not be run to their end.
     *
     * @param cause why, in one line
     */
    record Undetermined(String cause) implements Outcome {}
  }

  /**
   * Finds a program.
   *
   * @param name such as {@code opa}
   * @param searchPath folders, joined as in the variable {@code PATH}
   * @return the first executable file of the name, or empty
   */
  public static Optional<Path> find(String name, String searchPath) {
    return Stream.of(searchPath.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Runs the tests among the files of a workspace's {@code guardrails/}.
   *
   * @param guardrails the files, which are copied to a folder that lives as long as the run
   * @param opa the program, empty if it was not found
   * @param timeout how long each run of the program may take
   * @return what came of it
   * @throws InterruptedException if the thread was interrupted; the program is then ended
   */
  public static Outcome run(List<PolicyFile> guardrails, Optional<Path> opa, Duration timeout)
      throws InterruptedException {
    if (guardrails.stream().noneMatch(file -> file.path().endsWith("_test.rego"))) {
      return new Outcome.Skipped("the workspace has no `_test.rego` under `guardrails/`");
    }
    if (opa.isEmpty()) {
      return new Outcome.Skipped("`opa` is not on the PATH");
    }
    try {
      Path folder = Files.createTempDirectory("portwrit-rego-");
      try {
        return run(write(guardrails, folder), opa.get(), timeout);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      return new Outcome.Undetermined("`opa` could not be run: " + e.getMessage());
    }
  }

  private static Path write(List<PolicyFile> files, Path folder) throws IOException {
    for (PolicyFile file : files) {
      Path target = folder.resolve(file.path()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("`" + file.path() + "` leaves the workspace");
      }
      Files.createDirectories(target.getParent());
      Files.write(target, file.content());
    }
    return folder;
  }

  private static Outcome run(Path folder, Path program, Duration timeout)
      throws IOException, InterruptedException {
    OpaProcess opa = new OpaProcess(program, folder);
    Path output = folder.resolve(".output");
    Path errors = folder.resolve(".errors");
    if (opa.run(output, errors, timeout, "capabilities", "--current") != 0) {
      return failed("opa capabilities --current", Files.readString(errors));
    }
    Path capabilities = folder.resolve(".capabilities.json");
    try {
      JsonNode confined = OpaCapabilities.confined(MAPPER.readTree(output.toFile()));
      MAPPER.writeValue(capabilities.toFile(), confined);
    } catch (IllegalArgumentException e) {
      return failed("opa capabilities --current", String.valueOf(e.getMessage()));
    }
    String[] test = {
      "test", "--format", "json", "--capabilities", capabilities.toString(), "guardrails"
    };
    int status = opa.run(output, errors, timeout, test);
    if (status == -1) {
      return new Outcome.Undetermined("`opa test` takes longer than " + timeout.toSeconds() + " s");
    }
    return read(output, errors, status);
  }

  private static Outcome failed(String command, String said) {
    return new Outcome.Undetermined(
        "`" + command + "` failed: " + Printable.quote(said.strip().replace('\n', ' ')));
  }

  // 0: all passed, 2: some failed; anything else is an error of the command or of the policy.
  private static Outcome read(Path output, Path errors, int status) throws IOException {
    if (Files.size(output) > LONGEST_OUTPUT) {
      return new Outcome.Undetermined("`opa test` writes too much");
    }
    JsonNode results = status == 0 || status == 2 ? MAPPER.readTree(output.toFile()) : null;
    if (results == null || !results.isArray() || results.isEmpty()) {
      return failed("opa test", Files.readString(errors) + Files.readString(output));
    }
    int passed = 0;
    List<String> failed = new ArrayList<>();
    for (JsonNode result : results) {
      if (result.path("fail").asBoolean() || result.has("error")) {
        failed.add(name(result));
      } else if (!result.path("skip").asBoolean()) {
        passed++;
      }
    }
    if (status == 2 && failed.isEmpty()) {
      return new Outcome.Undetermined("`opa test` failed without saying where");
    }
    return new Outcome.Ran(passed, failed.stream().sorted().toList());
  }

  private static String name(JsonNode result) {
    JsonNode location = result.path("location");
    return Printable.escape(
        "%s.%s (%s:%d)"
            .formatted(
                result.path("package").asText(),
                result.path("name").asText(),
                location.path("file").asText(),
                location.path("row").asInt()));
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
