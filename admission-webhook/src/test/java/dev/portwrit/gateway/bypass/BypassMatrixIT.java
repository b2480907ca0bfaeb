package dev.portwrit.gateway.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.bypass.MatrixRun.Plan;
import dev.portwrit.neighbour.RegistryKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated attempts to get around the gateway, before each kind of registry. A run prints its
 * seed; what it finds names a case, and {@code docs/testing.md} says how to run that alone.
 */
class BypassMatrixIT {
  /** How many there are in all; unless told, as many as a build can wait for. */
  private static final long CASES = Long.getLong("portwrit.bypass.cases", 0);

  @TempDir Path folder;

  @Test
  void noAttempt_beforeTheEmbeddedRegistryWithItsVices_getsAround() throws Exception {
    run(Registry::embedded, RegistryKind.EMBEDDED, true, CASES > 0 ? CASES * 3 / 5 : 360);
  }

  @Test
  void noAttempt_beforeDebiansRegistry_getsAround() throws Exception {
    run(RegistryKind.DEBIAN);
  }

  @Test
  void noAttempt_beforeDistribution_getsAround() throws Exception {
    run(RegistryKind.DISTRIBUTION);
  }

  @Test
  void noAttempt_beforeZot_getsAround() throws Exception {
    run(RegistryKind.ZOT);
  }

  private void run(RegistryKind kind) throws Exception {
    run(in -> Registry.real(kind, in), kind, false, CASES > 0 ? CASES / 5 : 160);
  }

  private void run(Registry.Maker maker, RegistryKind kind, boolean hasVices, long count)
      throws Exception {
    long seed = Long.getLong("portwrit.bypass.seed", new Random().nextLong());
    long from = Long.getLong("portwrit.bypass.from", 0);
    long to = Long.getLong("portwrit.bypass.to", count);
    int batch = Integer.getInteger("portwrit.bypass.batch", 16);
    int world = Integer.getInteger("portwrit.bypass.world", CASES > 0 ? 480 : hasVices ? 60 : 80);
    System.out.printf(
        "BypassMatrixIT runs cases %d to %d before %s with seed %d%n", from, to, kind, seed);
    MatrixRun run =
        new MatrixRun(maker, folder, new Plan(seed, kind.type(), hasVices, from, to, world, batch));
    long begun = System.nanoTime();
    List<String> findings = run.run();
    System.out.printf(
        "BypassMatrixIT: %s, %.0f cases a second%n",
        run.counts(), (to - from) * 1e9 / (System.nanoTime() - begun));
    assertThat(findings).as("with seed %d", seed).isEmpty();
  }
}
