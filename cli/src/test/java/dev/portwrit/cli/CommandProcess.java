package dev.portwrit.cli;

import dev.portwrit.registry.ecr.twin.TwinIam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, which can be killed. */
final class CommandProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param folder where it runs; what it prints lies beside
   * @param key the credentials of AWS
   */
  static CommandProcess start(
      Path folder, TwinIam.Key key, Map<String, String> variables, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    Path out = Files.createTempFile(folder.toAbsolutePath().getParent(), "command", ".out");
    Path err = Files.createTempFile(folder.toAbsolutePath().getParent(), "command", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", key.id());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", key.secret());
    builder.environment().putAll(variables);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new CommandProcess(process, out, err);
  }

  /** Waits for its end, and gives its status. */
  int status() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end: " + said());
    }
    return process.exitValue();
  }

  /** What it has printed so far. */
  String said() {
    try {
      return Files.readString(out) + Files.readString(err);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, as SIGTERM does, in the middle of a step, and waits until it has heard. */
  void terminateInAStep() {
    process.destroy();
    while (!said().contains("ending after the step that is under way")) {
      if (!process.isAlive()) {
        throw new AssertionError("it has ended: " + said());
      }
      Thread.onSpinWait();
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
