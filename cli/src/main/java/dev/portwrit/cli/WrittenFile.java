package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files of a working tree. */
final class WrittenFile {
  private WrittenFile() {}

  /**
   * Writes a file whole or not at all; one that was there stays for the same people to read.
   *
   * @param file in a folder that is there
   */
  static void write(Path file, String text) throws Failure {
    try {
      Path fresh = Files.createTempFile(file.getParent(), ".", ".new");
      try {
        Files.writeString(fresh, text);
        if (Files.getFileStore(fresh).supportsFileAttributeView(PosixFileAttributeView.class)) {
          Files.setPosixFilePermissions(fresh, rights(file));
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + file + "` could not be written: " + IoReason.of(e), "look at the folder's rights");
    }
  }

  private static Set<PosixFilePermission> rights(Path file) throws IOException {
    return Files.exists(file)
        ? Files.getPosixFilePermissions(file)
        : PosixFilePermissions.fromString("rw-r--r--");
  }
}
