package dev.portwrit.registry;

/** One registry of a workspace that is served: its form, and the ways to it. */
public interface LiveRegistry {
  /**
   * What policy asks of it and what its state means.
   *
   * @return the form, which asks nobody anything
   */
  NativeForm form();

  /**
   * A way to look at it.
   *
   * @return a reader, to be closed
   * @throws RegistryException if the settings or credentials are missing or malformed
   */
  LiveReader reader() throws RegistryException;

  /**
   * A way to change it.
   *
   * @return a writer, to be closed
   * @throws RegistryException if the settings or credentials are missing or malformed
   */
  LiveWriter writer() throws RegistryException;
}
