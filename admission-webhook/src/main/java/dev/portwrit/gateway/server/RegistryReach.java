package dev.portwrit.gateway.server;

import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.upstream.RealmRule;
import dev.portwrit.gateway.upstream.TokenLogin;
import dev.portwrit.gateway.upstream.TrustedCertificates;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the registry is reached, as far as that is for the operator of the gateway to say and not for
 * the policies: whom to trust, and where a password may go.
 *
 * @param authorities a file of certificates in PEM that are trusted for the registry besides
 *     Java's; empty for none
 * @param realms addresses besides the registry's own where its tokens may be asked for
 * @param followsRedirects whether a blob in a store elsewhere is fetched from there for the client;
 *     else the client is sent there
 */
public record RegistryReach(
    Optional<Path> authorities, List<URI> realms, boolean followsRedirects) {
  /** What Java trusts, tokens from the registry alone, redirects passed on. */
  public static final RegistryReach DEFAULT = new RegistryReach(Optional.empty(), List.of(), false);

  /** Copies the list. */
  public RegistryReach {
    realms = List.copyOf(realms);
  }

  /** Everything that is wrong with it, one line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (URI realm : realms) {
      if (!Network.isPlainAddress(realm)) {
        problems.add("`" + realm + "` is not a scheme, a host and perhaps a port");
      }
    }
    try {
      trusted();
    } catch (TrustedCertificates.UnusableException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return problems;
  }

  /** Connections to a registry; nothing is opened yet. */
  UpstreamConnections connect(
      URI registry, UpstreamAuthorization account, UpstreamTimeouts timeouts, Clock clock)
      throws GatewayException {
    RealmRule rule = new RealmRule(registry, realms);
    try {
      return new UpstreamConnections(
          registry,
          client -> new TokenLogin(client, registry, account, rule, clock),
          timeouts,
          trusted(),
          UpstreamHealth.watched(registry),
          followsRedirects);
    } catch (TrustedCertificates.UnusableException e) {
      throw new GatewayException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** The authorities to trust; empty for those of Java. */
  private Optional<KeyStore> trusted() throws TrustedCertificates.UnusableException {
    return authorities.isPresent()
        ? Optional.of(TrustedCertificates.with(authorities.get()))
        : Optional.empty();
  }
}
