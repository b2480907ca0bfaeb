package dev.portwrit.apply;

import dev.portwrit.registry.hub.HubLawKind;
import dev.portwrit.registry.hub.HubLawRights;
import dev.portwrit.registry.twin.Right;
import java.util.Set;

/** The laws of applying, on the twin of Docker Hub. */
class HubApplyLawsTest extends ServedApplyLaws {
  @Override
  LawWorld.Kind kind() {
    return new HubLawKind(this::newFolder);
  }

  @Override
  Set<Right> rights(LawWorld world) {
    return HubLawRights.of(world.definition(), world.twin.truth());
  }

  @Override
  int pointsOfAWorld() {
    return 2;
  }
}
