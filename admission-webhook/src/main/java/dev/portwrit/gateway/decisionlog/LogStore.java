package dev.portwrit.gateway.decisionlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens files of the log for writing. */
interface LogStore {
  /** The real disk. */
  LogStore DISK = LogStore::openOnDisk;

  /** Opens a file, making it durably if there is none. */
  LogChannel open(Path file) throws IOException;

  private static LogChannel openOnDisk(Path file) throws IOException {
    boolean isNew = !Files.exists(file);
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileChannel channel = FileChannel.open(file, options, permissions(file));
    if (isNew) {
      forceFolderOf(file);
    }
    return new DiskChannel(channel);
  }

  /** A log names private repositories: others than the owner and the group need not read it. */
  private static FileAttribute<?>[] permissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes the name of a new file as durable as its content will be. */
  private static void forceFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A file on the disk; {@code force} is fdatasync, which on Linux covers a file that grew. */
  record DiskChannel(FileChannel channel) implements LogChannel {
    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      long at = offset;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
