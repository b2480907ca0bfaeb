package dev.portwrit.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of files that are written whole or not at all, of which the oldest go when there is too
 * much. It is used only if it belongs to the user of this process and to nobody else: where that
 * cannot be known, it throws.
 */
final class EntryFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String UNFINISHED = ".new";

  // No process takes as long to write one file.
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Path folder;
  private final long mostBytes;

  private record Entry(Path file, long bytes, FileTime time) {}

  EntryFolder(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** The bytes of a file, which counts as used from now on. */
  byte[] read(String name) throws IOException {
    requireOurs(folder, true);
    Path file = folder.resolve(name);
    requireOurs(file, false);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readAllBytes();
    }
    use(file);
    return bytes;
  }

  private static void use(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException deletedMeanwhile) {
      // It was read, which is what counts.
      return;
    }
  }

  /** Writes a file beside, moves it in place, and removes what is too much. */
  void write(String name, byte[] bytes) throws IOException {
    if (bytes.length > mostBytes) {
      return;
    }
    Files.createDirectories(folder.getParent());
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    requireOurs(folder, true);
    Path beside = Files.createTempFile(folder, "", UNFINISHED);
    try {
      Files.write(beside, bytes, StandardOpenOption.WRITE);
      Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
    removeTooMuch();
  }

  private void removeTooMuch() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        addIfThere(file, entries);
      }
    }
    Instant leftBehind = Instant.now().minus(LEFT_BEHIND);
    entries.sort(Comparator.comparing(Entry::time).reversed());
    long kept = 0;
    for (Entry entry : entries) {
      boolean unfinished = entry.file().toString().endsWith(UNFINISHED);
      kept += entry.bytes();
      if (unfinished ? entry.time().toInstant().isBefore(leftBehind) : kept > mostBytes) {
        Files.deleteIfExists(entry.file());
      }
    }
  }

  private static void addIfThere(Path file, List<Entry> entries) throws IOException {
    try {
      PosixFileAttributes attributes = attributes(file);
      entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
  }

  private static void requireOurs(Path path, boolean directory) throws IOException {
    PosixFileAttributes attributes = attributes(path);
    boolean ours =
        attributes.owner().equals(user(path)) && OWNER_ONLY.containsAll(attributes.permissions());
    if (!ours || (directory ? !attributes.isDirectory() : !attributes.isRegularFile())) {
      throw new AccessDeniedException(path.toString(), null, "not of this user alone");
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static UserPrincipal user(Path path) throws IOException {
    return path.getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name", ""));
  }
}
