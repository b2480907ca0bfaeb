package dev.portwrit.apply;

import dev.portwrit.plan.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept between runs, in a folder of one machine: {@code lock}, {@code applied} and {@code
 * runs/}. It is made for its user alone.
 */
public final class StateFolder implements RunState {
  private static final Pattern APPLIED =
      Pattern.compile("applied ([0-9a-f]{40})\nat (\\S+)\nrun ([0-9]{1,8})\n");

  private final Path folder;

  private StateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Where state lies if nobody says otherwise: below {@code $XDG_STATE_HOME/portwrit}, which is
   * {@code ~/.local/state/portwrit}.
   *
   * @param variables the environment variables
   * @param workspace which repository of policies
   * @param registry the name of the registry
   * @return a folder, which may not exist
   */
  public static Path standard(Map<String, String> variables, String workspace, String registry) {
    Path home =
        Optional.ofNullable(variables.get("XDG_STATE_HOME"))
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(
                () ->
                    Path.of(System.getProperty("user.home", "."))
                        .toAbsolutePath()
                        .resolve(".local/state"));
    return home.resolve("portwrit").resolve(key(workspace, registry));
  }

  /**
   * The name under which what belongs to a registry is kept: clones of a repository agree on it.
   *
   * @param workspace which repository of policies
   * @param registry the name of the registry
   * @return letters, digits, {@code -} and {@code _}
   */
  public static String key(String workspace, String registry) {
    String hash = Fingerprint.sha256(workspace + "\n" + registry).substring(0, 16);
    return registry.replaceAll("[^A-Za-z0-9-]", "_") + "-" + hash;
  }

  /**
   * Opens a folder, and makes it.
   *
   * @param folder where
   * @return the state
   * @throws IOException if it cannot be made
   */
  public static StateFolder open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!Files.isDirectory(absolute.resolve("runs"))) {
      Files.createDirectories(
          absolute.resolve("runs"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return new StateFolder(absolute);
  }

  /**
   * What a folder says, without making it.
   *
   * @param folder where
   * @return the commit that was applied last; empty at first contact
   * @throws IOException if it cannot be read, or says something else
   */
  public static Optional<AppliedCommit> appliedIn(Path folder) throws IOException {
    return new StateFolder(folder.toAbsolutePath()).applied();
  }

  /**
   * The records in a folder, without making it.
   *
   * @param folder where
   * @return empty where there is no such folder
   */
  public static Optional<RunRecords> recordsIn(Path folder) {
    Path absolute = folder.toAbsolutePath();
    return Files.isDirectory(absolute.resolve("runs"))
        ? Optional.of(new StateFolder(absolute).records())
        : Optional.empty();
  }

  @Override
  public Optional<RegistryLock> lock(String who) throws IOException {
    return FileRegistryLock.take(folder.resolve("lock"), who);
  }

  @Override
  public String holder() {
    return FileRegistryLock.holder(folder.resolve("lock"));
  }

  @Override
  public RunRecords records() {
    return new RunRecords(new RecordFiles(folder.resolve("runs")));
  }

  @Override
  public Optional<AppliedCommit> applied() throws IOException {
    Path file = folder.resolve("applied");
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException never) {
      return Optional.empty();
    }
    Matcher content = APPLIED.matcher(text);
    if (!content.matches()) {
      throw new IOException("`" + file + "` does not hold an applied commit");
    }
    try {
      return Optional.of(
          new AppliedCommit(
              content.group(1),
              Instant.parse(content.group(2)),
              Integer.parseInt(content.group(3))));
    } catch (DateTimeParseException broken) {
      throw new IOException("`" + file + "` does not say when", broken);
    }
  }

  @Override
  public void applied(AppliedCommit commit) throws IOException {
    DurableFile.write(
        folder,
        "applied",
        "applied " + commit.id() + "\nat " + commit.at() + "\nrun " + commit.run() + "\n");
  }

  /** Nothing is held. */
  @Override
  public void close() {}

  @Override
  public String toString() {
    return folder.toString();
  }
}
