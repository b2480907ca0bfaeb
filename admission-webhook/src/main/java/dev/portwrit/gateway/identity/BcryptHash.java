package dev.portwrit.gateway.identity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bcrypt hash as {@code htpasswd -B} writes it.
 *
 * <p>Costs from {@value #MIN_COST} to {@value #MAX_COST} are taken: each step doubles the work, and
 * one check at 14 takes about a second, which is as much as a request may cost us.
 */
final class BcryptHash {
  static final int MIN_COST = 4;
  static final int MAX_COST = 14;

  /** bcrypt looks at no more of a password, neither here nor where the hash was made. */
  private static final int MAX_PASSWORD_BYTES = 72;

  private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
  private static final String RADIX64 =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  // A password below 72 bytes is hashed with its final zero byte, a longer one without: the C
  // implementations read 72 bytes and stop.
  private static final BCrypt.Verifyer SHORT =
      BCrypt.verifyer(
          BCrypt.Version.VERSION_2Y, LongPasswordStrategies.strict(BCrypt.Version.VERSION_2Y));
  private static final BCrypt.Verifyer LONG =
      BCrypt.verifyer(
          BCrypt.Version.VERSION_2Y_NO_NULL_TERMINATOR,
          LongPasswordStrategies.strict(BCrypt.Version.VERSION_2Y_NO_NULL_TERMINATOR));

  private final String text;
  private final int cost;

  private BcryptHash(String text, int cost) {
    this.text = text;
    this.cost = cost;
  }

  /** Reads a hash; empty if the text is not one, whatever its cost. */
  static Optional<BcryptHash> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new BcryptHash(text, Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  /** A hash that costs as much to check as others and that no password has. */
  static BcryptHash decoy(int cost, SecureRandom random) {
    StringBuilder text = new StringBuilder("$2y$%02d$".formatted(cost));
    // The 22nd and the last character have unused bits; `.` leaves them zero.
    random.ints(21, 0, 64).forEach(i -> text.append(RADIX64.charAt(i)));
    text.append('.');
    random.ints(30, 0, 64).forEach(i -> text.append(RADIX64.charAt(i)));
    text.append('.');
    return new BcryptHash(text.toString(), cost);
  }

  /** Whether it is cheap enough to be checked at a request, and dear enough to be worth it. */
  boolean hasAcceptableCost() {
    return cost >= MIN_COST && cost <= MAX_COST;
  }

  int cost() {
    return cost;
  }

  /** Whether this is the hash of the password; slow on purpose. */
  boolean isOf(byte[] password) {
    byte[] hash = utf8();
    return password.length < MAX_PASSWORD_BYTES
        ? SHORT.verify(password, hash).verified
        : LONG.verify(Arrays.copyOf(password, MAX_PASSWORD_BYTES), hash).verified;
  }

  /** The hash itself, to be put under a keyed hash and nowhere else. */
  byte[] utf8() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BcryptHash hash && text.equals(hash.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "bcrypt with cost " + cost;
  }
}
