package dev.portwrit.apply;

import dev.portwrit.registry.ecr.EcrLawKind;
import dev.portwrit.registry.ecr.EcrLawRights;
import dev.portwrit.registry.twin.Right;
import java.util.Set;

/** The laws of applying, on the twin of ECR, IAM and STS. */
class EcrApplyLawsTest extends ServedApplyLaws {
  @Override
  LawWorld.Kind kind() {
    return new EcrLawKind();
  }

  @Override
  Set<Right> rights(LawWorld world) {
    return EcrLawRights.of(world.twin.truth());
  }

  // Everything goes by way of the SDK.
  @Override
  int pointsOfAWorld() {
    return 1;
  }
}
