package dev.portwrit.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.twin.Right;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The laws of applying to a registry whose stand-in says what policy has words for. */
abstract class ServedApplyLaws extends ApplyLaws {
  /**
   * What there is to be done in a world, by the stand-in's own rules, but by those whom policies
   * let do everything.
   */
  abstract Set<Right> rights(LawWorld world);

  @Test
  void apply_whatIsThere_isNeverWiderThanPolicy_orSaid() throws Exception {
    inEachWorld(
        seed -> {
          LawWorld world = world(seed);
          converges(world);
          assertThat(world.law().wider(rights(world), world.plan().findings()))
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
          Optional<PolicyIndex> imported = world.law().imported(world.twin.registry().form(), live);
          if (imported.isPresent()) {
            tried.incrementAndGet();
            assertThat(world.plan(imported.get(), live).objects()).as("%s", world).isEmpty();
          }
        });
    assertThat(tried.get()).as("worlds of which all could be said").isPositive();
  }
}
