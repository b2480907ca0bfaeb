package dev.portwrit.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The one name and password that a registry asks for, by HTTP Basic authentication.
 *
 * @param username the name, without a colon
 * @param password the password
 */
public record Credentials(String username, String password) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name has a colon, which Basic authentication cannot say
   */
  public Credentials {
    if (username.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user name has no colon");
    }
  }

  /**
   * The value of an {@code Authorization} header.
   *
   * @return {@code Basic} and the base 64 of name and password
   */
  public String authorization() {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  boolean areIn(String authorization) {
    return MessageDigest.isEqual(
        authorization().getBytes(StandardCharsets.UTF_8),
        authorization.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "Credentials[username=" + username + "]";
  }
}
