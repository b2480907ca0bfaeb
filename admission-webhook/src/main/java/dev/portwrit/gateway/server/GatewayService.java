package dev.portwrit.gateway.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.portwrit.gateway.admin.Readiness;
import dev.portwrit.gateway.forward.RegistryTraits;
import dev.portwrit.gateway.forward.UploadSessions;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.PolicyViews;
import dev.portwrit.gateway.inforce.PolicyInForce;
import dev.portwrit.gateway.inforce.PolicyPolling;
import dev.portwrit.gateway.registry.LedgerWrites;
import dev.portwrit.gateway.registry.RepositoryMaking;
import dev.portwrit.gateway.sweep.HubCallbacks;
import dev.portwrit.gateway.sweep.HubPushEndpoint;
import dev.portwrit.gateway.sweep.NotificationEndpoint;
import dev.portwrit.gateway.sweep.TagWatch;
import dev.portwrit.gateway.upstream.HealthProbe;
import dev.portwrit.gateway.upstream.HttpBlobReader;
import dev.portwrit.gateway.upstream.HttpUpstream;
import dev.portwrit.gateway.upstream.TrustedCertificates;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import dev.portwrit.gateway.upstream.UpstreamSettings;
import dev.portwrit.gateway.webhook.Webhooks;
import dev.portwrit.gateway.write.ManifestWrites;
import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushGuardrail;
import dev.portwrit.gateway.write.PushQuestion;
import dev.portwrit.gateway.write.RegoPushGuardrail;
import dev.portwrit.gateway.write.Restoration;
import dev.portwrit.gateway.write.UnseenWrites;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.gateway.write.WriteSettings;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.policy.Registry;
import dev.portwrit.source.PolicySource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway made from a workspace and its files: everything that it is made of is opened in order,
 * and closed in the opposite one.
 */
