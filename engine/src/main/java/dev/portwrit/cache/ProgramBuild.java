package dev.portwrit.cache;

import dev.portwrit.reference.Digest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Tells one build of the program from another. */
final class ProgramBuild {
  private ProgramBuild() {}

  /**
   * A text that another build, or the same on another Java, does not have: the archives of the
   * class path with their sizes and times, the one that holds the compiler by its bytes. Empty
   * where classes lie in folders, which may change while the program runs.
   */
  static Optional<String> current() {
    return of(System.getProperty("java.class.path", ""));
  }

  static Optional<String> of(String classPath) {
    StringBuilder build = new StringBuilder(System.getProperty("java.vm.version", ""));
    try {
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        Path archive = Path.of(entry);
        BasicFileAttributes attributes = Files.readAttributes(archive, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
          return Optional.empty();
        }
        build.append('\n').append(archive.toAbsolutePath());
        build.append(' ').append(attributes.size());
        build.append(' ').append(attributes.lastModifiedTime().toMillis());
        String name = String.valueOf(archive.getFileName());
        if (name.startsWith("portwrit-")) {
          build.append(' ').append(Digest.sha256(Files.readAllBytes(archive)).hex());
        }
      }
    } catch (IOException | InvalidPathException odd) {
      return Optional.empty();
    }
    return Optional.of(Digest.sha256(build.toString().getBytes(StandardCharsets.UTF_8)).hex());
  }
}
