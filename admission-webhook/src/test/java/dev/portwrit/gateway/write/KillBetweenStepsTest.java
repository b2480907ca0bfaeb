package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.write.MemoryRegistry.Fate;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gateway is killed before and after every call of a port, for every kind of write, and goes on
 * with what the disk holds. A request that it had sent by then takes effect at once, at any of the
 * moments while others write, or never.
 */
class KillBetweenStepsTest {
  private static final WritePolicy POLICY =
      PolicyTexts.policy(PolicyTexts.ALL + PolicyTexts.EXCEPTION);

  /** How many moments the aftermath has in which a request that is under way may take effect. */
  private static final int MOMENTS = 5;

  private static final int NEVER = MOMENTS;

  @TempDir Path folder;
  private int worlds;

  @ParameterizedTest
  @EnumSource(WriteKind.class)
  void kill_atEveryStep_breaksNoPromiseAndConverges(WriteKind kind) throws Exception {
    int steps = steps(kind).size();
    for (int step = 0; step < steps; step++) {
      for (int moment = 0; moment <= NEVER; moment++) {
        if (!killedAt(kind, step, moment)) {
          break;
        }
      }
      killedAfterItIsDone(kind, step);
    }
  }

  @ParameterizedTest
  @EnumSource(WriteKind.class)
  void noAnswer_takingEffectAtAnyMoment_breaksNoPromiseAndConverges(WriteKind kind)
      throws Exception {
    for (Fate fate : List.of(Fate.UNANSWERED, Fate.LATE, Fate.LOST)) {
      for (int moment = 0; moment <= (fate == Fate.LATE ? NEVER : 0); moment++) {
        try (ProtocolWorld world = world(kind)) {
          world.registry.fate(() -> fate);
          kind.act(world);
          world.registry.fate(() -> Fate.ANSWERED);
          aftermath(world, kind, moment, kind + ", " + fate + " to land at " + moment);
        }
      }
    }
  }

  @Test
  void steps_ofEveryKind_areWhatTheProtocolSays() throws Exception {
    Map<WriteKind, List<String>> steps = new EnumMap<>(WriteKind.class);
    for (WriteKind kind : WriteKind.values()) {
      steps.put(kind, steps(kind));
    }
    assertThat(steps.get(WriteKind.PUT_OF_ABSENT))
        .filteredOn(step -> step.startsWith("before "))
        .containsExactly(
            "before Ledger.state",
            "before Upstream.read",
            "before Ledger.removals",
            "before DecisionSink.append",
            "before Ledger.holding",
            "before Ledger.intend",
            "before Upstream.putManifest",
            "before Upstream.read",
            "before Ledger.settle");
    assertThat(steps.get(WriteKind.DELETE_OF_BLOB))
        .filteredOn(step -> step.startsWith("before "))
        .endsWith(
            "before DecisionSink.append",
            "before Ledger.removals",
            "before Ledger.intendRemoval",
            "before Upstream.deleteBlob",
            "before Ledger.endRemoval");
    assertThat(steps.values()).allMatch(list -> list.size() >= 6);
  }

