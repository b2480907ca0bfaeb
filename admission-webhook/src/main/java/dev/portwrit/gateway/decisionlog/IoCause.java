package dev.portwrit.gateway.decisionlog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in the words of the house why reading or writing a file failed. */
final class IoCause {
  private IoCause() {}

  static String of(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "`" + missing.getFile() + "` is not there";
    }
    if (e instanceof AccessDeniedException denied) {
      return "`" + denied.getFile() + "` may not be used";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return "`" + other.getFile() + "`: " + lower(other.getReason());
    }
    return lower(e.getMessage());
  }

  private static String lower(@Nullable String text) {
    return text == null ? "reading or writing failed" : text.toLowerCase(Locale.ROOT);
  }
}
