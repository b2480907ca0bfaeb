package dev.portwrit.apply;

import java.io.IOException;

/** Keeps two runs on one registry from interleaving: whoever has it may write. */
public interface RegistryLock extends AutoCloseable {
  /**
   * Makes sure, before something is written to the registry, that nobody else may write.
   *
   * @throws IOException if the lock was lost, or it cannot be told: then nothing more may be done
   */
  void require() throws IOException;

  /** Gives it back. It also ends with its process, however that ends. */
  @Override
  void close() throws IOException;
}
