package dev.portwrit.gateway.server;

import dev.portwrit.gateway.identity.Identity;
import dev.portwrit.gateway.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What a gateway works with. It closes none of it.
 *
 * @param connections to the registry, for what clients send and fetch
 * @param upstream the same registry, for what the gateway itself asks
 * @param identity who clients are
 * @param policy the policy in force now
 * @param writes where manifests are written and everything is deleted
 * @param log where decisions are written down
 * @param sessions the addresses of uploads
 * @param clock the time by which grants expire
 * @param meters where figures are registered, under {@code portwrit.gateway}
 */
record GatewayParts(
    UpstreamConnections connections,
    Upstream upstream,
    Identity identity,
    Supplier<PolicyView> policy,
    Writes writes,
    DecisionRecords.Log log,
    UploadSessions sessions,
    Clock clock,
    MeterRegistry meters) {
  /** The handler of the port that clients use. */
  GatewayHandler handler(GatewayConfiguration configuration) {
    Gate gate = new Gate(configuration.registry(), policy, clock);
    Forwarder forwarder = new Forwarder(connections);
    RegistryTraits traits = RegistryTraits.of(configuration.registry().type());
    Steps steps =
        new Steps(
            new ReadSteps(forwarder, connections.registry(), traits),
            new UploadSteps(forwarder, connections.registry(), traits, sessions, gate),
            new WriteSteps(writes),
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
}
