package dev.portwrit.gateway.sweep;

import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a registry says to be believed that a notification is its own: the token of {@code
 * Authorization: Bearer}. It is read at each use, so that a changed one holds at once.
 */
public final class NotificationSecret {
  private static final int LEAST_LENGTH = 16;
  private static final String BEARER = "Bearer ";

  private final Supplier<Optional<String>> source;

  /**
   * From somewhere.
   *
   * @param source the secret; empty if it cannot be read now
   */
  public NotificationSecret(Supplier<Optional<String>> source) {
    this.source = source;
  }

  /**
   * What is wrong with it now.
   *
   * @return one line without the secret; empty if it can be used
   */
  public Optional<String> problem() {
    return problem(source.get());
  }

  private static Optional<String> problem(Optional<String> secret) {
    if (secret.isEmpty()) {
      return Optional.of("cannot be read");
    }
    boolean isToken = secret.get().chars().allMatch(each -> each > ' ' && each < 0x7f);
    return secret.get().length() >= LEAST_LENGTH && isToken
        ? Optional.empty()
        : Optional.of(
            "is not a secret of at least " + LEAST_LENGTH + " visible characters in ASCII");
  }

  /** Whether a text is it; takes as long wherever they differ. One that is unfit is nobody's. */
  boolean is(String text) {
    return isIn(BEARER + text);
  }

  /** Whether a header has it; takes as long wherever they differ. One that is unfit is nobody's. */
  boolean isIn(String authorization) {
    Optional<String> secret = source.get();
    return problem(secret).isEmpty()
        && MessageDigest.isEqual(hash(authorization), hash(BEARER + secret.orElse("")));
  }

  private static byte[] hash(String text) {
    // Of one length, whatever was sent.
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8))
        .value()
        .getBytes(StandardCharsets.US_ASCII);
  }
}
