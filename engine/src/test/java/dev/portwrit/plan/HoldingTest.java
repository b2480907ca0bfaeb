package dev.portwrit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import org.junit.jupiter.api.Test;

class HoldingTest {
  private static final ObjectId GRANTS = new ObjectId("grants", "acme/api");
  private static final ObjectId LOCK = new ObjectId("tag-lock", "acme/api");

  private final Holding holding =
      new Holding(
          new MemoryTwin(
                  LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE))
              .form()
              .concerns(NativeState.EMPTY, NativeState.EMPTY));

  private boolean holds(ObjectId object, Phase phase) {
    return holding.holds(
        new Step(phase, object, "Call", Reading.present("{}"), Reading.present("[]")));
  }

  @Test
  void tags_areNotReleased_whereWhatGivesAndTakesInOneCallCameToNothing() {
    holding.failed(GRANTS, Phase.GRANT);

    assertThat(holds(LOCK, Phase.UNPROTECT)).isTrue();
    assertThat(holds(LOCK, Phase.PROTECT)).isFalse();
    assertThat(holds(new ObjectId("tag-lock", "acme/web"), Phase.UNPROTECT)).isFalse();
  }

  @Test
  void whatSaysThatTagsAreOurs_staysUntilTheyAreReleased() {
    holding.failed(LOCK, Phase.UNPROTECT);

    assertThat(holds(GRANTS, Phase.FORGET)).isTrue();
    assertThat(holds(GRANTS, Phase.REVOKE)).isFalse();
  }
}
