package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.cache.KeptSteps;
import dev.portwrit.cache.OriginsCache;
import dev.portwrit.cache.OriginsKey;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.review.AccessReview;
import dev.portwrit.review.Gain;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicyFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a trail ends that would be too long. */
class TrailTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
  private static final PolicyIndex NOTHING = policy("");
  private static final PolicyIndex PULL = policy("grants: [{role: pull, to: ['user:bob']}]\n");
  private static final PolicyIndex PUSH = policy("grants: [{role: push, to: ['user:bob']}]\n");
  private static final PolicyIndex MAINTAIN =
      policy("grants: [{role: maintain, to: ['user:bob']}]\n");

  @TempDir Path folder;

  @Test
  void take_ofMoreThanIsKept_endsWhereItsWalkWas() {
    KeptSteps kept = keptOf(2);

    assertThat(kept.reached()).isEqualTo(id(1));
    assertThat(kept.steps()).extracting(KeptSteps.Step::older).containsExactly(id(1));
  }

  @Test
  void take_ofAsMuchAsIsKept_goesOnToItsEnd() {
    KeptSteps kept = keptOf(3);

    assertThat(kept.reached()).isEqualTo(id(3));
    assertThat(kept.steps()).extracting(KeptSteps.Step::older).containsExactly(id(1), id(2), id(3));
  }

  /** What is kept of a walk that compared the newest two of four commits and takes the rest. */
  private KeptSteps keptOf(int mostGains) {
    OriginsCache cache = new OriginsCache(folder.resolve("origins"), "build", 1 << 20);
    Trail trail = new Trail(new OriginMemory(Optional.of(cache), "whole"), places(), mostGains);
    trail.pass(key(0), MAINTAIN);
    trail.add(id(0), id(1), gains(PUSH, MAINTAIN));
    trail.pass(key(1), PUSH);
    trail.take(
        new KeptSteps(
            List.of(
                new KeptSteps.Step(id(1), id(2), gains(PULL, PUSH)),
                new KeptSteps.Step(id(2), id(3), gains(NOTHING, PULL))),
            id(3),
            NOW));
    trail.keep();
    return cache.findSteps(key(0)).orElseThrow();
  }

  private static List<Gain> gains(PolicyIndex older, PolicyIndex younger) {
    List<Gain> gains = AccessReview.gains(older, younger, NOW);
    assertThat(gains).hasSize(1);
    return gains;
  }

  private static Places places() {
    CommitInfo.Person ada = new CommitInfo.Person("Ada", "ada@acme.example", NOW);
    return new Places(
        IntStream.range(0, 4)
            .mapToObj(number -> new CommitInfo(id(number), List.of(), ada, ada, ""))
            .toList());
  }

  private static OriginsKey key(int number) {
    return new OriginsKey("whole", id(number), NOW);
  }

  private static String id(int number) {
    return "%040x".formatted(number);
  }

  private static PolicyIndex policy(String grants) {
    String text =
        "organization: acme\nowners: [ada]\nmembers: [bob]\n---\nrepositories: acme/**\n" + grants;
    return PolicyIndex.of(
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", text)))
            .workspace()
            .orElseThrow());
  }
}
