package dev.portwrit.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A name and a password from a request.
 *
 * <p>The password is kept as the bytes that came: whoever made its hash hashed bytes, in whatever
 * encoding the terminal had.
 */
final class BasicCredentials {
  private static final int MAX_NAME_CHARACTERS = 260;

  private final String name;
  private final byte[] password;

  private BasicCredentials(String name, byte[] password) {
    this.name = name;
    this.password = password;
  }

  /** Takes a name and a password as they are; empty if the name is longer than any. */
  static Optional<BasicCredentials> of(String name, byte[] password) {
    return name.length() <= MAX_NAME_CHARACTERS
        ? Optional.of(new BasicCredentials(name, password))
        : Optional.empty();
  }

  /** Decodes what follows {@code Basic} (RFC 7617); empty if it is not base64 with a colon. */
  static Optional<BasicCredentials> decode(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == ':') {
        String name = new String(bytes, 0, i, StandardCharsets.UTF_8);
        return of(name, Arrays.copyOfRange(bytes, i + 1, bytes.length));
      }
    }
    return Optional.empty();
  }

  String name() {
    return name;
  }

  byte[] password() {
    return password;
  }

  @Override
  public String toString() {
    return "credentials";
  }
}
