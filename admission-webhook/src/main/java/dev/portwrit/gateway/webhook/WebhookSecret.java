package dev.portwrit.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What events are signed with: a line a key, each {@code whsec_} and base64 of 24 to 64 bytes, or
 * the base64 alone. An event has a signature by each, so that receivers can be given a new one
 * first. It is read at each use, so that a changed one holds at once.
 *
 * <p>Source: Standard Webhooks 1.0.0, "Signature scheme".
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String MAC = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final Supplier<Optional<String>> source;

  /**
   * From somewhere.
   *
   * @param source the keys; empty if they cannot be read now
   */
  public WebhookSecret(Supplier<Optional<String>> source) {
    this.source = source;
  }

  /**
   * What is wrong with it now.
   *
   * @return one line without the secret; empty if it can be used
   */
  public Optional<String> problem() {
    Optional<String> text = source.get();
    if (text.isEmpty()) {
      return Optional.of("cannot be read");
    }
    return keys(text.get()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "holds no keys: a line each, `whsec_` and base64 of 24 to 64 bytes, such as `openssl"
                + " rand -base64 32` prints");
  }

  private static Optional<List<byte[]>> keys(String text) {
    List<byte[]> keys = new ArrayList<>();
    for (String line : text.lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
      try {
        String encoded = line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line;
        byte[] key = Base64.getDecoder().decode(encoded);
        if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
          return Optional.empty();
        }
        keys.add(key);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
  }

  /** The value of {@code webhook-signature}; empty if there is no key now. */
  Optional<String> sign(String id, long second, String event) {
    byte[] signed = (id + "." + second + "." + event).getBytes(StandardCharsets.UTF_8);
    return source
        .get()
        .flatMap(WebhookSecret::keys)
        .map(
            keys ->
                keys.stream()
                    .map(key -> "v1," + mac(key, signed))
                    .collect(Collectors.joining(" ")));
  }

  private static String mac(byte[] key, byte[] signed) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }
}
