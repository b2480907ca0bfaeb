package dev.portwrit.gateway.identity;

import java.nio.file.Path;
import java.util.List;

/** Is told what becomes of the files that identity depends on. Called from request threads. */
public interface IdentityListener {
  /** Tells nobody. */
  IdentityListener NONE =
      new IdentityListener() {
        @Override
        public void accepted(Path file, String content) {}

        @Override
        public void rejected(Path file, List<String> problems) {}
      };

  /**
   * A file was read and is used from now on.
   *
   * @param file the file
   * @param content what is in it, without secrets, such as {@code 12 users}
   */
  void accepted(Path file, String content);

  /**
   * A changed file cannot be used; what was read before stays in use. Told once for each change.
   *
   * @param file the file
   * @param problems one line each, without secrets
   */
  void rejected(Path file, List<String> problems);
}
