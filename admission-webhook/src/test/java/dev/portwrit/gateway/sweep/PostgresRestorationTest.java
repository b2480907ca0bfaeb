package dev.portwrit.gateway.sweep;

import static dev.portwrit.gateway.sweep.SweptWorld.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.gateway.ledger.PostgresFixture;
import dev.portwrit.gateway.ledger.PostgresLedger;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.gateway.ledger.Settlement;
import dev.portwrit.gateway.upstream.Body;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.write.PushGuardrail;
import dev.portwrit.gateway.write.Restoration;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.gateway.write.WritePolicy;
import dev.portwrit.gateway.write.WriteSettings;
import dev.portwrit.reference.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two gateways with one ledger in PostgreSQL that find the same tag moved. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PostgresRestorationTest {
  private static final WritePolicy POLICY =
      SweptWorld.policy(
          """
          organization: acme
          owners: [ada]
          ---
          protection: acme/releases
          repositories: [acme/**]
          tags: [v*]
          rule: immutable
          restore: true
          """);
  private static final Tag V1 = new Tag("v1");
  private static final TagPlace PLACE = new TagPlace(API, V1);

  private final WatchedRegistry registry = new WatchedRegistry();
  private final ManifestBytes d = registry.image("D");
  private final ManifestBytes x = registry.image("X");
  private final AtomicInteger puts = new AtomicInteger();
  private final List<Gateway> gateways = new ArrayList<>();
  private PostgresFixture database;

  @BeforeEach
  void start() throws Exception {
    database = PostgresFixture.shared();
  }

  @AfterEach
  void stop() {
    gateways.forEach(gateway -> gateway.ledger.close());
  }

  /** One of them: what it found, and what it wrote down of putting back. */
  private final class Gateway {
    final PostgresLedger ledger;
    final List<EventRecord> found = new CopyOnWriteArrayList<>();
    final List<EventRecord> restored = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TagLooks looks;
    private final TagReview review;

    Gateway(Consumer<EventRecord> onFinding, Runnable beforePut) throws Exception {
      ledger = database.open();
      WriteParts parts = parts(upstream(beforePut));
      WatchMeters figures = new WatchMeters(meters, parts.clock());
      Consumer<LogRecord> log =
          event -> {
            found.add((EventRecord) event);
            onFinding.accept((EventRecord) event);
          };
      Findings findings = new Findings(parts.clock(), log, figures::found);
      looks = new TagLooks(parts, () -> {}, findings::has);
      review =
          new TagReview(
              looks,
              findings,
              new Restoration(parts, event -> restored.add((EventRecord) event)),
              figures);
      gateways.add(this);
    }

    private WriteParts parts(Upstream upstream) {
      return new WriteParts(
          () -> POLICY,
          ledger,
          ledger.locks(),
          upstream,
          decision -> {
            throw new AssertionError("nobody asked for anything");
          },
          PushGuardrail.none(),
          new WriteSettings(
              Duration.ofSeconds(60),
              Duration.ofMinutes(2),
              Duration.ofSeconds(2),
              WriteSettings.TagQuery.LEARNED,
              false),
          Clock.systemUTC());
    }

    Look look() {
      try {
        return review.review(PLACE, looks.partsOf(API));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    double restorations(String outcome) {
      return meters.get("portwrit.sweep.restorations").tag("outcome", outcome).counter().count();
    }
  }

  /** The registry both have, which takes a manifest after something else has happened. */
  private Upstream upstream(Runnable beforePut) {
    return (Upstream)
        Proxy.newProxyInstance(
            Upstream.class.getClassLoader(),
            new Class<?>[] {Upstream.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("putManifest")) {
                beforePut.run();
                puts.incrementAndGet();
                registry.point("v1", (ManifestBytes) arguments[3]);
                return new UpstreamAnswer.Answered(201, List.of(), Body.EMPTY);
              }
              try {
                return method.invoke(registry, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The ledger holds one digest, and the registry has another. */
  @SuppressWarnings("try") // the lock is held by being there
  private void moved() throws Exception {
    PostgresLedger ledger = gateways.get(0).ledger;
    try (Hold hold = ledger.locks().exclusive(API, Duration.ofSeconds(60)).orElseThrow()) {
      ledger.settle(
          API,
          List.of(new Settlement(V1, new Held(d.digest()), Optional.empty(), Instant.now())),
          Map.of());
    }
    registry.point("v1", x);
  }

  private static List<String> kinds(List<EventRecord> events) {
    return events.stream().map(EventRecord::kind).toList();
  }

  private void isPutBackOnce() throws Exception {
    assertThat(puts).hasValue(1);
    assertThat(registry.read(API, V1).digest()).contains(d.digest());
    List<EventRecord> recorded = new ArrayList<>();
    gateways.forEach(gateway -> recorded.addAll(gateway.restored));
    assertThat(kinds(recorded)).containsExactly("tag-restore", "tag-restored");
    assertThat(gateways.stream().mapToDouble(gateway -> gateway.restorations("restored")).sum())
        .isEqualTo(1);
    assertThat(gateways.stream().mapToDouble(gateway -> gateway.restorations("left")).sum())
        .isZero();
    assertThat(gateways.get(1).ledger.state(API, V1)).isEqualTo(new Held(d.digest()));
    assertThat(gateways.get(0).ledger.pending()).isEmpty();
    assertThat(database.locks()).isZero();
  }

  @Test
  void tagThatBothFoundMoved_isPutBackAndRecordedOnce_andNoFindingStands() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Consumer<EventRecord> together =
        event -> {
          if (event.kind().equals("tag-out-of-step")) {
            awaitAt(both);
          }
        };
    Gateway one = new Gateway(together, () -> {});
    Gateway other = new Gateway(together, () -> {});
    moved();

    CompletableFuture<Look> second = CompletableFuture.supplyAsync(other::look);
    assertThat(one.look()).isInstanceOf(Look.OutOfStep.class);
    assertThat(second.get()).isInstanceOf(Look.OutOfStep.class);

    isPutBackOnce();
    for (Gateway gateway : List.of(one, other)) {
      assertThat(kinds(gateway.found)).containsExactly("tag-out-of-step", "tag-in-step");
    }
  }

  private static void awaitAt(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tagThatAnotherPutsBackNow_isNoFindingOfWhoComesMeanwhile() throws Exception {
    List<Look> meanwhile = new ArrayList<>();
    Runnable lookOfTheOther =
        () -> meanwhile.add(CompletableFuture.supplyAsync(() -> gateways.get(1).look()).join());
    Gateway one = new Gateway(event -> {}, lookOfTheOther);
    Gateway other = new Gateway(event -> {}, () -> {});
    moved();

    assertThat(one.look()).isInstanceOf(Look.OutOfStep.class);
    assertThat(meanwhile).containsExactly(new Look.Unsettled());

    isPutBackOnce();
    assertThat(kinds(one.found)).containsExactly("tag-out-of-step", "tag-in-step");
    assertThat(other.found).isEmpty();
  }
}
