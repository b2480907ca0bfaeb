package dev.portwrit.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.plan.Plan;
import dev.portwrit.plan.Refusal;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.twin.Misbehaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laws of applying, on many small worlds. What fails names the world: {@code
 * -Dportwrit.laws.from=N -Dportwrit.laws.worlds=1} runs it alone. {@code portwrit.laws.worlds} says
 * how many there are.
 */
abstract class ApplyLaws {
  private static final int WORLDS = Integer.getInteger("portwrit.laws.worlds", 200);
  private static final int FROM = Integer.getInteger("portwrit.laws.from", 0);

  @TempDir Path disk;
  private int folders;
  private Path folder = Path.of("");

  // Every line of a journal waits for the disk; where there is memory that looks like one, for
  // that.
  @BeforeEach
  void makeFolder() throws IOException {
    Path memory = Path.of("/dev/shm");
    folder = Files.isWritable(memory) ? Files.createTempDirectory(memory, "laws") : disk;
  }

  @AfterEach
  void removeFolder() throws IOException {
    if (folder.equals(disk)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** What the laws are tried on. */
  abstract LawWorld.Kind kind();

  private interface Law {
    void hold(long seed) throws Exception;
  }

  private static void inEachWorld(Law law) throws Exception {
    for (int seed = FROM; seed < FROM + WORLDS; seed++) {
      law.hold(seed);
    }
  }

  private LawWorld world(long seed, Registry.Mode mode, int drift) throws Exception {
    folders++;
    return LawWorld.of(kind(), mode, seed, drift, folder.resolve("state-" + folders));
  }

  private LawWorld world(long seed) throws Exception {
    return world(seed, Registry.Mode.AUTHORITATIVE, (int) (seed % 3));
  }

  @Test
  void apply_twice_changesNothingTheSecondTime() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          converges(world);
          assertThat(world.plan().isEmpty()).as("%s", world).isTrue();

          world.twin.misbehave(Misbehaviour.NONE);
          converges(world);
          assertThat(world.twin.writes()).as("%s", world).isZero();
        });
  }

  @Test
  void apply_stoppedAtAnyCall_isSafeAndConvergesWhenRunAgain() throws Exception {
    int[] stops = {0};
    inEachWorld(
        seed -> {
          LawWorld whole = world(seed);
          NativeAccess before = whole.access();
          List<NativeState> states = new ArrayList<>();
          whole.twin.watch(states::add);
          converges(whole);
          NativeAccess after = whole.access();
          int writes = whole.twin.writes();
          PrefixLaw law = new PrefixLaw(before, after);
          holds(law, whole, states, whole);
          for (int call = 1; call <= writes; call++) {
            for (Misbehaviour.Write end :
                List.of(Misbehaviour.Write.CRASH_BEFORE, Misbehaviour.Write.CRASH_AFTER)) {
              stops[0]++;
              stoppedAt(seed, call, end, law, whole.twin.truth());
            }
          }
        });
    assertThat(stops[0]).as("stops that were tried").isGreaterThan(WORLDS);
  }

  private void stoppedAt(
      long seed, int call, Misbehaviour.Write end, PrefixLaw law, NativeState goal)
      throws Exception {
    LawWorld world = world(seed);
    String name = world + ", " + end + " at call " + call;
    world.twin.misbehave(onWrite(call, end));
    List<NativeState> states = new ArrayList<>();
    world.twin.watch(states::add);
    assertThatThrownBy(world::apply).as(name).isInstanceOf(Misbehaviour.Crash.class);

    world.twin.misbehave(Misbehaviour.NONE);
    converges(world);
    holds(law, world, states, name);
    assertThat(world.twin.truth()).as(name).isEqualTo(goal);
    assertThat(world.state().records().flaw()).as(name).isEmpty();
  }

  private static void holds(PrefixLaw law, LawWorld world, List<NativeState> states, Object name) {
    for (NativeState state : states) {
      if (law.isNew(state)) {
        assertThat(law.violations(world.access(state))).as("%s", name).isEmpty();
      }
    }
  }

  private static Misbehaviour onWrite(int number, Misbehaviour.Write fate) {
    return new Misbehaviour() {
      @Override
      public Write onWrite(int call, ObjectId object) {
        return call == number ? fate : Write.DONE;
      }
    };
  }

  @Test
  void apply_oneWriteThatGoesWrong_isSafeAndTheRestGoesOn() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld whole = world(seed);
          NativeAccess before = whole.access();
          converges(whole);
          PrefixLaw law = new PrefixLaw(before, whole.access());
          for (int call = 1; call <= whole.twin.writes(); call++) {
            for (Misbehaviour.Write fate :
                List.of(Misbehaviour.Write.REFUSED, Misbehaviour.Write.NOTHING)) {
              LawWorld world = world(seed);
              String name = world + ", " + fate + " at call " + call;
              world.twin.misbehave(onWrite(call, fate));
              List<NativeState> states = new ArrayList<>();
              world.twin.watch(states::add);

              ApplyReport report = world.apply();

              assertThat(report.verdict()).as(name).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
              holds(law, world, states, name);
              world.twin.misbehave(Misbehaviour.NONE);
              converges(world);
              assertThat(world.twin.truth()).as(name).isEqualTo(whole.twin.truth());
            }
          }
        });
  }

  @Test
  void apply_answersThatAreLostAndWritesThatShowLate_converges() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          Random random = new Random(seed);
          world.twin.misbehave(
              new Misbehaviour() {
                @Override
                public Write onWrite(int call, ObjectId object) {
                  // Never twice in a row, so that there is patience enough.
                  return call % 2 == 0
                      ? Write.DONE
                      : random.nextBoolean() ? Write.LOST : Write.UNHEARD;
                }

                @Override
                public int lag(int write) {
                  return random.nextInt(5);
                }
              });
          converges(world);
        });
  }

  @Test
  void apply_aReadThatFails_isNeverTakenForAbsent() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld quiet = world(seed, Registry.Mode.AUTHORITATIVE, 0);
          quiet.applyFirst();
          int reads = quiet.twin.reads();
          for (int call = 1; call <= reads; call++) {
            LawWorld world = world(seed, Registry.Mode.AUTHORITATIVE, 0);
            world.twin.misbehave(failingRead(call));
            String name = world + ", read " + call;

            ApplyReport report = world.applyFirst();

            assertThat(world.twin.writes()).as(name).isZero();
            assertThat(report.verdict()).as(name).isEqualTo(ApplyReport.Verdict.UNKNOWN);
          }
        });
  }

  @Test
  void apply_aReadThatFailsInAChange_takesNothingThatTheChangeDoesNotTake() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld whole = world(seed);
          NativeAccess before = whole.access();
          converges(whole);
          PrefixLaw law = new PrefixLaw(before, whole.access());
          int reads = whole.twin.reads();
          for (int call = 1; call <= reads; call++) {
            LawWorld world = world(seed);
            String name = world + ", read " + call;
            world.twin.misbehave(failingRead(call));
            List<NativeState> states = new ArrayList<>();
            world.twin.watch(states::add);

            world.apply();

            holds(law, world, states, name);
            world.twin.misbehave(Misbehaviour.NONE);
            converges(world);
            assertThat(world.twin.truth()).as(name).isEqualTo(whole.twin.truth());
          }
        });
  }

  private static Misbehaviour failingRead(int number) {
    return new Misbehaviour() {
      @Override
      public Read onRead(int call) {
        return call == number ? Read.FAILED : Read.ANSWERED;
      }
    };
  }

  @Test
  void apply_somebodyElseChangesThingsMeanwhile_convergesOnceTheyStop() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          Random random = new Random(seed);
          world.twin.misbehave(
              new Misbehaviour() {
                @Override
                public Read onRead(int call) {
                  if (random.nextInt(8) == 0) {
                    world.twin.disturb(random);
                  }
                  return Read.ANSWERED;
                }
              });
          world.apply();

          world.twin.misbehave(Misbehaviour.NONE);
          converges(world);
          assertThat(world.plan().isEmpty()).as("%s", world).isTrue();
        });
  }

  @Test
  void apply_whileAnotherIsUnderWay_isRefusedAndDoesNothing() throws Exception {
    int[] tried = {0};
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          world.twin.misbehave(
              new Misbehaviour() {
                @Override
                public Write onWrite(int call, ObjectId object) {
                  tried[0]++;
                  int before = world.twin.writes();
                  ApplyReport other = again(world);
                  assertThat(other.verdict()).isEqualTo(ApplyReport.Verdict.REFUSED);
                  assertThat(other.refusals().get(0).kind()).isEqualTo(Refusal.Kind.BUSY);
                  assertThat(world.twin.writes()).isEqualTo(before);
                  return Write.DONE;
                }
              });
          converges(world);
        });
    assertThat(tried[0]).isPositive();
  }

  private static ApplyReport again(LawWorld world) {
    try {
      return world.apply();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void apply_additive_takesNothingFromAnybody() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld world = world(seed, Registry.Mode.ADDITIVE, 2);
          NativeAccess before = world.access();
          List<NativeState> states = new ArrayList<>();
          world.twin.watch(states::add);
          Plan plan = world.plan();
          converges(world);
          assertThat(plan.access().lost()).as("%s", world).isEmpty();
          for (NativeState state : states) {
            assertThat(world.access(state).edges()).as("%s", world).containsAll(before.edges());
          }
        });
  }

  private static void converges(LawWorld world) throws Exception {
    ApplyReport report = world.apply();
    assertThat(report.verdict())
        .as("%s: %s", world, report)
        .isEqualTo(ApplyReport.Verdict.CONVERGED);
  }
}
