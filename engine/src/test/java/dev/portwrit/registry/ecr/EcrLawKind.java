package dev.portwrit.registry.ecr;

import dev.portwrit.apply.LawWorld;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.RegistryTwin;
import java.util.Random;

/** Worlds with a registry of ECR. */
public final class EcrLawKind implements LawWorld.Kind {
  private final EcrLawLane lane = new EcrLawLane();

  @Override
  public Registry definition(Registry.Mode mode, long seed) {
    return EcrLawAccount.registry(mode, seed);
  }

  @Override
  public RegistryTwin twin(Registry definition) {
    return new EcrRegistryTwin(definition, lane);
  }

  @Override
  public Workspace workspace(Registry definition, Random random) {
    return LawWorkspaces.one(definition, EcrLawAccount::account, random);
  }
}
