package dev.portwrit.gateway.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that the gateways of a registry share, with the name by which tokens refer to it. */
final class TokenKey {
  private static final int MIN_BYTES = 32;
  private static final int MAX_BYTES = 256;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String id;
  private final SecretKey secret;

  private TokenKey(String id, byte[] secret) {
    this.id = id;
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** Reads a key; empty if the parts are not an id and base64url of 32 to 256 bytes. */
  static Optional<TokenKey> parse(String id, String encoded) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    try {
      byte[] secret = Base64.getUrlDecoder().decode(encoded);
      return secret.length >= MIN_BYTES && secret.length <= MAX_BYTES
          ? Optional.of(new TokenKey(id, secret))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The line of a key file with a new key. */
  static String newLine(SecureRandom random) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    byte[] id = new byte[6];
    byte[] secret = new byte[MIN_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return base64.encodeToString(id) + " " + base64.encodeToString(secret) + "\n";
  }

  String id() {
    return id;
  }

  SecretKey secret() {
    return secret;
  }

  /** Whether both are the same key with the same name. */
  boolean isSame(TokenKey other) {
    return id.equals(other.id) && secret.equals(other.secret);
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
