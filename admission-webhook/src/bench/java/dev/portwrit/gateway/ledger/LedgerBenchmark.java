package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the ledger adds to the write of a tag, on the real disk: in a file, and in PostgreSQL on this
 * machine, where the locks of several gateways are part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class LedgerBenchmark {
  private static final RepositoryName REPOSITORY = new RepositoryName("acme/pay/api");
  private static final Subject BOB = new Subject.User("bob");
  private static final Digest DIGEST = Digest.sha256("D".getBytes(StandardCharsets.UTF_8));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Closure CLOSURE = new Closure(Set.of(DIGEST), Optional.empty());

  private final AtomicLong next = new AtomicLong();

  /** Where the ledger is. */
  @Param({"SQLite", "PostgreSQL"})
  String store = "";

  private Path folder;
  private Ledger ledger;
  private RepositoryLocks locks;

  /** Opens a ledger of ten thousand tags. */
  @Setup
  @SuppressWarnings("try") // the lock is held by being there
  public void open() throws Exception {
    folder = Files.createTempDirectory("portwrit-bench");
    if (store.equals("SQLite")) {
      ledger = SqliteLedger.open(folder.resolve("ledger"));
      locks = new InProcessLocks();
    } else {
      PostgresLedger shared = PostgresFixture.shared().open();
      ledger = shared;
      locks = shared.locks();
    }
    List<Settlement> tags =
        Stream.iterate(0, i -> i + 1).limit(10_000).map(i -> held(new Tag("t" + i))).toList();
    try (RepositoryLocks.Hold hold = locks.exclusive(REPOSITORY, PATIENCE).orElseThrow()) {
      ledger.settle(REPOSITORY, tags, Map.of(DIGEST, CLOSURE));
    }
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    ledger.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Settlement held(Tag tag) {
    return new Settlement(tag, new Held(DIGEST), Optional.of(BOB), Instant.EPOCH);
  }

  @SuppressWarnings("try") // the lock is held by being there
  private void write() throws LedgerException {
    Tag tag = new Tag("v" + next.incrementAndGet());
    Intention put = new Intention(tag, new Intent.Put(DIGEST), false);
    try (RepositoryLocks.Hold hold =
        locks.shared(REPOSITORY, List.of(tag), PATIENCE).orElseThrow()) {
      ledger.intend(REPOSITORY, List.of(put), BOB, Instant.EPOCH);
      ledger.settle(REPOSITORY, List.of(held(tag)), Map.of(DIGEST, CLOSURE));
    }
  }

  /** One write after the other: locks and two commits. */
  @Benchmark
  @Threads(1)
  public void intendAndSettle() throws LedgerException {
    write();
  }

  /** Eight writes at a time. */
  @Benchmark
  @Threads(8)
  public void intendAndSettleTogether() throws LedgerException {
    write();
  }

  /** What every judgement reads. */
  @Benchmark
  @Threads(1)
  public LedgerState state() throws LedgerException {
    return ledger.state(REPOSITORY, new Tag("t" + next.incrementAndGet() % 10_000));
  }
}
