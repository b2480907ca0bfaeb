package dev.portwrit.gateway.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** A file with keys: made once, and refused when others may read or change it. */
final class TokenKeyFile {
  private static final Set<PosixFilePermission> FORBIDDEN =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private TokenKeyFile() {}

  static TokenKeys read(Path file, byte[] content) throws IdentityFileException {
    requirePrivate(file);
    return TokenKeys.parse("`" + file + "`", content);
  }

  /**
   * Makes the file with a new key unless there is one. Of two gateways that start together one
   * makes it and both use it: the file appears whole or not at all.
   */
  static void createIfAbsent(Path file, SecureRandom random) throws IdentityFileException {
    if (Files.exists(file)) {
      return;
    }
    byte[] suffix = new byte[8];
    random.nextBytes(suffix);
    Path draft = file.resolveSibling(file.getFileName() + "." + HexFormat.of().formatHex(suffix));
    try {
      try {
        write(draft, TokenKey.newLine(random));
        publish(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (FileAlreadyExistsException e) {
      // Another gateway was faster; its key is the one.
    } catch (IOException e) {
      throw new IdentityFileException(
          "`" + file + "` cannot be made for the key of the tokens: " + e.getMessage());
    }
  }

  private static void write(Path draft, String line) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(draft, options, ownerOnly(draft))) {
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }

  private static void publish(Path draft, Path file) throws IOException {
    try {
      // A link fails if the name is taken; a move might replace another gateway's key.
      Files.createLink(file, draft);
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void requirePrivate(Path file) throws IdentityFileException {
    if (!isPosix(file)) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.stream().anyMatch(FORBIDDEN::contains)) {
        throw new IdentityFileException(
            "`" + file + "` may be read or changed by others; `chmod 600` it and change the key");
      }
    } catch (IOException e) {
      throw new IdentityFileException("`" + file + "` cannot be examined: " + e.getMessage());
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