public final class GatewayService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration FOLDER_PAUSE = Duration.ofMillis(500);
  private static final Duration GIT_PAUSE = Duration.ofSeconds(5);

  private final GatewaySettings settings;
  private final Clock clock;
  private final Figures figures = new Figures();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Gateway gateway;

  private GatewayService(PolicySource source, GatewaySettings settings, Clock clock)
      throws GatewayException {
    this.settings = settings;
    this.clock = clock;
    try {
      Foundations foundations = Foundations.open(source, settings, clock, figures, opened);
      this.gateway = build(foundations);
      Duration pause =
          foundations.policy().current().commit().isPresent() ? GIT_PAUSE : FOLDER_PAUSE;
      opened.push(PolicyPolling.every(pause, foundations.policy()));
    } catch (GatewayException | RuntimeException e) {
      closeAll();
      throw e;
    }
  }

  /**
   * Starts a gateway. It serves when this returns; it is at its full speed, and says that it is
   * ready, after {@link #awaitReady}.
   *
   * @param source the workspace, which is not closed by the gateway
   * @param settings what the operator says
   * @param clock the time by which everything is judged
   * @return the gateway, to be closed at the end
   * @throws GatewayException if it cannot start, with every problem that was found
   */
  public static GatewayService start(PolicySource source, GatewaySettings settings, Clock clock)
      throws GatewayException {
    return new GatewayService(source, settings, clock);
  }

  private Gateway build(Foundations found) throws GatewayException {
    Registry registry = found.registry();
    GatewayConfiguration configuration =
        new GatewayConfiguration(registry, settings.network(), settings.pace());
    UpstreamConnections connections =
        settings
            .reach()
            .connect(
                configuration.registryAddress(), found.login(), settings.pace().upstream(), clock);
    opened.push(connections);
    UpstreamAuthorization login = connections.authorization();
    UpstreamSettings upstreamSettings =
        UpstreamSettings.of(configuration.registryAddress(), registry.type())
            .within(settings.pace().upstream().idle());
    UpstreamHealth health = connections.health();
    RegistryMeters.watch(figures.registry(), health);
    HealthProbe probe =
        new HealthProbe(connections.client(), configuration.registryAddress(), health);
    opened.push(probe);
    HttpUpstream upstream = new HttpUpstream(connections.client(), upstreamSettings, login, health);
    PolicyViews views =
        new PolicyViews(found.policy(), settings.registry(), settings.following().maxPolicyAge());
    PushGuardrail guardrail =
        new RegoPushGuardrail(
            found.guardrails(),
            upstream,
            new HttpBlobReader(connections.client(), upstreamSettings, login, health));
    Webhooks webhooks = webhooks(views);
    WriteParts writeParts =
        new WriteParts(
            () -> views.get().forWrites(),
            found.store().ledger(),
            found.store().locks(),
            upstream,
            found.log()::append,
            guardrail,
            WriteSettings.DEFAULT.forgettingLeft(RegistryTraits.of(registry.type()).forgetsLeft()),
            clock,
            webhooks::pushed);
    ManifestWrites writes = new ManifestWrites(writeParts);
    Housekeeping housekeeping = new Housekeeping(writeParts, settings.registry());
    opened.push(housekeeping);
    found.listen(housekeeping);
    TagWatch tags =
        new TagWatch(
            writeParts,
            settings.watching().settings(),
            health::cause,
            found.log()::note,
            new Restoration(writeParts, found.log()::append),
            figures.registry());
    opened.push(tags);
    LedgerWatch watch = new LedgerWatch(found.store().ledger(), figures.registry());
    opened.push(watch);
    NativeAccess others =
        new NativeAccess(
            connections.client(),
            configuration.registryAddress(),
            registry,
            NativeAccess::isLoopback);
    Optional<RepositoryMaking> making =
        found
            .repositories()
            .map(
                repositories ->
                    new RepositoryMaking(
                        repositories,
                        views,
                        DecisionRecords.Log.of(found.log()),
                        clock,
                        Ticker.systemTicker()));
    Notes notes =
        new Notes(found, views, watch, housekeeping, tags, webhooks, others, connections, making);
    Gateway started =
        Gateway.start(
            configuration,
            new GatewayParts(
                connections,
                upstream,
                found.identity().authenticator()::authenticate,
                found.identity()::challenge,
                found.identity().tokens(),
                views,
                new LedgerWrites(writes),
                new UnseenWrites(writeParts),
                question -> admit(writes, making, question),
                DecisionRecords.Log.of(found.log()),
                new UploadSessions(() -> found.identity().derivedKeys("uploads")),
                settings
                    .watching()
                    .notifications()
                    .map(secret -> new NotificationEndpoint(tags, secret, figures.registry())),
                settings
                    .watching()
                    .notifications()
                    .map(
                        secret ->
                            new HubPushEndpoint(
                                tags, secret, new HubCallbacks(), figures.registry())),
                making,
                clock,
                figures.registry(),
                figures::scrape,
                notes::lines));
    opened.push(started);
    housekeeping.start();
    watch.start();
    tags.start();
    probe.start();
    warmUp(
        started,
        found.guardrails(),
        found.policy(),
        () -> {
          others.look(registry);
          if (settings.pace().warmUp() > 0) {
            probe.askNow();
          }
        });
    return started;
  }

  private static PushAnswer admit(
      ManifestWrites writes, Optional<RepositoryMaking> making, PushQuestion question) {
    PushAnswer answer = writes.admit(question);
    return answer instanceof PushAnswer.Allowed
        ? making
            .flatMap(one -> one.foresee(question.repository()))
            .<PushAnswer>map(PushAnswer.Unfit::new)
            .orElse(answer)
        : answer;
  }

  private Webhooks webhooks(PolicyViews views) throws GatewayException {
    Path folder = settings.files().webhooks();
    try {
      Webhooks webhooks =
          Webhooks.open(
              folder,
              settings.registry(),
              () -> views.get().index().workspace(),
              settings.webhooks(),
              clock,
              figures.registry());
      opened.push(webhooks);
      return webhooks;
    } catch (IOException e) {
      throw new GatewayException(
          List.of("the folder `" + folder + "` of webhooks cannot be used: " + e.getMessage()));
    } catch (TrustedCertificates.UnusableException e) {
      throw new GatewayException(List.of("`--webhook-ca`: " + e.getMessage()));
    }
  }

  private void warmUp(
      Gateway started, Guardrails guardrails, PolicyInForce policy, Runnable lookAround) {
    int requests = settings.pace().warmUp();
    Thread thread =
        new Thread(
            () -> {
              try {
                lookAround.run();
                if (!policy.current().settings().guardrails().isEmpty()) {
                  guardrails.warmUp();
                }
                WarmUp.run(requests);
                started.ready();
              } catch (IllegalStateException e) {
                if (!Thread.currentThread().isInterrupted()) {
                  LOG.error("the gateway does not become ready: {}", e.getMessage());
                }
              }
            },
            "gateway-warm-up");
    thread.setDaemon(true);
    thread.start();
    opened.push(thread::interrupt);
  }

  /**
   * Where clients reach it.
   *
   * @return the port, also where any free one was asked for
   */
  public int port() {
    return gateway.port();
  }

  /**
   * Where its admin port is.
   *
   * @return empty if there is none
   */
  public OptionalInt adminPort() {
    return gateway.adminPort();
  }

  /**
   * What {@code /readyz} says.
   *
   * @return at this moment
   */
  public Readiness readiness() {
    return gateway.readiness();
  }

  /**
   * Why it has nothing to serve from yet, though it may be ready.
   *
   * @return why the registry's last answer did not come, with its host and port, one line; empty if
   *     it came
   */
  public Optional<String> registryProblem() {
    return gateway.registryProblem();
  }

  /**
   * Waits until it is warm.
   *
   * @param patience how long at most
   * @return whether it is ready
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    return gateway.awaitReady(patience);
  }

  /** Lets requests come to their end, then closes everything. */
  @Override
  public void close() {
    closeAll();
  }

  private void closeAll() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("something did not close cleanly: {}", e.getMessage());
      }
    }
  }
}
