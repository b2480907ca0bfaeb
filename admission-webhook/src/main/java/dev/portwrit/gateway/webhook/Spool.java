package dev.portwrit.gateway.webhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries that wait, a file each, which only their owner reads. A file is whole or not
 * there; what is no delivery is set aside. Used by one thread.
 */
final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final String ENDING = ".json";

  private final Path folder;

  private Spool(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, which is made if it is not there. */
  static Spool open(Path folder) throws IOException {
    Files.createDirectories(folder, owned("rwx------"));
    return new Spool(folder);
  }

  private static FileAttribute<?>[] owned(String permissions) {
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Everything that waits, in the order in which it came. */
  List<Delivery> read() throws IOException {
    List<Delivery> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(ENDING)) {
          read(file, name).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<Delivery> read(Path file, String name) throws IOException {
    String number = name.substring(0, name.length() - ENDING.length());
    Optional<Delivery> delivery =
        number.matches("[0-9]{19}")
            ? Delivery.read(Long.parseLong(number), Files.readAllBytes(file))
            : Optional.empty();
    if (delivery.isEmpty()) {
      LOG.warn("{} is no webhook that waits, and is set aside", file);
      Files.move(
          file, file.resolveSibling(name + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
    }
    return delivery;
  }

  /** Keeps a delivery until it is removed. */
  void add(Delivery delivery) throws IOException {
    Path file = file(delivery);
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            owned("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(delivery.toBytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets one; that it cannot be is logged, and it is sent again after a restart. */
  void remove(Delivery delivery) {
    try {
      Files.deleteIfExists(file(delivery));
    } catch (IOException e) {
      LOG.warn("a webhook that is done cannot be removed: {}", e.getMessage());
    }
  }

  private Path file(Delivery delivery) {
    return folder.resolve(String.format("%019d%s", delivery.number(), ENDING));
  }
}
