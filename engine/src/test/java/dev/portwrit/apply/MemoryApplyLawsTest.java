package dev.portwrit.apply;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.registry.twin.RegistryTwin;
import java.util.Random;

/** The laws of applying, on the twin in memory. */
class MemoryApplyLawsTest extends ApplyLaws {
  @Override
  LawWorld.Kind kind() {
    return new LawWorld.Kind() {
      @Override
      public Registry definition(Registry.Mode mode, long seed) {
        return LawWorkspaces.registry(Registry.Type.DISTRIBUTION, mode);
      }

      @Override
      public RegistryTwin twin(Registry definition) {
        return new MemoryTwin(definition);
      }

      @Override
      public Workspace workspace(Registry definition, Random random) {
        return LawWorkspaces.one(definition, MemoryApplyLawsTest::account, random);
      }
    };
  }

  /**
   * A bundle names all repositories that there are, so that a listing that lies about its end takes
   * those away that it left out. No registry that is served has such an object.
   */
  @Override
  Misbehaviour.Read fateOfPages(long seed) {
    return Misbehaviour.Read.REPEATED;
  }

  private static String account(Subject subject) {
    String text = subject.toString();
    return text.substring(text.indexOf(':') + 1);
  }
}
