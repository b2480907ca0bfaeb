package dev.portwrit.diagnostic;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Why reading or writing failed, in words: Java says of some failures the name of the file only.
 */
public final class IoReason {
  private IoReason() {}

  /**
   * The reason of a failure.
   *
   * @param e the failure
   * @return one line, lower case, never empty
   */
  public static String of(IOException e) {
    if (e instanceof ConnectException) {
      return "nothing answers there";
    }
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
    return e.getMessage() == null || e.getMessage().isEmpty()
        ? "reading or writing failed"
        : lower(e.getMessage());
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
