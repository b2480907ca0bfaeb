package dev.portwrit.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Small files that are there whole or not at all. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes the file by way of another in the folder {@code incoming}, replacing what was there. */
  static void write(Path file, byte[] bytes, Path incoming) throws IOException {
    Path fresh = Files.createTempFile(incoming, "small", "");
    Files.write(fresh, bytes);
    move(fresh, file);
  }

  /** Moves a finished file to its place, replacing what was there. */
  static void move(Path finished, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The text of a file, or empty if there is none. */
  static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
