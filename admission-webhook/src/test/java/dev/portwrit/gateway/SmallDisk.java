package dev.portwrit.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A disk of a few MiB that can be filled to the last byte: a tmpfs, which takes root on Linux. */
public final class SmallDisk implements AutoCloseable {
  private static final int MEBIBYTES = 4;
  private static final int PAGE = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one on a new folder; skips the test, with a printed reason, where that is not allowed.
   */
  public static SmallDisk at(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (!run("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs", folder.toString())) {
      String reason = "skipped: `mount` of a tmpfs needs root on Linux, so no disk can be full";
      System.err.println(reason);
      throw new TestAbortedException(reason);
    }
    return new SmallDisk(folder);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Leaves not a byte. */
  public void fill() throws IOException {
    for (int size = 1 << 16; size > 0; size /= 16) {
      try {
        for (int i = 0; i <= MEBIBYTES << 20; i += size) {
          Files.write(
              filler(), new byte[size], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      } catch (IOException e) {
        // It is full, for pieces of this size.
      }
    }
  }

  /** Gives some of the space back, once it is full: so many pages of 4,096 bytes. */
  public void free(int pages) throws IOException {
    try (FileChannel file = FileChannel.open(filler(), StandardOpenOption.WRITE)) {
      file.truncate((file.size() + PAGE - 1) / PAGE * PAGE - (long) pages * PAGE);
    }
  }

  /** Gives the space back. */
  public void empty() throws IOException {
    Files.delete(filler());
  }

  @Override
  public void close() {
    try {
      if (!run("umount", folder.toString())) {
        throw new IllegalStateException("`" + folder + "` cannot be unmounted");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
