package dev.portwrit.neighbour;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that runs in a process of its own until it is closed or the JVM ends. */
final class RunningProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int KEPT_CHARACTERS = 64 * 1024;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final Process process;
  private final StringBuilder log = new StringBuilder();
  private final CompletableFuture<String> announced = new CompletableFuture<>();

  private RunningProcess(Process process, Pattern announcement) {
    this.process = process;
    Thread reader = new Thread(() -> read(announcement), "log of " + process.info().command());
    reader.setDaemon(true);
    reader.start();
  }

  static RunningProcess start(List<String> command, Path folder, Pattern announcement)
      throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    endWithJvm(process);
    return new RunningProcess(process, announcement);
  }

  /** Ends the process when the JVM ends, if it still runs then. */
  static void endWithJvm(Process process) {
    RUNNING.removeIf(earlier -> !earlier.isAlive());
    RUNNING.add(process);
  }

  /** Waits for the announcement in what the program writes, and answers its first group. */
  String announced() throws IOException {
    try {
      return announced.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      close();
      throw new IOException("the program did not say that it is ready:\n" + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted while a program started", e);
    }
  }

  /** What the program wrote last, on both its outputs. */
  String log() {
    synchronized (log) {
      return log.toString();
    }
  }

  private void read(Pattern announcement) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = announcement.matcher(line);
        if (matcher.find()) {
          announced.complete(matcher.group(1));
        }
        keep(line);
      }
      announced.completeExceptionally(new IOException("the program ended"));
    } catch (IOException e) {
      announced.completeExceptionally(e);
    }
  }

  private void keep(String line) {
    synchronized (log) {
      log.append(line).append('\n');
      if (log.length() > KEPT_CHARACTERS) {
        log.delete(0, log.length() - KEPT_CHARACTERS);
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
