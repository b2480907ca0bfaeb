package dev.portwrit.gateway.upstream;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the gateway's own credentials may be sent for a token: to the registry itself and to what
 * the operator named. The registry's word is not enough, since whoever can answer in its place, or
 * write its configuration, could have them sent anywhere. Clear HTTP is for the loopback alone.
 */
public final class RealmRule {
  private final List<Origin> allowed;

  /** Scheme, host and port, with the port always said. */
  private record Origin(String scheme, String host, int port) {
    static Origin of(URI uri) {
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
      return new Origin(scheme, String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT), port);
    }

    boolean isProtected() {
      return scheme.equals("https") || (scheme.equals("http") && isLoopback());
    }

    // A name would have to be looked up, and could lead elsewhere the next time.
    private boolean isLoopback() {
      return host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
  }

  /**
   * A rule.
   *
   * @param registry the address of the registry
   * @param others further addresses that the operator allows; their paths do not count
   */
  public RealmRule(URI registry, Collection<URI> others) {
    this.allowed = Stream.concat(Stream.of(registry), others.stream()).map(Origin::of).toList();
  }

  /** Why nothing is sent there; empty if it is allowed. */
  Optional<String> refusal(URI realm) {
    Origin origin = Origin.of(realm);
    String where = "`" + origin.scheme() + "://" + origin.host() + ":" + origin.port() + "`";
    if (!origin.isProtected()) {
      return Optional.of(
          "the registry sends to " + where + " for tokens, where a password would go in the clear");
    }
    return allowed.contains(origin)
        ? Optional.empty()
        : Optional.of(
            "the registry sends to "
                + where
                + " for tokens, which is neither its own address nor named by `--registry-realm`");
  }
}
