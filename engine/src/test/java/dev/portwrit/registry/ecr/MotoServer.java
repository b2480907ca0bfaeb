package dev.portwrit.registry.ecr;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running {@code moto_server}: AWS as others stand in for it. Its account is 123456789012. */
public final class MotoServer implements AutoCloseable {
  private static final Pattern RUNNING =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final URI url;

  private MotoServer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it on a free port, or skips the test where there is no such program.
   *
   * @return a server, to be closed
   * @throws IOException if it cannot be started
   */
  public static MotoServer start() throws IOException {
    Optional<Path> program = program();
    assumeTrue(
        program.isPresent(),
        "skipped: `moto_server` is neither on the PATH nor in PORTWRIT_TOOLS"
            + " (python3 -m venv FOLDER && FOLDER/bin/pip install 'moto[server]==5.2.5')");
    Process process =
        new ProcessBuilder(program.orElseThrow().toString(), "-H", "127.0.0.1", "-p", "0")
            .redirectErrorStream(true)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher running = RUNNING.matcher(line);
      if (running.find()) {
        drain(output);
        return new MotoServer(process, URI.create(running.group(1)));
      }
    }
    throw new IOException("moto_server ended: " + said);
  }

  private static Optional<Path> program() {
    String folders =
        System.getenv().getOrDefault("PORTWRIT_TOOLS", "")
            + File.pathSeparator
            + System.getenv().getOrDefault("PATH", "");
    return Stream.of(folders.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "moto_server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A process whose output nobody reads stands still. */
  private static void drain(BufferedReader output) {
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "moto-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Where all its services are.
   *
   * @return an address of the loopback
   */
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
