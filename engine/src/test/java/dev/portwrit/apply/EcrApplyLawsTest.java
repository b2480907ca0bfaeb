package dev.portwrit.apply;

import dev.portwrit.registry.ecr.EcrLawKind;

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
}
