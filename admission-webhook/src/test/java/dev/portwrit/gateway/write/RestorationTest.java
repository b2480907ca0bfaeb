package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.write.MemoryRegistry.Fate;
import dev.portwrit.gateway.write.Restoration.Outcome;
import dev.portwrit.reference.Tag;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Putting back what was moved or removed past the gateway. */
class RestorationTest {
  private static final String RESTORED =
      PolicyTexts.ROLES + PolicyTexts.RELEASES + "restore: true\n" + PolicyTexts.STABLE;

  private final List<EventRecord> events = new ArrayList<>();
  private ProtocolWorld world;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(RESTORED));
    assertCreated(world.push(BOB, "v1", world.d));
    world.pushed.clear();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Outcome restore() throws Exception {
    return restore("v1", world.d);
  }

  private Outcome restore(String tag, ManifestBytes kept) throws Exception {
    world.registry.onBehalfOf(BOB);
    return new Restoration(world.parts(), event -> events.add((EventRecord) event))
        .restore(API, new Tag(tag), kept.digest());
  }

  private String left(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Left.class);
    return ((Outcome.Left) outcome).cause();
  }

  @Test
  void tagThatWasMoved_isPutBack_andBothDigestsAreLogged() throws Exception {
    world.outside("v1", Optional.of(world.x));
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.registry.tag("v1")).contains(world.d.digest());
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
    assertThat(events).extracting(EventRecord::kind).containsExactly("tag-restore", "tag-restored");
    assertThat(events.get(0).detail())
        .containsEntry("tag", "acme/pay/api:v1")
        .containsEntry("kept", world.d.digest().value())
        .containsEntry("registry", world.x.digest().value());
    assertDenied(world.push(BOB, "v1", world.x));
  }

  @Test
  void tagThatWasRemoved_isPutBack() throws Exception {
    world.outside("v1", Optional.empty());
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.registry.tag("v1")).contains(world.d.digest());
  }

  @Test
  void tagThatIsRight_isLeftAlone() throws Exception {
    int writes = world.registry.writes();
    assertThat(restore()).isInstanceOf(Outcome.Right.class);
    assertThat(world.registry.writes()).isEqualTo(writes);
    assertThat(events).isEmpty();
  }

  @Test
  void protectionThatDoesNotSaySo_putsNothingBack() throws Exception {
    world.policy(PolicyTexts.policy(PolicyTexts.ALL));
    world.outside("v1", Optional.of(world.x));
    assertThat(restore()).isInstanceOf(Outcome.NotWanted.class);
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
  }

  @Test
  void exceptionInForce_forWhomever_leavesWhatIsThere_andOneThatEndedDoesNot() throws Exception {
    world.policy(PolicyTexts.policy(RESTORED + PolicyTexts.EXCEPTION));
    world.outside("v1", Optional.of(world.x));
    assertThat(left(restore())).contains("exception `acme/rebuild` is in force");
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
    world.clock.advance(
        Duration.between(world.clock.instant(), Instant.parse("2026-12-02T00:00:00Z")));
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
  }

  @Test
  void whatTheRegistryRefuses_isLeftAsItIs() throws Exception {
    world.outside("v2", Optional.of(world.withoutItsLayer));
    assertDenied(world.push(BOB, "v2", world.x));
    world.outside("v2", Optional.of(world.x));
    assertThat(left(restore("v2", world.withoutItsLayer))).startsWith("the registry answered 4");
    assertThat(world.registry.tag("v2")).contains(world.x.digest());
    assertThat(world.row("v2")).isEqualTo(new Held(world.withoutItsLayer.digest()));
    assertThat(events).extracting(EventRecord::kind).containsExactly("tag-restore");
  }

  @Test
  void rowThatChangedMeanwhile_isNotOverruled() throws Exception {
    world.outside("v1", Optional.of(world.x));
    assertThat(left(restore("v1", world.y))).contains("row was changed");
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
  }

  @Test
  void registryThatCannotBeRead_isNotWrittenTo() throws Exception {
    world.outside("v1", Optional.of(world.x));
    int writes = world.registry.writes();
    world.registry.readable(false);
    assertThat(left(restore())).contains("cannot be read");
    assertThat(world.registry.writes()).isEqualTo(writes);
    assertThat(events).isEmpty();
  }

  @Test
  void writesThatAreRefused_refuseThisOneToo() throws Exception {
    WritePolicy policy = PolicyTexts.policy(RESTORED);
    world.policy(new WritePolicy(policy.index(), policy.version(), Optional.of("too old")));
    world.outside("v1", Optional.of(world.x));
    assertThat(left(restore())).isEqualTo("too old");
  }

  @Test
  void restoreWithoutAnAnswer_isReadBack() throws Exception {
    world.outside("v1", Optional.of(world.x));
    world.registry.fate(() -> Fate.UNANSWERED);
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
  }

  @Test
  void restoreThatIsLost_leavesTheTagToTheNextTry() throws Exception {
    world.outside("v1", Optional.of(world.x));
    world.registry.fate(() -> Fate.LOST);
    assertThat(left(restore())).isEqualTo("the registry did not answer");
    world.registry.fate(() -> Fate.ANSWERED);
    world.clock.advance(Duration.ofMinutes(3));
    var unused = new Recovery(world.parts()).run();
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.pushed).isEmpty();
  }

  /** A world in which the tag was moved, and a restoration that is killed at a step. */
  private static List<String> killedAt(Path folder, int step, boolean isLate) throws Exception {
    try (ProtocolWorld moved = new ProtocolWorld(folder, PolicyTexts.policy(RESTORED))) {
      assertCreated(moved.push(BOB, "v1", moved.d));
      moved.outside("v1", Optional.of(moved.x));
      KillPoints kill = KillPoints.at(step);
      moved.registry.fate(() -> isLate && kill.isLastCall() ? Fate.LATE : Fate.ANSWERED);
      moved.start(kill);
      moved.registry.onBehalfOf(BOB);
      try {
        var unused =
            new Restoration(moved.parts(), kill.around(Restoration.EventSink.class, event -> {}))
                .restore(API, new Tag("v1"), moved.d.digest());
      } catch (KillPoints.KilledError e) {
        assertThat(kill.passed()).hasSize(step + 1);
      }
      moved.restart();
      moved.registry.fate(() -> Fate.ANSWERED);
      String which = step + " of " + kill.passed();
      Held held = new Held(moved.d.digest());
      if (moved.row("v1") instanceof LedgerState.Pending pending) {
        assertThat(pending.before()).as(which).isEqualTo(held);
        assertThat(pending.intent()).as(which).isEqualTo(new Intent.Put(held.digest()));
      } else {
        assertThat(moved.row("v1")).as(which).isEqualTo(held);
      }
      assertDeniedOrClosed(moved.push(BOB, "v1", moved.y), which);
      moved.registry.land();
      moved.clock.advance(Duration.ofMinutes(3));
      assertThat(new Recovery(moved.parts()).run()).as(which).isZero();
      moved.registry.onBehalfOf(BOB);
      assertThat(
              new Restoration(moved.parts(), event -> {})
                  .restore(API, new Tag("v1"), moved.d.digest()))
          .as(which)
          .isInstanceOfAny(Outcome.Restored.class, Outcome.Right.class);
      assertThat(moved.registry.tag("v1")).as(which).contains(moved.d.digest());
      assertThat(moved.row("v1")).as(which).isEqualTo(new Held(moved.d.digest()));
      assertThat(moved.ledger().pending()).as(which).isEmpty();
      return kill.passed();
    }
  }

  private static void assertDeniedOrClosed(WriteOutcome outcome, String which) {
    assertThat(outcome).as(which).isNotInstanceOf(WriteOutcome.Done.class);
  }

  @Test
  void killedAtAnyStep_nothingElseIsLetIn_andTheNextTryPutsItBack(@TempDir Path folder)
      throws Exception {
    int step = 0;
    boolean isKilled = true;
    while (isKilled) {
      for (boolean isLate : List.of(false, true)) {
        Path own = Files.createDirectory(folder.resolve(step + "-" + isLate));
        isKilled = killedAt(own, step, isLate).size() > step;
      }
      step++;
    }
    assertThat(step).as("steps").isGreaterThan(20);
  }

  /** The same parts, but for what happens right before a manifest is sent, and the patience. */
  private static WriteParts parts(WriteParts of, Runnable beforePut) {
    Upstream upstream =
        (Upstream)
            Proxy.newProxyInstance(
                Upstream.class.getClassLoader(),
                new Class<?>[] {Upstream.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("putManifest")) {
                    beforePut.run();
                  }
                  try {
                    return method.invoke(of.upstream(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    WriteSettings settings =
        new WriteSettings(
            Duration.ofMillis(1),
            of.settings().landing(),
            Duration.ofSeconds(2),
            of.settings().tagQuery(),
            false);
    return new WriteParts(
        of.policy(),
        of.ledger(),
        of.locks(),
        upstream,
        of.log(),
        of.guardrail(),
        settings,
        of.clock(),
        of.pushed());
  }

  @Test
  void twoGatewaysAtOnce_putItBackOnce() throws Exception {
    world.outside("v1", Optional.of(world.x));
    world.registry.onBehalfOf(BOB);
    int writes = world.registry.writes();
    List<EventRecord> ofTheOther = new ArrayList<>();
    List<Outcome> others = new ArrayList<>();
    Restoration other =
        new Restoration(
            parts(world.parts(), () -> {}), event -> ofTheOther.add((EventRecord) event));
    Restoration one =
        new Restoration(
            parts(
                world.parts(),
                () -> {
                  // While the first holds the tag, in a thread of its own as another gateway.
                  others.add(
                      CompletableFuture.supplyAsync(
                              () -> {
                                try {
                                  return other.restore(API, new Tag("v1"), world.d.digest());
                                } catch (LedgerException e) {
                                  throw new IllegalStateException(e);
                                }
                              })
                          .join());
                }),
            event -> events.add((EventRecord) event));

    Outcome outcome = one.restore(API, new Tag("v1"), world.d.digest());

    assertThat(outcome).isInstanceOf(Outcome.Restored.class);
    assertThat(others).containsExactly(new Outcome.Left("others are writing it"));
    assertThat(ofTheOther).isEmpty();
    assertThat(world.registry.writes()).isEqualTo(writes + 1);
    assertThat(other.restore(API, new Tag("v1"), world.d.digest()))
        .isInstanceOf(Outcome.Right.class);
    assertThat(world.registry.writes()).isEqualTo(writes + 1);
  }
}
