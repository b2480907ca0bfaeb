package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * How the address of a receiver of webhooks is written: scheme, host, perhaps a port, a path and a
 * query, all of it ASCII.
 */
final class WebhookForm {
  private static final int LONGEST = 2_000;

  private WebhookForm() {}

  // The text is not shown: a password or a token may stand in it.
  static Optional<Flaw> flaw(String text) {
    return parse(text).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                Code.NOT_A_WEBHOOK,
                "this is not the address of a webhook",
                "write `https://HOST/PATH`, perhaps with port and query, without user and fragment"));
  }

  /** Registries call from the internet, and what they say is of private repositories. */
  static Optional<Flaw> nativeFlaw(String text) {
    return parseNative(text).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                Code.NOT_A_WEBHOOK,
                "this is not the address of a webhook that a registry calls",
                "write `https://HOST/PATH`, perhaps with port and query, without user and fragment"));
  }

  static Optional<URI> parseNative(String text) {
    return parse(text).filter(url -> "https".equals(url.getScheme()));
  }

  static Optional<URI> parse(String text) {
    if (text.length() > LONGEST || text.chars().anyMatch(one -> one <= ' ' || one > '~')) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      boolean good =
          ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
              && url.getHost() != null
              && url.getPort() != 0
              && url.getPort() <= 65_535
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null;
      return good ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
