package dev.portwrit.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Why reading or writing failed, in words: Java says of some failures the name of the file only.
 */
final class IoReason {
  private IoReason() {}

  static String of(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "`" + missing.getFile() + "` is not there";
    }
    if (e instanceof FileAlreadyExistsException existing) {
      return "`" + existing.getFile() + "` is already there";
    }
    if (e instanceof AccessDeniedException denied) {
      return "`" + denied.getFile() + "` may not be used";
    }
    if (e instanceof FileSystemException other) {
      String reason = other.getReason() == null ? "it cannot be used" : lower(other.getReason());
      return "`" + other.getFile() + "`: " + reason;
    }
    return e.getMessage() == null ? "reading or writing failed" : lower(e.getMessage());
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
