package dev.portwrit.gateway;

import dev.portwrit.gateway.identity.TokenKeySource;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.gateway.server.StateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, which can be killed as {@code kill -9} does. */
final class GatewayProcess implements AutoCloseable {
  private static final String SERVES = "serves ";

  private final Process process;
  private final String address;

  private GatewayProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param ahead by how much its clock is ahead
   * @param log where its messages go
   */
  static GatewayProcess start(Path workspace, Path users, Path ledger, Duration ahead, Path log)
      throws IOException {
    return start(log, workspace.toString(), users.toString(), ledger.toString(), ahead.toString());
  }

  /** The same with a ledger in a database, which others use too. */
  static GatewayProcess sharing(
      String database, Path workspace, Path users, Path ledger, Duration ahead, Path log)
      throws IOException {
    return start(
        log, workspace.toString(), users.toString(), ledger.toString(), ahead.toString(), database);
  }

  private static GatewayProcess start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Serving.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(SERVES)) {
        return new GatewayProcess(process, line.substring(SERVES.length()));
      }
    }
    throw new IOException("the gateway did not start; see " + log);
  }

  /** Host and port as clients write them. */
  String address() {
    return address;
  }

  /** Waits, and answers whether it is alive after that. */
  boolean livesFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends it without a chance to do anything more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the gateway survived being killed");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The program; it ends with its input, so that none is left when the tests die. */
  static final class Serving {
    private Serving() {}

    public static void main(String[] arguments) throws Exception {
      Path ledger = Path.of(arguments[2]);
      StateFiles files = StateFiles.of(Path.of(arguments[1]), ledger);
      if (arguments.length > 4) {
        files =
            files.with(
                Optional.of(new TokenKeySource.File(ledger.resolveSibling("key"))),
                Optional.of(PostgresFixture.anyTime(arguments[4])));
      }
      Clock clock = Clock.offset(Clock.systemUTC(), Duration.parse(arguments[3]));
      try (RunningGateway gateway =
          RunningGateway.start(Path.of(arguments[0]), "local", files, clock)) {
        System.out.println(SERVES + gateway.address());
        while (System.in.read() >= 0) {
          // Wait for the end.
        }
      }
    }
  }
}
