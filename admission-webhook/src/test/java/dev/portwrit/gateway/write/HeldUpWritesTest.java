package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that stands still, as a paused machine does, between the intent of a request and the
 * request. Others may count its intent as over by then.
 */
class HeldUpWritesTest {
  private ProtocolWorld world;
  private ManifestWrites writes;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(PolicyTexts.ALL));
    WriteParts usual = world.parts();
    writes =
        new ManifestWrites(
            new WriteParts(
                usual.policy(),
                standingStill(usual.ledger()),
                usual.locks(),
                usual.upstream(),
                usual.log(),
                usual.guardrail(),
                usual.settings(),
                usual.clock()));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Time passes after each intent. */
  private Ledger standingStill(Ledger ledger) {
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(ledger, arguments);
                if (method.getName().startsWith("intend")) {
                  world.clock.advance(Duration.ofMinutes(3));
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void put_heldUpAfterItsIntent_sendsNothing() throws Exception {
    assertUnavailable(writes.put(BOB, API, new Reference.ByTag(new Tag("v1")), List.of(), world.x));
    assertThat(world.registry.writes()).isZero();
    assertThat(world.row("v1")).isInstanceOf(Pending.class);
    assertThat(new Recovery(world.parts()).run()).isZero();
  }

  @Test
  void delete_heldUpAfterItsIntent_sendsNothing() throws Exception {
    assertUnavailable(writes.deleteBlob(CY, API, MemoryRegistry.layer("D")));
    assertThat(world.registry.writes()).isZero();
    assertThat(new Recovery(world.parts()).run()).isZero();
  }
}