  @Test
  void killTwice_atRandomSteps_breaksNoPromiseAndConverges() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("KillBetweenStepsTest kills twice with seed " + seed);
    Random random = new Random(seed);
    List<WriteKind> kinds = List.of(WriteKind.values());
    for (int i = 0; i < 150; i++) {
      WriteKind kind = kinds.get(random.nextInt(kinds.size()));
      try (ProtocolWorld world = world(kind)) {
        int steps = steps(kind).size();
        String first = killed(world, kind, random.nextInt(steps), random.nextBoolean());
        String second = killed(world, kind, random.nextInt(steps), random.nextBoolean());
        int moment = random.nextInt(NEVER + 1);
        String which = first + ", " + second + ", to land at " + moment + ", seed " + seed;
        aftermath(world, kind, moment, which);
      }
    }
  }

  private List<String> steps(WriteKind kind) throws Exception {
    try (ProtocolWorld world = world(kind)) {
      KillPoints none = KillPoints.never();
      world.start(none);
      kind.act(world);
      return none.passed();
    }
  }

  private ProtocolWorld world(WriteKind kind) throws Exception {
    Path own = Files.createDirectory(folder.resolve("world-" + worlds++));
    ProtocolWorld world = new ProtocolWorld(own, POLICY);
    kind.prepare(world);
    return world;
  }

  /** Answers whether a request was under way, so that the moment mattered. */
  private boolean killedAt(WriteKind kind, int step, int moment) throws Exception {
    try (ProtocolWorld world = world(kind)) {
      String which = killed(world, kind, step, true) + ", to land at " + moment;
      boolean isUnderWay = world.registry.isUnderWay();
      aftermath(world, kind, moment, which);
      return isUnderWay;
    }
  }

  private void killedAfterItIsDone(WriteKind kind, int step) throws Exception {
    try (ProtocolWorld world = world(kind)) {
      aftermath(world, kind, NEVER, killed(world, kind, step, false));
    }
  }

  /** A second time the write may be over before that step. */
  private static String killed(ProtocolWorld world, WriteKind kind, int step, boolean isLate)
      throws Exception {
    KillPoints kill = KillPoints.at(step);
    world.registry.fate(() -> isLate && kill.isLastCall() ? Fate.LATE : Fate.ANSWERED);
    world.start(kill);
    try {
      kind.act(world);
    } catch (KillPoints.KilledError e) {
      assertThat(kill.passed()).hasSize(step + 1);
    }
    world.restart();
    world.registry.fate(() -> Fate.ANSWERED);
    List<String> passed = kill.passed();
    return kind + " killed " + passed.get(passed.size() - 1) + " (" + passed.size() + ")";
  }

  /** Others write, the request is made again, time passes; nothing that was said may be undone. */
  private static void aftermath(ProtocolWorld world, WriteKind kind, int landing, String which)
      throws Exception {
    land(world, landing, 0);
    unreadable(world, kind, which);
    world.push(kind.rival(), kind.tag(), world.y);
    land(world, landing, 1);
    kind.act(world);
    land(world, landing, 2);
    world.push(kind.rival(), kind.tag(), world.d);
    world.push(BOB, "v9", world.d);
    land(world, landing, 3);
    kind.act(world);
    world.push(kind.rival(), kind.tag(), world.y);
    land(world, landing, 4);
    world.clock.advance(Duration.ofMinutes(3));
    assertThat(world.promises.broken()).as(which).isEmpty();
    converges(world, kind, which);
    assertThat(world.promises.broken()).as(which).isEmpty();
  }

  private static void land(ProtocolWorld world, int landing, int moment) {
    if (landing == moment) {
      world.registry.land();
    }
  }

  /** What is pending and cannot be read back refuses everybody, for now. */
  private static void unreadable(ProtocolWorld world, WriteKind kind, String which)
      throws Exception {
    if (!(world.row(kind.tag()) instanceof Pending)) {
      return;
    }
    int before = world.registry.writes();
    world.registry.readable(false);
    for (WriteOutcome outcome :
        List.of(kind.act(world), world.push(kind.rival(), kind.tag(), world.y))) {
      assertThat(outcome).as(which).isInstanceOf(Unavailable.class);
    }
    assertThat(world.registry.writes()).as(which).isEqualTo(before);
    world.registry.readable(true);
  }

  private static void converges(ProtocolWorld world, WriteKind kind, String which)
      throws Exception {
    assertThat(new Recovery(world.parts()).run()).as(which).isZero();
    assertThat(world.ledger().pending()).as(which).isEmpty();
    assertThat(kind.act(world)).as(which).isNotInstanceOf(Unavailable.class);
    agrees(world, which);
    Map<Tag, Digest> tags = world.registry.tags();
    assertThat(kind.act(world)).as(which).isNotInstanceOf(Unavailable.class);
    assertThat(world.registry.tags()).as(which).isEqualTo(tags);
    LedgerState row = world.row(kind.tag());
    WriteOutcome other = world.push(kind.rival(), kind.tag(), world.y);
    assertThat(other).as(which).isNotInstanceOf(Unavailable.class);
    if (row instanceof LedgerState.Unseen && !tags.containsKey(new Tag(kind.tag()))) {
      // A tag that never came to be blocks nobody.
      Outcomes.assertCreated(other);
    }
    agrees(world, which);
  }

  /** Whatever the ledger holds the registry has, and the other way round. */
  private static void agrees(ProtocolWorld world, String which) throws Exception {
    for (LedgerEntry entry : world.ledger().entries(API)) {
      Optional<Digest> there = world.registry.tag(entry.tag().value());
      String one = which + ": " + entry + " but " + there;
      if (entry.state() instanceof Held held) {
        assertThat(there).as(one).contains(held.digest());
        assertThat(world.registry.isWhole(held.digest())).as(one).isTrue();
      } else {
        assertThat(entry.state()).as(one).isInstanceOf(Deleted.class);
        assertThat(there).as(one).isEmpty();
      }
    }
  }
}
