package dev.portwrit.neighbour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The home of one user of registry clients: a folder with the logins of that user and of nobody
 * else. Clients that are run in it see no other configuration.
 */
public final class ClientHome {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;

  /** A home in a folder, which is made if it is not there. */
  public ClientHome(Path folder) {
    try {
      this.folder = Files.createDirectories(folder);
      Files.createDirectories(folder.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with the logins, in the format of docker's {@code config.json}. */
  public Path logins() {
    return folder.resolve("config.json");
  }

  /** Writes the login for one registry, in place of all others, without asking the registry. */
  public ClientHome withLogin(String address, String user, String password) {
    String pair = user + ":" + password;
    String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    try {
      Files.writeString(logins(), "{\"auths\":{\"" + address + "\":{\"auth\":\"" + auth + "\"}}}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The folder itself, for what a client keeps besides its logins. */
  Path folder() {
    return folder;
  }

  /** Runs a command to its end and answers what it wrote. */
  Outcome run(List<String> command, String input) {
    try {
      Path output = Files.createTempFile(folder, "out", "");
      Path errors = Files.createTempFile(folder, "err", "");
      Process process = start(command, output, errors);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // A program that reads no input may be gone already; its status tells what matters.
      }
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("`" + command + "` did not end: " + Files.readString(errors));
      }
      return new Outcome(
          String.join(" ", command),
          process.exitValue(),
          Files.readString(output),
          Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while `" + command.get(0) + "` ran", e);
    }
  }

  private Process start(List<String> command, Path output, Path errors) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("DOCKER_CONFIG", folder.toString());
    environment.put("XDG_RUNTIME_DIR", folder.toString());
    environment.put("TMPDIR", folder.resolve("tmp").toString());
    // Of the keys that cosign makes for a test.
    environment.put("COSIGN_PASSWORD", "");
    Process process = builder.start();
    RunningProcess.endWithJvm(process);
    return process;
  }
}
