package dev.portwrit.bench;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.guardrail.ContentSource;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.GuardrailVerdict;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.PushFacts;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One question to a guardrail: about a push, and about a workspace of 10,000 grants. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class GuardrailBenchmark {
  private static final Place PLACE = new Place("portwrit.yaml", 1, 1);
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final byte[] MANIFEST =
      ("{\"layers\":[],\"annotations\":{"
              + "\"org.opencontainers.image.source\":\"https://git.example/acme/pay\","
              + "\"org.opencontainers.image.revision\":\"4f1c2d9\"}}")
          .getBytes(StandardCharsets.UTF_8);

  private final Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT);
  private final Workspace workspace = FigureWorkspace.ofGrants(10_000);
  private final PushFacts push =
      new PushFacts(
          new Subject.User("bob"),
          new RepositoryName("acme/pay/api"),
          new Tag("v1.4.2"),
          List.of(
              new Protection(
                  PLACE,
                  "acme",
                  "releases",
                  List.of(new RepositoryPattern("acme/**")),
                  List.of(TagPattern.of("v*")),
                  Protection.Rule.IMMUTABLE,
                  List.of(),
                  Protection.Enforcement.DENY)));

  /** Compiles the policy, as a gateway does before it is ready. */
  @Setup(Level.Trial)
  public void compile() {
    guardrails.warmUp();
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    guardrails.close();
  }

  /**
   * Asks about a push of a small manifest to a protected tag.
   *
   * @return the verdict
   */
  @Benchmark
  public GuardrailVerdict push() {
    return guardrails.onPush(List.of(use("release-annotations")), push, MANIFEST, NOTHING, NOW);
  }

  /**
   * Asks about all grants of a workspace.
   *
   * @return the verdict
   */
  @Benchmark
  public GuardrailVerdict policy() {
    return guardrails.onPolicy(List.of(use("expiring-user-grants")), workspace, NOW);
  }

  private static GuardrailUse use(String name) {
    return new GuardrailUse(name, PLACE, Map.of());
  }

  private static final ContentSource NOTHING =
      new ContentSource() {
        @Override
        public Optional<byte[]> manifest(Digest digest) {
          return Optional.empty();
        }

        @Override
        public Optional<byte[]> blob(Digest digest) {
          return Optional.empty();
        }
      };
}
