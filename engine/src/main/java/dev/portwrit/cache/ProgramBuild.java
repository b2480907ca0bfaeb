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
import java.util.zip.ZipFile;

/** Tells one build of the program from another. */
final class ProgramBuild {
  private ProgramBuild() {}

  /**
   * A text that another build, or the same on another Java, does not have: the archives of the
   * class path with their sizes and times, our own by the checksums that they have of each part.
   * Empty where classes lie in folders, which may change while the program runs.
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
          appendParts(build, archive);
        }
      }
    } catch (IOException | InvalidPathException odd) {
      return Optional.empty();
    }
    return Optional.of(Digest.sha256(build.toString().getBytes(StandardCharsets.UTF_8)).hex());
  }

  // The runtime has read the list of parts already; the bytes would take a start 50 ms.
  private static void appendParts(StringBuilder build, Path archive) throws IOException {
    try (ZipFile parts = new ZipFile(archive.toFile())) {
      parts.stream()
          .forEach(
              part -> build.append(' ').append(part.getName()).append(' ').append(part.getCrc()));
    }
  }
}
