package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The law "same input, same bytes" between processes: immutable sets and maps of Java come in
 * another order in each, which no test within one process would show.
 */
class SameBytesIT {
  private static final int PROCESSES = 4;
  private static final Path LARGE_COMPANY =
      Path.of("../examples/large-company").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit --format json",
        "audit --format csv",
        "explain user:nobody delete acme/pay/api:stable",
        "guardrails --format json",
        "schema",
      })
  void output_ofSeveralProcesses_isTheSame(String words) throws Exception {
    Set<String> outputs = new HashSet<>();
    for (int i = 0; i < PROCESSES; i++) {
      outputs.add(run(words));
    }
    assertThat(outputs).singleElement().asString().isNotBlank();
  }

  private static String run(String words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of("--now", "2026-11-25T12:00:00Z"));
    Process process =
        new ProcessBuilder(command)
            .directory(LARGE_COMPANY.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
