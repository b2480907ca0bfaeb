package dev.portwrit.gateway.forward;

import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.Optional;

/**
 * Reads the addresses that the registry answers: absolute, relative to its root or to the request.
 * The gateway only ever calls the one registry, so of an address only path and query are kept, and
 * one that leads elsewhere is none.
 */
final class UpstreamAddress {
  private static final int MAX_LENGTH = 4096;

  private UpstreamAddress() {}

  /**
   * Path and query of an upload.
   *
   * @param registry scheme, host and port of the registry
   * @param requestTarget the path and query that the registry was asked for
   * @param location what it answered
   * @param repository where the upload is
   * @return empty if the address leads away from the registry. A registry that was told a public
   *     name for itself may use that, as long as the path is that of an upload there
   */
  static Optional<String> ofUpload(
      URI registry, String requestTarget, String location, RepositoryName repository) {
    return resolve(registry, requestTarget, location)
        .filter(
            address ->
                isAt(registry, address)
                    || address.getRawPath().startsWith("/v2/" + repository + "/blobs/uploads/"))
        .map(UpstreamAddress::target);
  }

  /** Whether two addresses have one scheme, host and port. */
  static boolean isAt(URI registry, URI address) {
    return registry.getScheme().equalsIgnoreCase(address.getScheme())
        && registry.getHost().equalsIgnoreCase(address.getHost())
        && port(registry) == port(address);
  }

  static Optional<URI> resolve(URI registry, String requestTarget, String location) {
    // RFC 3986 has ASCII alone; java.net.URI would keep other characters as they are.
    if (location.length() > MAX_LENGTH || !location.chars().allMatch(c -> c > ' ' && c <= '~')) {
      return Optional.empty();
    }
    try {
      URI address = registry.resolve(requestTarget).resolve(location);
      return isPlain(address) ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(URI address) {
    return address.getHost() != null
        && address.getRawUserInfo() == null
        && address.getRawFragment() == null
        && address.getRawPath() != null
        && address.getRawPath().startsWith("/")
        && address.normalize().getRawPath().equals(address.getRawPath());
  }

  private static String target(URI address) {
    String query = address.getRawQuery();
    return query == null ? address.getRawPath() : address.getRawPath() + "?" + query;
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
