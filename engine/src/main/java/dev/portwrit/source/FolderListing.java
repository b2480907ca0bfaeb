package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names below a folder that matter, with what the file system says about them. */
final class FolderListing {
  private final Path root;
  private final Harvest harvest;
  private List<Diagnostic> refusals = List.of();
  private final List<Entry> files = new ArrayList<>();
  private final Deque<Folder> folders = new ArrayDeque<>();

  /**
   * A file to read. The attributes change whenever the file does, but for changes within one tick
   * of the clock of the file system.
   */
  record Entry(String path, Path file, Map<String, Object> attributes) {
    long size() {
      return (Long) attributes.getOrDefault("size", 0L);
    }

    boolean is(String kind) {
      return Boolean.TRUE.equals(attributes.get(kind));
    }
  }

  /** A folder to look into, by the path that the file system gave: its text may not lead back. */
  private record Folder(String path, Path directory) {}

  private FolderListing(Path root, SourceLimits limits) {
    this.root = root;
    this.harvest = new Harvest(limits);
  }

  static FolderListing of(Path root, SourceLimits limits) throws SourceException {
    FolderListing listing = new FolderListing(root, limits);
    try {
      listing.folders.push(new Folder("", root));
      while (!listing.folders.isEmpty()) {
        listing.visit(listing.folders.pop());
      }
      listing.refusals = listing.harvest.diagnostics();
      return listing;
    } catch (IOException unreadable) {
      throw unreadable(root, unreadable);
    }
  }

  List<Entry> files() {
    return files;
  }

  /** Whether another listing has the same files with the same attributes, and refuses the same. */
  boolean isSameAs(FolderListing other) {
    return files.equals(other.files) && refusals.equals(other.refusals);
  }

  /** Reads the files; once for each listing. */
  Snapshot read() throws SourceException {
    try {
      for (Entry entry : files) {
        if (harvest.isRead(entry.path(), entry.size())) {
          harvest.add(new PolicyFile(entry.path(), content(entry)));
        }
      }
      if (!harvest.hasRootFile()) {
        throw new SourceException(
            Code.NO_WORKSPACE,
            "there is no `"
                + PolicyPaths.ROOT_FILE
                + "` in `"
                + PathText.line(root.toString())
                + "`",
            "`portwrit init` makes a first workspace");
      }
      return harvest.finish(root.toString(), null, null);
    } catch (IOException unreadable) {
      throw unreadable(root, unreadable);
    }
  }

  private void visit(Folder entered) throws IOException {
    String folder = entered.path();
    Path directory = entered.directory();
    Map<String, Path> children = children(directory, folder);
    if (!folder.isEmpty() && Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
      harvest.refuseSubmodule(folder);
      return;
    }
    String prefix = folder.isEmpty() ? "" : folder + "/";
    for (Map.Entry<String, Path> child : children.entrySet()) {
      String path = prefix + child.getKey();
      if (!harvest.isNextEntryTaken(path)) {
        return;
      }
      if (!PolicyPaths.isHidden(path)) {
        visit(new Entry(path, child.getValue(), attributes(child.getValue())));
      }
    }
  }

  private void visit(Entry entry) {
    if (entry.is("isSymbolicLink")) {
      if (PolicyPaths.isEntered(entry.path())) {
        harvest.refuseSymbolicLink(entry.path());
      }
    } else if (entry.is("isDirectory")) {
      if (harvest.isEntered(entry.path())) {
        folders.push(new Folder(entry.path(), entry.file()));
      }
    } else if (PolicyPaths.of(entry.path()) != PolicyPaths.Area.NONE) {
      if (entry.is("isRegularFile")) {
        files.add(entry);
      } else {
        harvest.refuseSpecialFile(entry.path());
      }
    }
  }

  /** The names in a folder, in order, so that equal folders meet a limit at the same name. */
  private Map<String, Path> children(Path directory, String folder) throws IOException {
    Map<String, Path> children = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path child : stream) {
        byte[] name = nameBytes(child);
        Optional<String> text = PathText.of(name);
        if (text.isPresent()) {
          children.put(text.get(), child);
        } else if (name[0] != '.') {
          harvest.refuseName((folder.isEmpty() ? "" : folder + "/") + PathText.escaped(name));
        }
      }
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    return children;
  }

  /**
   * The bytes of a name. The text that Java makes of it depends on the locale, and under {@code
   * LANG=C} loses what is not ASCII; a URI keeps every byte.
   */
  private static byte[] nameBytes(Path child) {
    String name = child.getFileName().toString();
    if (name.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return name.getBytes(StandardCharsets.US_ASCII);
    }
    URI uri = child.toUri();
    String raw = uri.getRawPath().replaceAll("/$", "");
    String last = raw.substring(raw.lastIndexOf('/') + 1);
    ByteBuffer bytes = ByteBuffer.allocate(last.length());
    for (int i = 0; i < last.length(); i++) {
      boolean escape = last.charAt(i) == '%';
      bytes.put((byte) (escape ? Integer.parseInt(last, i + 1, i + 3, 16) : last.charAt(i)));
      i += escape ? 2 : 0;
    }
    byte[] result = new byte[bytes.position()];
    bytes.flip().get(result);
    return result;
  }

  private static Map<String, Object> attributes(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    String kinds = "isRegularFile,isDirectory,isSymbolicLink,size,lastModifiedTime";
    return Files.readAttributes(
        file, unix ? "unix:ctime,ino," + kinds : kinds, LinkOption.NOFOLLOW_LINKS);
  }

  /** The bytes of the file; of one that grows meanwhile, what it had when it was listed. */
  private static byte[] content(Entry entry) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            entry.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer buffer = ByteBuffer.allocate((int) entry.size());
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      byte[] content = new byte[buffer.position()];
      buffer.flip().get(content);
      return content;
    }
  }

  private static SourceException unreadable(Path root, IOException cause) {
    boolean vanished = cause instanceof NoSuchFileException;
    String what = cause.getMessage() == null ? root.toString() : cause.getMessage();
    return new SourceException(
        Code.SOURCE_UNREADABLE,
        "cannot read `" + PathText.line(what) + "`" + (vanished ? ": it vanished" : ""),
        vanished ? "try again" : "see who may read the folder",
        cause);
  }
}
