package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code opa}, from the PATH or from PORTWRIT_TOOLS. */
record OpaProgram(Path path) {
  /** The program, or the test is skipped. */
  static OpaProgram require() {
    String folders =
        System.getenv().getOrDefault("PORTWRIT_TOOLS", "")
            + File.pathSeparator
            + System.getenv().getOrDefault("PATH", "");
    Optional<Path> found =
        Stream.of(folders.split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "opa"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: `opa` is neither on the PATH nor in PORTWRIT_TOOLS");
    return new OpaProgram(found.orElseThrow());
  }

  /** Runs it to its end and gives what it wrote. */
  String run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }
}
