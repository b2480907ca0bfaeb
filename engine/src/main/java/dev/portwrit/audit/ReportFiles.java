package dev.portwrit.audit;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of one report while they are written: each beside its place under a name that begins
 * with a dot, durable, and put in place when all are whole, the manifest last. What is not finished
 * leaves nothing under a final name. For one thread.
 */
public final class ReportFiles implements AutoCloseable {
  private static final String SIGNATURE = Manifest.SUFFIX + Manifest.SIGNATURE;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?>[] ANY = {};
  private static final FileAttribute<?>[] MINE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private final Path folder;
  private final String name;
  private final String mark = UUID.randomUUID().toString();
  private final Map<String, Path> written = new LinkedHashMap<>();
  private final List<Manifest.Part> parts = new ArrayList<>();

  private ReportFiles(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** What writes a file. */
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out where to; it need not be flushed
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Begins the files of a report.
   *
   * @param report where it shall lie
   * @return the files, of which there is none yet
   * @throws IOException if the place of one of them is none for a file, as a folder, a link, a pipe
   *     or a device lies there
   */
  public static ReportFiles at(Path report) throws IOException {
    Path absolute = report.toAbsolutePath().normalize();
    Path name = absolute.getFileName();
    Path folder = absolute.getParent();
    if (name == null || folder == null) {
      throw new IOException("it is a folder");
    }
    ReportFiles files = new ReportFiles(folder, name.toString());
    files.requirePlaces();
    return files;
  }

  // A file cannot be renamed to a folder; to find that out at the second leaves the first. A pipe,
  // a
  // device or a link would be replaced by the file, and who looks at its other end sees nothing.
  private void requirePlaces() throws IOException {
    for (String suffix : List.of("", Evidence.SUFFIX, Manifest.SUFFIX, SIGNATURE)) {
      Path place = folder.resolve(name + suffix);
      if (Files.exists(place, NOFOLLOW_LINKS) && !Files.isRegularFile(place, NOFOLLOW_LINKS)) {
        throw new IOException("`" + place + "` is " + kind(place));
      }
    }
  }

  private static String kind(Path place) {
    if (Files.isSymbolicLink(place)) {
      return "a link";
    }
    return Files.isDirectory(place) ? "a folder" : "a pipe or a device";
  }

  /**
   * Writes a part of the report.
   *
   * @param suffix what is put behind the name of the report, empty for the report itself
   * @param content what writes it
   * @throws IOException if it cannot be written
   */
  public void part(String suffix, Content content) throws IOException {
    MessageDigest digest = sha256();
    Path file = write(suffix, out -> content.writeTo(new DigestOutputStream(out, digest)));
    parts.add(
        new Manifest.Part(
            name + suffix, HexFormat.of().formatHex(digest.digest()), Files.size(file)));
  }

  /**
   * The parts that were written.
   *
   * @return in the order in which they were written
   */
  public List<Manifest.Part> parts() {
    return List.copyOf(parts);
  }

  /**
   * Writes the manifest.
   *
   * @param manifest what it says
   * @throws IOException if it cannot be written
   */
  public void manifest(Manifest manifest) throws IOException {
    write(Manifest.SUFFIX, out -> out.write(manifest.text().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes the signature of the manifest.
   *
   * @param text what it is
   * @throws IOException if it cannot be written
   */
  public void signature(String text) throws IOException {
    write(SIGNATURE, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts all files in place, the manifest last. Then a signature and an evidence of the report
   * before, which this one has not, are removed.
   *
   * @throws IOException if one cannot be put there
   */
  public void finish() throws IOException {
    requirePlaces();
    List<String> old =
        Stream.of(SIGNATURE, Evidence.SUFFIX)
            .filter(suffix -> !written.containsKey(suffix))
            .toList();
    for (String suffix : List.copyOf(written.keySet())) {
      if (!suffix.equals(Manifest.SUFFIX)) {
        place(suffix);
      }
    }
    place(Manifest.SUFFIX);
    for (String suffix : old) {
      Files.deleteIfExists(folder.resolve(name + suffix));
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void place(String suffix) throws IOException {
    Path file = written.get(suffix);
    if (file != null) {
      Files.move(
          file,
          folder.resolve(name + suffix),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      written.remove(suffix);
    }
  }

  private Path write(String suffix, Content content) throws IOException {
    Path file = folder.resolve("." + name + suffix + "." + mark);
    written.put(suffix, file);
    Optional<Set<PosixFilePermission>> rights = rights(suffix);
    try (FileChannel channel = FileChannel.open(file, NEW, rights.isPresent() ? MINE : ANY)) {
      if (rights.isPresent()) {
        Files.setPosixFilePermissions(file, rights.get());
      }
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    return file;
  }

  // A report stays for the same people to read, and so does what lies beside it.
  private Optional<Set<PosixFilePermission>> rights(String suffix) throws IOException {
    for (Path before : List.of(folder.resolve(name + suffix), folder.resolve(name))) {
      if (Files.exists(before, NOFOLLOW_LINKS)
          && Files.getFileStore(before).supportsFileAttributeView(PosixFileAttributeView.class)) {
        return Optional.of(Files.getPosixFilePermissions(before, NOFOLLOW_LINKS));
      }
    }
    return Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Removes what was not put in place. */
  @Override
  public void close() throws IOException {
    for (Path file : written.values()) {
      Files.deleteIfExists(file);
    }
    written.clear();
  }
}
