package dev.portwrit.gateway.server;

import dev.portwrit.gateway.admin.AdminHandler;
import dev.portwrit.gateway.admin.Admissions;
import dev.portwrit.gateway.admin.AdmitEndpoint;
import dev.portwrit.gateway.admin.Readiness;
import dev.portwrit.gateway.authrequest.AuthRequestEndpoint;
import dev.portwrit.gateway.authrequest.Obstacles;
import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.forward.Forwarder;
import dev.portwrit.gateway.forward.ManifestMemory;
import dev.portwrit.gateway.forward.ReadSteps;
import dev.portwrit.gateway.forward.UploadSessions;
import dev.portwrit.gateway.forward.UploadSteps;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.gate.CallerSource;
import dev.portwrit.gateway.gate.Challenges;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.Entrance;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.identity.TokenService;
import dev.portwrit.gateway.kubernetes.ReviewEndpoint;
import dev.portwrit.gateway.registry.Catalog;
import dev.portwrit.gateway.registry.FirstPushes;
import dev.portwrit.gateway.registry.ForgetfulWrites;
import dev.portwrit.gateway.registry.GatewayHandler;
import dev.portwrit.gateway.registry.RepositoryMaking;
import dev.portwrit.gateway.registry.RequestMeters;
import dev.portwrit.gateway.registry.Steps;
import dev.portwrit.gateway.registry.TokenSteps;
import dev.portwrit.gateway.registry.WriteSteps;
import dev.portwrit.gateway.registry.Writes;
import dev.portwrit.gateway.sweep.HubPushEndpoint;
import dev.portwrit.gateway.sweep.NotificationEndpoint;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.write.UnseenWrites;
import dev.portwrit.policy.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a gateway works with. It closes none of it.
 *
 * @param connections to the registry, for what clients send and fetch
 * @param upstream the same registry, for what the gateway itself asks
 * @param callers who clients are
 * @param challenges words the challenge for an address
 * @param tokens the token service
 * @param policy the policy in force now
 * @param writes where manifests are written and everything is deleted
 * @param unseen whether a write may go on that another proxy carries out
 * @param admissions what would be answered to a push
 * @param log where decisions are written down
 * @param sessions the addresses of uploads
 * @param notifications where the registry tells of what happened; empty if it does not
 * @param hubPushes where Docker Hub tells of pushes; empty if it does not
 * @param making what becomes of pushes into repositories that are not there; empty where the
 *     registry makes them by itself
 * @param clock the time by which grants expire
 * @param meters where figures are registered, under {@code portwrit.gateway}
 * @param metrics the figures as Prometheus takes them
 * @param notes what {@code /readyz} says besides, one line each
 */
record GatewayParts(
    UpstreamConnections connections,
    Upstream upstream,
    CallerSource callers,
    Challenges.Source challenges,
    TokenService tokens,
    Supplier<PolicyView> policy,
    Writes writes,
    UnseenWrites unseen,
    Admissions admissions,
    DecisionRecords.Log log,
    UploadSessions sessions,
    Optional<NotificationEndpoint> notifications,
    Optional<HubPushEndpoint> hubPushes,
    Optional<RepositoryMaking> making,
    Clock clock,
    MeterRegistry meters,
    Supplier<String> metrics,
    Supplier<List<String>> notes) {
  /**
   * The handler of the port that clients use.
   *
   * @param writers threads for what writes and deletes
   * @param listers threads for lists of repositories
   */
  GatewayHandler handler(GatewayConfiguration configuration, Executor writers, Executor listers) {
    Gate gate = new Gate(configuration.registry().name(), policy, clock);
    DecisionRecords records = new DecisionRecords(log);
    BodyRoom room = BodyRoom.ofHeap(Runtime.getRuntime().maxMemory());
    Forwarder forwarder = new Forwarder(connections, room);
    ManifestMemory memory = ManifestMemory.ofHeap(Runtime.getRuntime().maxMemory(), room);
    Registry.Type type = configuration.registry().type();
    Steps steps =
        new Steps(
            new ReadSteps(forwarder, memory, connections, type),
            new UploadSteps(forwarder, connections.registry(), type, sessions, gate, records),
            new WriteSteps(new ForgetfulWrites(writes, memory), writers, room),
            new Catalog(upstream::repositories, listers),
            gate,
            new FirstPushes(making, writers));
    Network network = configuration.network();
    boolean isBehindTls = network.plainHttp() && network.tls().isEmpty();
    return new GatewayHandler(
        new Entrance(callers, new Challenges(challenges, isBehindTls), gate, records),
        new TokenSteps(tokens),
        steps,
        new RequestMeters(meters));
  }

  /** The handler of the admin port. */
  AdminHandler adminHandler(
      GatewayConfiguration configuration, boolean isLoopback, Supplier<Readiness> readiness) {
    Registry registry = configuration.registry();
    Gate gate = new Gate(registry.name(), policy, clock);
    // What asks has set the header itself.
    Challenges behindTls = new Challenges(challenges, true);
    return new AdminHandler(
        callers,
        !isLoopback,
        readiness,
        metrics,
        new AdmitEndpoint(registry.name(), policy, admissions, clock),
        new AuthRequestEndpoint(
            new Entrance(callers, behindTls, gate, new DecisionRecords(log)),
            new Obstacles(gate, unseen, registry.type())),
        new ReviewEndpoint(gate, configuration.network().imageAddress(), log),
        notifications,
        hubPushes);
  }
}
