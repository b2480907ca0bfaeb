package dev.portwrit.gateway.identity;

import java.nio.file.Path;

/** Where the key of the tokens comes from. */
public sealed interface TokenKeySource {
  /**
   * A file, which all gateways of a registry share. It is made, readable by its owner only, if it
   * is not there, and read again when it changes.
   *
   * @param path the file
   */
  record File(Path path) implements TokenKeySource {}

  /**
   * Keys that were handed over, as the content of such a file; for an environment variable.
   *
   * @param content one or two lines of an id, a space and a secret in base64url
   */
  record Given(String content) implements TokenKeySource {
    @Override
    public String toString() {
      return "given keys";
    }
  }
}
