package dev.portwrit.neighbour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders outside of the build, which a server that runs as somebody else can use. */
final class PostgresFolders {
  private PostgresFolders() {}

  static void openToAll(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Gives a folder to the user as whom servers run. */
  static void giveAway(Path folder, String user) throws IOException {
    Files.setOwner(
        folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
  }

  static void removeAtEnd(Path folder) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println(folder + " could not be removed: " + e);
    }
  }
}
