package dev.portwrit.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code git} of this machine at work in one folder, with nothing of the user's own settings.
 */
public final class RealGit {
  private final Path folder;
  private Instant time = Instant.parse("2026-01-01T00:00:00Z");

  private RealGit(Path folder) {
    this.folder = folder;
  }

  /** An existing repository or working tree. */
  public static RealGit at(Path folder) {
    return new RealGit(folder);
  }

  /** A new working tree on the branch {@code main}. */
  public static RealGit init(Path folder) {
    RealGit git = at(createFolder(folder));
    git.run("init", "--quiet", "--initial-branch=main");
    return git;
  }

  /** A new bare repository whose {@code HEAD} is {@code main}. */
  public static RealGit initBare(Path folder) {
    RealGit git = at(createFolder(folder));
    git.run("init", "--quiet", "--bare", "--initial-branch=main");
    return git;
  }

  /** A working tree on {@code main} that pushes to a repository. */
  public RealGit cloneTo(Path target) {
    RealGit git = init(target);
    git.run("remote", "add", "origin", folder.toString());
    return git;
  }

  public Path folder() {
    return folder;
  }

  /** From now on commits are of this instant. */
  public RealGit at(String instant) {
    time = Instant.parse(instant);
    return this;
  }

  /** Writes a file, in folders that are made where needed. */
  public RealGit write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits all that is there and returns the identifier. */
  public String commit(String message) {
    run("add", "--all");
    run("commit", "--quiet", "--allow-empty", "--message", message);
    return run("rev-parse", "HEAD");
  }

  /** Pushes the branch {@code main}. */
  public RealGit push(String... options) {
    List<String> command = new ArrayList<>(List.of("push", "--quiet"));
    command.addAll(List.of(options));
    command.addAll(List.of("origin", "HEAD:refs/heads/main"));
    run(command.toArray(String[]::new));
    return this;
  }

  /** Runs git and returns what it printed, without the final line end. */
  public String run(String... arguments) {
    return runWith(new byte[0], arguments);
  }

  /** Runs git with bytes on its standard input. */
  public String runWith(byte[] input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_AUTHOR_NAME", "Ada");
    builder.environment().put("GIT_AUTHOR_EMAIL", "ada@acme.example");
    builder.environment().put("GIT_COMMITTER_NAME", "Bob");
    builder.environment().put("GIT_COMMITTER_EMAIL", "bob@acme.example");
    builder.environment().put("GIT_AUTHOR_DATE", time.toString());
    builder.environment().put("GIT_COMMITTER_DATE", time.toString());
    builder.environment().put("GIT_ALLOW_PROTOCOL", "file");
    try {
      Process process = builder.start();
      process.getOutputStream().write(input);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " in " + folder + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path createFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
