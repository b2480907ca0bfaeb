package dev.portwrit.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.plan.Plan;
import dev.portwrit.plan.Refusal;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.twin.Judgement;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.registry.twin.RegistryTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of applying, on many small worlds. What fails names the world: {@code
 * -Dportwrit.laws.from=N -Dportwrit.laws.worlds=1} runs it alone. {@code portwrit.laws.worlds} says
 * how many there are. All laws are tried on some worlds before the next, so that what they share of
 * a world is made once, and nothing grows with the number of worlds.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("blocks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplyLaws {
  private static final int FROM = Integer.getInteger("portwrit.laws.from", 0);
  private static final int USUAL = 300;
  private static final int WORLDS = Integer.getInteger("portwrit.laws.worlds", USUAL);
  private static final int AT_ONCE = 2;

  /** Worlds whose numbers follow one another. */
  record Block(int from, int count) {
    @Override
    public String toString() {
      return count + " worlds from " + from;
    }
  }

  static List<Block> blocks() {
    return IntStream.iterate(0, done -> done < WORLDS, done -> done + USUAL)
        .mapToObj(done -> new Block(FROM + done, Math.min(USUAL, WORLDS - done)))
        .toList();
  }

  @Parameter Block block = new Block(FROM, WORLDS);

  @TempDir Path disk;
  private final AtomicInteger folders = new AtomicInteger();
  private final Beginnings beginnings = new Beginnings();
  private final Map<Long, Whole> wholes = new ConcurrentHashMap<>();
  private final Map<Thread, LawWorld.Kind> kinds = new ConcurrentHashMap<>();
  private final ManyWorlds worlds = new ManyWorlds(AT_ONCE);
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

  @AfterAll
  void endThreads() {
    worlds.close();
  }

  /** A folder that is gone after the test; it is not there yet. */
  final Path newFolder() {
    return folder.resolve(String.valueOf(folders.incrementAndGet()));
  }

  /** What the laws are tried on; each thread asks for its own. */
  abstract LawWorld.Kind kind();

  /** At how many of its calls something goes wrong in a world, each in a run of its own. */
  int pointsOfAWorld() {
    return Integer.MAX_VALUE;
  }

  final void inEachWorld(ManyWorlds.Law law) throws Exception {
    worlds.each(block.from(), block.count(), law);
  }

  private LawWorld.Kind ownKind() {
    return kinds.computeIfAbsent(Thread.currentThread(), thread -> kind());
  }

  final LawWorld world(long seed, Registry.Mode mode, int drift) throws Exception {
    return LawWorld.of(ownKind(), mode, seed, drift, newFolder(), beginnings);
  }

  final LawWorld world(long seed) throws Exception {
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

  /** A run to which nothing happens: the states that it begins and ends with, and its calls. */
  private record Whole(NativeState start, NativeState goal, int writes, int reads) {}

  private PrefixLaw between(Whole whole, long seed) {
    LawWorld.Kind kind = ownKind();
    Beginnings.Key key = new Beginnings.Key(Registry.Mode.AUTHORITATIVE, seed);
    RegistryTwin judge = kind.twin(beginnings.commits(kind, key).definition());
    return new PrefixLaw(judge.judge(whole.start()), judge.judge(whole.goal()));
  }

  // It is the same for all laws.
  private Whole whole(long seed) throws Exception {
    Whole known = wholes.get(seed);
    if (known == null) {
      LawWorld world = world(seed);
      NativeState start = world.twin.truth();
      List<NativeState> states = new ArrayList<>();
      world.twin.watch(states::add);
      converges(world);
      known = new Whole(start, world.twin.truth(), world.twin.writes(), world.twin.reads());
      holds(between(known, seed), world, states, world);
      wholes.put(seed, known);
    }
    return known;
  }

  @Test
  void apply_stoppedAtAnyCall_isSafeAndConvergesWhenRunAgain() throws Exception {
    AtomicInteger stops = new AtomicInteger();
    inEachWorld(
        seed -> {
          Whole whole = whole(seed);
          PrefixLaw law = between(whole, seed);
          for (Point point :
              points(
                  seed,
                  whole.writes(),
                  Misbehaviour.Write.CRASH_BEFORE,
                  Misbehaviour.Write.CRASH_AFTER)) {
            stops.incrementAndGet();
            stoppedAt(seed, point, law, whole.goal());
          }
        });
    assertThat(stops.get()).as("stops that were tried").isGreaterThan(block.count() / 2);
  }

  /** A call of a run, and what becomes of it. */
  private record Point(int call, Misbehaviour.Write fate) {
    @Override
    public String toString() {
      return fate + " at call " + call;
    }
  }

  private List<Point> points(long seed, int calls, Misbehaviour.Write... fates) {
    List<Point> points = new ArrayList<>();
    for (int call = 1; call <= calls; call++) {
      for (Misbehaviour.Write fate : fates) {
        points.add(new Point(call, fate));
      }
    }
    return drawn(points, seed);
  }

  // Each of them where that is cheap, and otherwise some: worlds are many.
  private <T> List<T> drawn(List<T> all, long seed) {
    List<T> drawn = new ArrayList<>(all);
    Collections.shuffle(drawn, new Random(seed));
    return drawn.subList(0, Math.min(drawn.size(), pointsOfAWorld()));
  }

  private List<Integer> upTo(int most, long seed) {
    return drawn(IntStream.rangeClosed(1, most).boxed().toList(), seed);
  }

  private void stoppedAt(long seed, Point point, PrefixLaw law, NativeState goal) throws Exception {
    LawWorld world = world(seed);
    String name = world + ", " + point;
    world.twin.misbehave(onWrite(point));
    List<NativeState> states = new ArrayList<>();
    world.twin.watch(states::add);
    assertThatThrownBy(world::apply).as(name).isInstanceOf(Misbehaviour.Crash.class);

    world.twin.misbehave(Misbehaviour.NONE);
    converges(world);
    holds(law, world, states, name);
    means(world, goal, name);
    assertThat(world.state().records().flaw()).as(name).isEmpty();
  }

  private static void holds(PrefixLaw law, LawWorld world, List<NativeState> states, Object name) {
    for (NativeState state : states) {
      if (law.isNew(state)) {
        assertThat(law.violations(world.twin.judge(state))).as("%s", name).isEmpty();
      }
    }
  }

  private static Misbehaviour onWrite(Point point) {
    return new Misbehaviour() {
      @Override
      public Write onWrite(int call, ObjectId object) {
        return call == point.call() ? point.fate() : Write.DONE;
      }
    };
  }

  @Test
  void apply_oneWriteThatGoesWrong_isSafeAndTheRestGoesOn() throws Exception {
    inEachWorld(
        seed -> {
          Whole whole = whole(seed);
          PrefixLaw law = between(whole, seed);
          for (Point point :
              points(
                  seed, whole.writes(), Misbehaviour.Write.REFUSED, Misbehaviour.Write.NOTHING)) {
            LawWorld world = world(seed);
            String name = world + ", " + point;
            world.twin.misbehave(onWrite(point));
            List<NativeState> states = new ArrayList<>();
            world.twin.watch(states::add);

            ApplyReport report = world.apply();

            boolean isMended =
                point.fate() == Misbehaviour.Write.NOTHING
                    && report.verdict() == ApplyReport.Verdict.CONVERGED;
            if (isMended) {
              // A writer that looks what came of its calls made them again.
              means(world, whole.goal(), name);
            } else {
              assertThat(report.verdict()).as(name).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
            }
            holds(law, world, states, name);
            world.twin.misbehave(Misbehaviour.NONE);
            converges(world);
            means(world, whole.goal(), name);
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
                private final Map<ObjectId, Integer> inARow = new HashMap<>();

                // Never twice in a row, nor thrice with one object where what was made is taken
                // back in between, so that there is patience enough.
                @Override
                public Write onWrite(int call, ObjectId object) {
                  boolean isLost = call % 2 == 1 && random.nextBoolean();
                  boolean isWell = call % 2 == 0 || inARow.getOrDefault(object, 0) == 2;
                  inARow.put(object, isWell ? 0 : inARow.getOrDefault(object, 0) + 1);
                  return isWell ? Write.DONE : isLost ? Write.LOST : Write.UNHEARD;
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
        seed ->
            assertThat(verdictsBeside(Misbehaviour.Read.FAILED, seed))
                .as("world %d", seed)
                .containsOnly(ApplyReport.Verdict.UNKNOWN));
  }

  // That a page is the last cannot be told from a page that wrongly says so.
  @Test
  void apply_aPageThatIsCut_makesNothingAnew() throws Exception {
    inEachWorld(
        seed ->
            assertThat(verdictsBeside(Misbehaviour.Read.CUT, seed))
                .as("world %d", seed)
                .isNotEmpty());
  }

  @Test
  void apply_aPageThatComesAgain_isUnknown() throws Exception {
    Set<ApplyReport.Verdict> verdicts = ConcurrentHashMap.newKeySet();
    inEachWorld(seed -> verdicts.addAll(verdictsBeside(Misbehaviour.Read.REPEATED, seed)));
    // Many calls have no pages, and are not touched by it.
    assertThat(verdicts)
        .contains(ApplyReport.Verdict.UNKNOWN)
        .isSubsetOf(ApplyReport.Verdict.UNKNOWN, ApplyReport.Verdict.CONVERGED);
  }

  /** What comes of the same commit once more where something becomes of one read; no write. */
  private List<ApplyReport.Verdict> verdictsBeside(Misbehaviour.Read fate, long seed)
      throws Exception {
    LawWorld quiet = world(seed, Registry.Mode.AUTHORITATIVE, 0);
    quiet.applyFirst();
    List<ApplyReport.Verdict> verdicts = new ArrayList<>();
    for (int call : readsFor(fate, quiet.twin.reads(), seed)) {
      LawWorld world = world(seed, Registry.Mode.AUTHORITATIVE, 0);
      world.twin.misbehave(onRead(call, fate));
      verdicts.add(verdict(world::applyFirst));
      assertThat(world.twin.writes()).as("%s, %s at read %d", world, fate, call).isZero();
    }
    return verdicts;
  }

  @Test
  void apply_aReadThatFailsInAChange_takesNothingThatTheChangeDoesNotTake() throws Exception {
    inEachWorld(seed -> changedBeside(Misbehaviour.Read.FAILED, seed));
  }

  @Test
  void apply_aPageThatIsCutOrComesAgainInAChange_takesNothingThatTheChangeDoesNotTake()
      throws Exception {
    inEachWorld(seed -> changedBeside(fateOfPages(seed), seed));
  }

  /** What becomes of a page in the law of pages in a change. */
  Misbehaviour.Read fateOfPages(long seed) {
    return seed % 2 == 0 ? Misbehaviour.Read.CUT : Misbehaviour.Read.REPEATED;
  }

  private void changedBeside(Misbehaviour.Read fate, long seed) throws Exception {
    Whole whole = whole(seed);
    PrefixLaw law = between(whole, seed);
    for (int call : readsFor(fate, whole.reads(), seed)) {
      LawWorld world = world(seed);
      String name = world + ", " + fate + " at read " + call;
      world.twin.misbehave(onRead(call, fate));
      List<NativeState> states = new ArrayList<>();
      world.twin.watch(states::add);

      ApplyReport.Verdict unused = verdict(world::apply);

      holds(law, world, states, name);
      world.twin.misbehave(Misbehaviour.NONE);
      converges(world);
      means(world, whole.goal(), name);
    }
  }

  // Only listings have pages, and those of repositories, which count most, come first.
  private List<Integer> readsFor(Misbehaviour.Read fate, int reads, long seed) {
    boolean isOfPages = fate != Misbehaviour.Read.FAILED && seed % 4 < 3;
    return upTo(isOfPages ? Math.min(reads, 4) : reads, seed);
  }

  private interface Applying {
    ApplyReport apply() throws IOException, RegistryException;
  }

  // Where nothing can be read at all there is no report.
  private static ApplyReport.Verdict verdict(Applying applying) throws IOException {
    try {
      return applying.apply().verdict();
    } catch (RegistryException e) {
      return ApplyReport.Verdict.UNKNOWN;
    }
  }

  private static Misbehaviour onRead(int number, Misbehaviour.Read fate) {
    return new Misbehaviour() {
      @Override
      public Read onRead(int call) {
        return call == number ? fate : Read.ANSWERED;
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
    AtomicInteger tried = new AtomicInteger();
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          world.twin.misbehave(
              new Misbehaviour() {
                @Override
                public Write onWrite(int call, ObjectId object) {
                  tried.incrementAndGet();
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
    assertThat(tried.get()).isPositive();
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
          Judgement before = world.judgement();
          List<NativeState> states = new ArrayList<>();
          world.twin.watch(states::add);
          Plan plan = world.plan();
          converges(world);
          assertThat(plan.access().lost()).as("%s", world).isEmpty();
          for (NativeState state : states) {
            Set<String> taken = new TreeSet<>(before.allowed());
            taken.removeAll(world.twin.judge(state).allowed());
            assertThat(taken).as("%s", world).isEmpty();
          }
        });
  }

  static void converges(LawWorld world) throws Exception {
    ApplyReport report = world.apply();
    assertThat(report.verdict())
        .as("%s: %s %s %s", world, report.refusals(), report.objects(), unknown(report))
        .isEqualTo(ApplyReport.Verdict.CONVERGED);
  }

  private static List<?> unknown(ApplyReport report) {
    return report.plan().map(plan -> (List<?>) plan.unknown()).orElse(List.of());
  }

  // What means the same may be written in another way.
  private static void means(LawWorld world, NativeState goal, String name) {
    Judgement is = world.judgement();
    Judgement shall = world.twin.judge(goal);
    assertThat(difference(is.allowed(), shall.allowed())).as(name).isEmpty();
    assertThat(difference(is.free(), shall.free())).as(name).isEmpty();
    assertThat(difference(is.kept(), shall.kept())).as(name).isEmpty();
  }

  private static Set<String> difference(Set<String> is, Set<String> shall) {
    Set<String> difference = new TreeSet<>();
    is.stream().filter(one -> !shall.contains(one)).map("+ "::concat).forEach(difference::add);
    shall.stream().filter(one -> !is.contains(one)).map("- "::concat).forEach(difference::add);
    return difference;
  }
}
