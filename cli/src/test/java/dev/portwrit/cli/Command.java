package dev.portwrit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Runs the command inside the test: no process, a fixed time, an empty environment. */
final class Command {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** What a run printed and how it ended. */
  record Outcome(ExitCode exitCode, String out, String err) {}

  private final Path directory;
  private final String input;

  private Command(Path directory, String input) {
    this.directory = directory;
    this.input = input;
  }

  static Command in(Path directory) {
    return new Command(directory, "");
  }

  Command withInput(String text) {
    return new Command(directory, text);
  }

  Outcome run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            directory,
            Map.of(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    ExitCode code = new Program(environment).run(words);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
