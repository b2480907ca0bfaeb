package dev.portwrit.gateway.forward;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a registry may send the gateway for a blob: never from TLS to clear HTTP, and never to what
 * only the gateway's own machine can reach, such as its loopback or the metadata service of a
 * cloud, unless the registry itself is there.
 */
final class StoreAddress {
  private StoreAddress() {}

  /** The address behind a {@code Location}; empty if it is not followed. */
  static Optional<URI> next(URI registry, URI from, String location) {
    String target =
        from.getRawQuery() == null
            ? from.getRawPath()
            : from.getRawPath() + "?" + from.getRawQuery();
    URI base = URI.create(from.getScheme() + "://" + from.getRawAuthority());
    return UpstreamAddress.resolve(base, target, location)
        .filter(to -> !UpstreamAddress.isAt(registry, to))
        .filter(to -> isAsSafe(from, to))
        .filter(to -> isLocal(registry.getHost()) || !isLocal(to.getHost()));
  }

  private static boolean isAsSafe(URI from, URI to) {
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https")
        || (scheme.equals("http") && !"https".equalsIgnoreCase(from.getScheme()));
  }

  private static boolean isLocal(String host) {
    boolean isLiteral = host.startsWith("[") || host.matches("[0-9.]+");
    if (!isLiteral) {
      String name = host.toLowerCase(Locale.ROOT);
      return name.equals("localhost") || name.endsWith(".localhost");
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || address.isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }
}
