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
 * The attempts of {@link BypassMatrixIT} by way of a real nginx that asks the gateway, with the
 * configurations we hand out.
 */
class NginxMatrixIT {
  private static final long CASES = Long.getLong("portwrit.bypass.nginx.cases", 160);

  @TempDir Path folder;

  @Test
  void noAttempt_byWayOfAnNginxThatReads_getsAround() throws Exception {
    run("registry.conf", RegistryKind.DEBIAN);
  }

  @Test
  void noAttempt_byWayOfAnNginxThatCarriesAllOut_getsAroundDebiansRegistry() throws Exception {
    run("auth-request-only.conf", RegistryKind.DEBIAN);
  }

  @Test
  void noAttempt_byWayOfAnNginxThatCarriesAllOut_getsAroundDistribution() throws Exception {
    run("auth-request-only.conf", RegistryKind.DISTRIBUTION);
  }

  private void run(String example, RegistryKind kind) throws Exception {
    long seed = Long.getLong("portwrit.bypass.seed", new Random().nextLong());
    long from = Long.getLong("portwrit.bypass.from", 0);
    long to = Long.getLong("portwrit.bypass.to", CASES);
    int batch = Integer.getInteger("portwrit.bypass.batch", 16);
    System.out.printf("NginxMatrixIT runs cases %d to %d with seed %d%n", from, to, seed);
    MatrixRun run =
        MatrixRun.behind(
            Front.nginx(example),
            in -> Registry.real(kind, in),
            folder,
            new Plan(seed, kind.type(), false, from, to, 160, batch));
    List<String> findings = run.run();
    System.out.printf("NginxMatrixIT with %s: %s%n", example, run.counts());
    assertThat(findings).as("with seed %d", seed).isEmpty();
  }
}
