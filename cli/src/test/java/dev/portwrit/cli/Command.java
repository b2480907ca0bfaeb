package dev.portwrit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Runs the command inside the test: no process, a fixed time, no environment but what is given. */
final class Command {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** What a run printed and how it ended. */
  record Outcome(ExitCode exitCode, String out, String err) {}

  private final Path directory;
  private final InputStream input;
  private final int room;
  private final Map<String, String> variables;
  private final LiveRegistries registries;

  private Command(
      Path directory,
      InputStream input,
      int room,
      Map<String, String> variables,
      LiveRegistries registries) {
    this.directory = directory;
    this.input = input;
    this.room = room;
    this.variables = variables;
    this.registries = registries;
  }

  static Command in(Path directory) {
    return new Command(
        directory,
        InputStream.nullInputStream(),
        Integer.MAX_VALUE,
        Map.of(),
        new ServedRegistries());
  }

  Command withInput(String text) {
    return withInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  Command withInput(InputStream stream) {
    return new Command(directory, stream, room, variables, registries);
  }

  /** The same with a standard output that fails behind so many bytes. */
  Command withRoomFor(int bytes) {
    return new Command(directory, input, bytes, variables, registries);
  }

  Command withVariables(Map<String, String> others) {
    return new Command(directory, input, room, others, registries);
  }

  /** The same with other live registries. */
  Command withRegistries(LiveRegistries others) {
    return new Command(directory, input, room, variables, others);
  }

  Outcome run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            directory,
            variables,
            Clock.fixed(NOW, ZoneOffset.UTC),
            input,
            new PrintStream(bounded(out), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            registries);
    ExitCode code = new Program(environment).run(words);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private OutputStream bounded(ByteArrayOutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        if (out.size() >= room) {
          throw new IOException("Broken pipe");
        }
        out.write(b);
      }
    };
  }
}
