package dev.portwrit.embedded;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What each repository holds, as small files; the bytes themselves are in the content store. */
final class RepositoryFiles {
  private static final String BLOBS = "_blobs";
  private static final String MANIFESTS = "_manifests";
  private static final String TAGS = "_tags";
  private static final String REFERRERS = "_referrers";

  private final Path root;
  private final ContentStore content;

  RepositoryFiles(Path root, ContentStore content) {
    this.root = root;
    this.content = content;
  }

  /** Whether anything was ever pushed to the repository. */
  boolean exists(RepositoryName name) {
    return Files.isDirectory(folder(name, MANIFESTS)) || Files.isDirectory(folder(name, BLOBS));
  }

  /** The repositories that ever had a manifest, in order. */
  List<RepositoryName> names() throws IOException {
    List<RepositoryName> names = new ArrayList<>();
    if (Files.isDirectory(root)) {
      Files.walkFileTree(root, new NameCollector(root, names));
    }
    names.sort(null);
    return names;
  }

  boolean hasBlob(RepositoryName name, Digest blob) {
    return Files.isRegularFile(link(name, BLOBS, blob));
  }

  /** Whether any repository at all holds the blob. */
  boolean anyHasBlob(Digest blob) throws IOException {
    for (RepositoryName name : names()) {
      if (hasBlob(name, blob)) {
        return true;
      }
    }
    return false;
  }

  void addBlob(RepositoryName name, Digest blob) throws IOException {
    write(link(name, BLOBS, blob), "");
  }

  /** Returns whether the blob was there. */
  boolean removeBlob(RepositoryName name, Digest blob) throws IOException {
    return Files.deleteIfExists(link(name, BLOBS, blob));
  }

  /** The media type of a manifest, or empty if the repository does not hold it. */
  Optional<String> mediaType(RepositoryName name, Digest manifest) throws IOException {
    return AtomicFile.read(link(name, MANIFESTS, manifest));
  }

  void addManifest(RepositoryName name, Digest manifest, String mediaType) throws IOException {
    write(link(name, MANIFESTS, manifest), mediaType);
  }

  /** Returns whether the manifest was there. */
  boolean removeManifest(RepositoryName name, Digest manifest) throws IOException {
    return Files.deleteIfExists(link(name, MANIFESTS, manifest));
  }

  Optional<Digest> digest(RepositoryName name, Tag tag) throws IOException {
    return AtomicFile.read(folder(name, TAGS).resolve(tag.value())).flatMap(Digest::parse);
  }

  void setTag(RepositoryName name, Tag tag, Digest manifest) throws IOException {
    write(folder(name, TAGS).resolve(tag.value()), manifest.value());
  }

  /** Returns whether the tag was there. */
  boolean removeTag(RepositoryName name, Tag tag) throws IOException {
    return Files.deleteIfExists(folder(name, TAGS).resolve(tag.value()));
  }

  /** The tags in order of their bytes. */
  List<Tag> tags(RepositoryName name) throws IOException {
    return fileNames(folder(name, TAGS)).stream()
        .flatMap(text -> Tag.parse(text).stream())
        .sorted()
        .toList();
  }

  void addReferrer(RepositoryName name, Digest subject, Digest referrer) throws IOException {
    write(referrerFile(name, subject, referrer), "");
  }

  void removeReferrer(RepositoryName name, Digest subject, Digest referrer) throws IOException {
    Files.deleteIfExists(referrerFile(name, subject, referrer));
  }

  /** The manifests that name this one as their subject, in order. */
  List<Digest> referrers(RepositoryName name, Digest subject) throws IOException {
    List<Digest> referrers = new ArrayList<>();
    Path folder = link(name, REFERRERS, subject);
    for (String algorithm : fileNames(folder)) {
      for (String hex : fileNames(folder.resolve(algorithm))) {
        Digest.parse(algorithm + ":" + hex).ifPresent(referrers::add);
      }
    }
    referrers.sort(null);
    return referrers;
  }

  private Path referrerFile(RepositoryName name, Digest subject, Digest referrer) {
    return link(name, REFERRERS, subject).resolve(referrer.algorithm()).resolve(referrer.hex());
  }

  private Path folder(RepositoryName name, String kind) {
    return root.resolve(name.value()).resolve(kind);
  }

  private Path link(RepositoryName name, String kind, Digest digest) {
    return folder(name, kind).resolve(digest.algorithm()).resolve(digest.hex());
  }

  private void write(Path file, String text) throws IOException {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8), content.incoming());
  }

  private static List<String> fileNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static final class NameCollector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<RepositoryName> names;

    NameCollector(Path root, List<RepositoryName> names) {
      this.root = root;
      this.names = names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.getFileName().toString().startsWith("_") || folder.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      if (folder.endsWith(MANIFESTS)) {
        String name = root.relativize(folder.getParent()).toString().replace('\\', '/');
        RepositoryName.parse(name).ifPresent(names::add);
      }
      return FileVisitResult.SKIP_SUBTREE;
    }
  }
}
