package dev.portwrit.gateway.server;

import dev.portwrit.gateway.identity.Identity;
import dev.portwrit.gateway.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a gateway works with. It closes none of it.
 *
 * @param connections to the registry, for what clients send and fetch
 * @param upstream the same registry, for what the gateway itself asks
 * @param identity who clients are
 * @param policy the policy in force now
 * @param writes where manifests are written and everything is deleted
 * @param admissions what would be answered to a push
 * @param log where decisions are written down
 * @param sessions the addresses of uploads
 * @param clock the time by which grants expire
 * @param meters where figures are registered, under {@code portwrit.gateway}
 * @param metrics the figures as Prometheus takes them
 * @param notes what {@code /readyz} says besides, one line each
 */
record GatewayParts(
    UpstreamConnections connections,
    Upstream upstream,
    Identity identity,
    Supplier<PolicyView> policy,
    Writes writes,
    Admissions admissions,
    DecisionRecords.Log log,
    UploadSessions sessions,
    Clock clock,
    MeterRegistry meters,
    Supplier<String> metrics,
    Supplier<List<String>> notes) {
  /**
   * The handler of the port that clients use.
   *
   * @param writers threads for what writes and deletes
   */
  GatewayHandler handler(GatewayConfiguration configuration, Executor writers) {
    Gate gate = new Gate(configuration.registry(), policy, clock);
    Forwarder forwarder = new Forwarder(connections);
    RegistryTraits traits = RegistryTraits.of(configuration.registry().type());
    Steps steps =
        new Steps(
            new ReadSteps(forwarder, connections.registry(), traits),
            new UploadSteps(forwarder, connections.registry(), traits, sessions, gate),
            new WriteSteps(writes, writers),
            new Catalog(upstream::repositories),
            gate);
    boolean isBehindTls = configuration.plainHttp() && configuration.tls().isEmpty();
    return new GatewayHandler(
        identity.authenticator()::authenticate,
        new Challenges(identity::challenge, isBehindTls),
        new TokenSteps(identity.tokens()),
        gate,
        new DecisionRecords(log),
        steps,
        new RequestMeters(meters));
  }

  /** The handler of the admin port. */
  AdminHandler adminHandler(
      GatewayConfiguration configuration, boolean isLoopback, Supplier<Readiness> readiness) {
    return new AdminHandler(
        identity.authenticator()::authenticate,
        !isLoopback,
        readiness,
        metrics,
        new AdmitEndpoint(configuration.registry(), policy, admissions, clock));
  }
}
