package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Bytes by their digest. What is here was checked against its digest when it came; nothing is ever
 * changed or removed.
 */
final class ContentStore {
  private final Path content;
  private final Path incoming;

  private ContentStore(Path content, Path incoming) {
    this.content = content;
    this.incoming = incoming;
  }

  /** Opens the store, and clears away the uploads that an earlier process left unfinished. */
  static ContentStore in(Path folder) throws IOException {
    Path incoming = Files.createDirectories(folder.resolve("incoming"));
    try (Stream<Path> leftovers = Files.list(incoming)) {
      for (Path leftover : leftovers.toList()) {
        Files.deleteIfExists(leftover);
      }
    }
    return new ContentStore(Files.createDirectories(folder.resolve("content")), incoming);
  }

  /** The folder for files on their way in, on the same file system as the content. */
  Path incoming() {
    return incoming;
  }

  boolean has(Digest digest) {
    return Files.isRegularFile(file(digest));
  }

  /** Where the bytes are, if they are here. */
  Path file(Digest digest) {
    return content
        .resolve(digest.algorithm())
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex());
  }

  /** All the bytes; for manifests, whose size is bounded. */
  byte[] read(Digest digest) throws IOException {
    return Files.readAllBytes(file(digest));
  }

  /** Takes in bytes that are known to have this digest. */
  void put(Digest digest, byte[] bytes) throws IOException {
    if (!has(digest)) {
      AtomicFile.write(file(digest), bytes, incoming);
    }
  }

  /** Takes in a finished file that is known to have this digest. The file is gone afterwards. */
  void adopt(Digest digest, Path finished) throws IOException {
    AtomicFile.move(finished, file(digest));
  }
}
