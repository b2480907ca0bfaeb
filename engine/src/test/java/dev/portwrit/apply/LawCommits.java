package dev.portwrit.apply;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import java.util.Random;

/** The registry of a world as it is defined, and the commits that are applied to it. */
record LawCommits(Registry definition, PolicyIndex before, PolicyIndex after) {
  static LawCommits of(LawWorld.Kind kind, Registry.Mode mode, long seed) {
    Random random = new Random(seed);
    Registry definition = kind.definition(mode, seed);
    return new LawCommits(
        definition,
        PolicyIndex.of(kind.workspace(definition, random)),
        PolicyIndex.of(kind.workspace(definition, random)));
  }
}
