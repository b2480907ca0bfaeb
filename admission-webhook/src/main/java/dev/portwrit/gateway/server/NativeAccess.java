package dev.portwrit.gateway.server;

import dev.portwrit.policy.Registry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.client.HttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether anybody but the gateway can do something at the registry itself. A registry of the type
 * {@code distribution} has no list of who may; what can be seen is whether it asks for a login.
 */
final class NativeAccess {
  private static final Logger LOG = LoggerFactory.getLogger(NativeAccess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI address;
  private final String name;
  private final Predicate<String> onlyFromHere;
  private volatile List<String> findings = List.of();

  NativeAccess(HttpClient client, URI address, Registry registry, Predicate<String> onlyFromHere) {
    this.client = client;
    this.address = address;
    this.name = registry.name();
    this.onlyFromHere = onlyFromHere;
  }

  /** Whether a host is reached by programs of this machine alone. */
  static boolean isLoopback(String host) {
    try {
      for (InetAddress one : InetAddress.getAllByName(host)) {
        if (!one.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Said of a registry that the policy does not give to the gateway alone. */
  static Optional<String> notGivenToGateway(Registry registry) {
    return registry.gateway()
        ? Optional.empty()
        : Optional.of(
            "registry `"
                + registry.name()
                + "` does not say `gateway: true`: others may reach it past the gateway");
  }

  /** Asks the registry and warns of what it finds. An answer that does not come says nothing. */
  void look(Registry registry) {
    List<String> found = new ArrayList<>();
    if (!onlyFromHere.test(address.getHost()) && letsInAnybody()) {
      found.add(
          "registry `"
              + name
              + "` asks for no login: whoever reaches "
              + address
              + " can push and delete past the gateway; give it a login that only the gateway has,"
              + " or let nobody else reach it");
    }
    findings = List.copyOf(found);
    notGivenToGateway(registry).ifPresent(found::add);
    found.forEach(LOG::warn);
  }

  /** What was found at the start. */
  List<String> findings() {
    return findings;
  }

  private boolean letsInAnybody() {
    try {
      return client
              .newRequest(address.resolve("/v2/"))
              .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .send()
              .getStatus()
          == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("whether registry `{}` asks for a login is not known: {}", name, e.getMessage());
      return false;
    }
  }
}
