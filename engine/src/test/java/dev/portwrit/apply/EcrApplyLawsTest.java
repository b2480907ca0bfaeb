package dev.portwrit.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ecr.EcrLawKind;
import dev.portwrit.registry.ecr.EcrLawPolicy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The laws of applying, on the twin of ECR, IAM and STS. */
class EcrApplyLawsTest extends ApplyLaws {
  @Override
  LawWorld.Kind kind() {
    return new EcrLawKind();
  }

  @Override
  int usualWorlds() {
    return 300;
  }

  @Override
  int atOnce() {
    return 2;
  }

  // Everything goes by way of the SDK.
  @Override
  int pointsOfAWorld() {
    return 1;
  }

  @Test
  void apply_whatIsThere_isNeverWiderThanPolicy_orSaid() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          converges(world);
          assertThat(
                  EcrLawPolicy.wider(
                      world.twin.truth(), world.policy().workspace(), world.plan().findings()))
              .as("%s", world)
              .isEmpty();
        });
  }

  @Test
  void imported_ofWhatWasAppliedAndRead_changesNothing() throws Exception {
    AtomicInteger tried = new AtomicInteger();
    inEachWorld(
        seed -> {
          LawWorld world = world(seed, Registry.Mode.AUTHORITATIVE, 0);
          converges(world);
          NativeState live = world.read();
          Optional<PolicyIndex> imported =
              EcrLawPolicy.imported(world.twin.registry().form(), world.policy().workspace(), live);
          if (imported.isPresent()) {
            tried.incrementAndGet();
            assertThat(world.plan(imported.get(), live).objects()).as("%s", world).isEmpty();
          }
        });
    assertThat(tried.get()).as("worlds of which all could be said").isPositive();
  }
}
