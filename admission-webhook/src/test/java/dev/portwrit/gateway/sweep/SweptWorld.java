package dev.portwrit.gateway.sweep;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.Lift;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.Intention;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.MemoryLedger;
import dev.portwrit.gateway.ledger.Settlement;
import dev.portwrit.gateway.write.PushGuardrail;
import dev.portwrit.gateway.write.Restoration;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.gateway.write.WritePolicy;
import dev.portwrit.gateway.write.WriteSettings;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.source.PolicyFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger and a registry that are compared; {@code v*} is protected, {@code stable} too. */
final class SweptWorld implements AutoCloseable {
  static final RepositoryName API = new RepositoryName("acme/pay/api");
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Subject BOB = new Subject.User("bob");
  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      protection: acme/stable
      repositories: [acme/**]
      tags: [stable]
      rule: restricted
      to: [user:bob]
      ---
      protection: acme/warned
      repositories: [acme/**]
      tags: [w*]
      rule: immutable
      enforce: warn
      """;

  final MemoryLedger ledger = new MemoryLedger();
  final InProcessLocks locks = new InProcessLocks();
  final WatchedRegistry registry = new WatchedRegistry();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<LogRecord> events = new CopyOnWriteArrayList<>();
  final AtomicInteger paced = new AtomicInteger();
  final ManifestBytes d = registry.image("D");
  final ManifestBytes x = registry.image("X");
  volatile Duration second = Duration.ofHours(1);
  volatile Optional<String> down = Optional.empty();
  private final WritePolicy policy = policy(POLICY);

  WriteParts parts() {
    return new WriteParts(
        () -> policy,
        ledger,
        locks,
        registry,
        decision -> {
          throw new AssertionError("a sweep decides nothing");
        },
        PushGuardrail.none(),
        new WriteSettings(
            Duration.ofMillis(50),
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            WriteSettings.TagQuery.LEARNED,
            false),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static WritePolicy policy(String text) {
    PolicyIndex index =
        PolicyIndex.of(
            new PolicyCompiler(Set.of())
                .compile(
                    List.of(
                        PolicyFile.of("portwrit.yaml", "version: 1\n"),
                        PolicyFile.of("acme.yaml", text)))
                .workspace()
                .orElseThrow());
    return new WritePolicy(index, "0123abcd", Optional.empty());
  }

  /** A watch with these parts that does not run by itself. */
  TagWatch watch() {
    return watch(Duration.ZERO, paced::incrementAndGet);
  }

  TagWatch watch(Duration period, RequestPace pace) {
    return new TagWatch(
        parts(),
        WatchSettings.DEFAULT.every(period),
        () -> down,
        events::add,
        new Restoration(parts(), events::add),
        meters,
        pace,
        new HintPace(Duration.ZERO, second));
  }

  /** The ledger holds a tag, and the registry has it. */
  void held(String tag, ManifestBytes manifest) throws LedgerException {
    settle(API, tag, new Held(manifest.digest()));
    registry.point(tag, manifest);
  }

  void deleted(String tag, ManifestBytes manifest) throws LedgerException {
    settle(
        API,
        tag,
        new Deleted(manifest.digest(), List.of(new Lift("acme/rebuild", "acme/releases"))));
  }

  void settle(RepositoryName repository, String tag, Settled state) throws LedgerException {
    ledger.settle(
        repository, List.of(new Settlement(new Tag(tag), state, Optional.of(BOB), NOW)), Map.of());
  }

  void pending(String tag, ManifestBytes manifest) throws LedgerException {
    ledger.intend(
        API,
        List.of(new Intention(new Tag(tag), new Intent.Put(manifest.digest()), false)),
        BOB,
        NOW);
  }

  /** The kinds of events that were logged, with their tags. */
  List<String> told() {
    return events.stream()
        .map(EventRecord.class::cast)
        .map(
            event ->
                event.kind()
                    + " "
                    + event.detail().get("tag")
                    + " "
                    + event.detail().get("finding"))
        .toList();
  }

  /** A figure that has one value a tag. */
  double figure(String name, String key, String value) {
    return meters.get(name).tag(key, value).meter().measure().iterator().next().getValue();
  }

  /** How many findings of a kind stand. */
  double findings(String kind) {
    return figure("portwrit.sweep.findings", "kind", kind);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
