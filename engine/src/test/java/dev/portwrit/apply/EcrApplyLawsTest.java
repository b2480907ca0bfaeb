package dev.portwrit.apply;

import dev.portwrit.registry.ecr.EcrLawKind;

/** The laws of applying, on the twin of ECR, IAM and STS. */
class EcrApplyLawsTest extends ApplyLaws {
  private final EcrLawKind kind = new EcrLawKind();

  @Override
  LawWorld.Kind kind() {
    return kind;
  }

  @Override
  int usualWorlds() {
    return 60;
  }

  // Everything goes by way of the SDK.
  @Override
  int pointsOfAWorld() {
    return 1;
  }
}
