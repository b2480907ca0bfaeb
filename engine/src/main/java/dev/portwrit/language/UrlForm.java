package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * How the address of a registry is written: scheme, host, perhaps a port. Registries answer at the
 * root of a host ({@code /v2/}; OCI distribution specification, "Endpoints"), so there is no path.
 */
final class UrlForm {
  private UrlForm() {}

  // The text is not shown: a user and a password may stand in it.
  static Optional<Flaw> flaw(String text) {
    return parse(text).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                Code.NOT_A_URL,
                "this is not the address of a registry",
                "write `https://HOST` or `https://HOST:PORT`, without user, path and query"));
  }

  static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean good =
          ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
              && url.getHost() != null
              && url.getPort() <= 65_535
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null
              && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
      return good ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
