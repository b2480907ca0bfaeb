package dev.portwrit.registry.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where the secrets of new access tokens go, each into a file that only its owner may read. Docker
 * Hub tells a secret once.
 */
final class TokenFolder {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path folder;
  private final Consumer<Path> told;

  /**
   * A folder, made when there is a secret.
   *
   * @param told hears of each file that has a secret now
   */
  TokenFolder(Path folder, Consumer<Path> told) {
    this.folder = folder;
    this.told = told;
  }

  /** The file for a label. Others than of plain labels are told apart by their length and hash. */
  Path file(String label) {
    String plain = label.replaceAll("[^A-Za-z0-9._-]", "_");
    boolean same = plain.equals(label) && !label.startsWith(".");
    String name = same ? label : "_" + plain + "-" + Integer.toHexString(label.hashCode());
    return folder.resolve(name + ".token");
  }

  /**
   * Makes the file, empty, before the token is: what cannot be kept is not asked for.
   *
   * @throws FileAlreadyExistsException if there is a secret already
   * @throws IOException if it cannot be made
   */
  Path prepare(String label) throws IOException {
    Files.createDirectories(folder, only("rwx------"));
    Path file = file(label);
    if (Files.exists(file) && Files.size(file) > 0) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.deleteIfExists(file);
    return Files.createFile(file, only("rw-------"));
  }

  /** Keeps a secret for good. */
  void keep(Path file, String secret) throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
      ByteBuffer bytes = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    told.accept(file);
  }

  /** Removes a file that no secret came for. */
  void drop(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is empty, and the next one takes its place.
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
