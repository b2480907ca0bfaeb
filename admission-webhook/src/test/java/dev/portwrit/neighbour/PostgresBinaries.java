package dev.portwrit.neighbour;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL: those in the folder that {@code PORTWRIT_POSTGRES} names, or
 * Debian's, or those that come with the build, which are unpacked once.
 */
final class PostgresBinaries {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String PACKED = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /** Their folder; skips the test that asks, with a printed reason, if there are none. */
  static Path folder() throws IOException, InterruptedException {
    Optional<Path> found =
        Optional.ofNullable(System.getenv("PORTWRIT_POSTGRES")).map(Path::of).or(Debian::newest);
    return found.isPresent() ? found.get() : unpacked();
  }

  private static final class Debian {
    static Optional<Path> newest() {
      if (!Files.isDirectory(DEBIAN)) {
        return Optional.empty();
      }
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        return versions
            .map(version -> version.resolve("bin"))
            .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
            .max(Comparator.naturalOrder());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  private static Path unpacked() throws IOException, InterruptedException {
    boolean isForThisMachine =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(PACKED)) {
      if (packed == null || !isForThisMachine) {
        String reason = "skipped: there is no PostgreSQL; get the Debian package postgresql";
        System.err.println(reason);
        throw new TestAbortedException(reason);
      }
      // Not below the build: a server that root starts runs as somebody who may not look there.
      Path folder = Files.createTempDirectory("portwrit-postgres-programs");
      PostgresFolders.openToAll(folder);
      PostgresFolders.removeAtEnd(folder);
      Process tar =
          new ProcessBuilder(List.of("tar", "-xf", "-", "-C", folder.toString()))
              .redirectErrorStream(true)
              .start();
      try (OutputStream input = tar.getOutputStream()) {
        new XZInputStream(packed).transferTo(input);
      }
      if (tar.waitFor() != 0) {
        throw new IOException("PostgreSQL could not be unpacked into " + folder);
      }
      return folder.resolve("bin");
    }
  }
}
