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
 * What is kept between the runs on one registry by one repository of policies: {@code lock}, {@code
 * applied} and {@code runs/}. It is made for its user alone. Without it a registry is met for the
 * first time.
 */
public final class StateFolder {
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
    String key = Fingerprint.sha256(workspace + "\n" + registry).substring(0, 16);
    return home.resolve("portwrit").resolve(registry.replaceAll("[^A-Za-z0-9-]", "_") + "-" + key);
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
   * Takes the lock of the registry.
   *
   * @param who what others read who find it taken
   * @return empty if somebody else has it
   * @throws IOException if its file cannot be used
   */
  public Optional<RegistryLock> lock(String who) throws IOException {
    return RegistryLock.take(folder.resolve("lock"), who);
  }

  /**
   * Who took the lock last.
   *
   * @return what they said of themselves
   */
  public String holder() {
    return RegistryLock.holder(folder.resolve("lock"));
  }

  /**
   * The records of the runs.
   *
   * @return all of them
   */
  public RunRecords records() {
    return new RunRecords(folder.resolve("runs"));
  }

  /**
   * The commit that was applied last.
   *
   * @return empty at first contact
   * @throws IOException if it cannot be read, or is not what was written: that is never taken for a
   *     first contact
   */
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

  /** Notes the commit that was applied. */
  void applied(AppliedCommit commit) throws IOException {
    DurableFile.write(
        folder,
        "applied",
        "applied " + commit.id() + "\nat " + commit.at() + "\nrun " + commit.run() + "\n");
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
