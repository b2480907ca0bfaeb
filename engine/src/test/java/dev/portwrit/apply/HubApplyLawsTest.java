package dev.portwrit.apply;

import dev.portwrit.registry.hub.HubLawKind;

/** The laws of applying, on the twin of Docker Hub. */
class HubApplyLawsTest extends ApplyLaws {
  private final HubLawKind kind = new HubLawKind(this::folder);

  @Override
  LawWorld.Kind kind() {
    return kind;
  }

  @Override
  int usualWorlds() {
    return 60;
  }

  @Override
  int pointsOfAWorld() {
    return 3;
  }
}
