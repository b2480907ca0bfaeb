package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.reference.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads that write few tags at once. */
class RacingWritesTest {
  private static final int WRITERS = 12;
  private static final List<String> TAGS = List.of("v1", "v2", "v3", "v4");

  private final Map<String, Set<Digest>> created = new ConcurrentHashMap<>();
  private final CyclicBarrier start = new CyclicBarrier(WRITERS);
  private ProtocolWorld world;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(PolicyTexts.ALL));
  }

  @AfterEach
  void stop() {
    assertThat(world.promises.broken()).isEmpty();
    world.close();
  }

  @Test
  void manyDigests_oneWinsEachTagAndAllOthersAreRefused() throws Exception {
    List<WriteOutcome> outcomes = new ArrayList<>();
    race(writer -> {
          List<WriteOutcome> own = new ArrayList<>();
          ManifestBytes image = world.registry.image("writer " + writer);
          for (String tag : shuffled(writer)) {
            own.add(push(tag, image));
          }
          return own;
        })
        .forEach(outcomes::addAll);
    assertThat(outcomes).hasSize(WRITERS * TAGS.size());
    assertThat(outcomes).filteredOn(Done.class::isInstance).hasSize(TAGS.size());
    assertThat(outcomes)
        .filteredOn(Refused.class::isInstance)
        .hasSize(outcomes.size() - TAGS.size());
    eachTagHasOneDigest();
  }

  @Test
  void oneDigest_isCreatedForEverybodyAndForwardedOnceATag() throws Exception {
    ManifestBytes image = world.registry.image("the same");
    List<List<WriteOutcome>> outcomes =
        race(writer -> shuffled(writer).stream().map(tag -> push(tag, image)).toList());
    assertThat(outcomes).allSatisfy(own -> assertThat(own).allMatch(Done.class::isInstance));
    assertThat(world.registry.writes()).isEqualTo(TAGS.size());
    eachTagHasOneDigest();
  }

  @Test
  void everythingAtOnce_comesToAnEndAndOneWinsEachTag() throws Exception {
    List<List<WriteOutcome>> outcomes =
        race(
            writer -> {
              ManifestBytes image = world.registry.image("writer " + writer);
              List<WriteOutcome> own = new ArrayList<>();
              for (int round = 0; round < 6; round++) {
                switch (writer % 4) {
                  case 0 -> own.add(push(TAGS.get(round % TAGS.size()), image));
                  case 1 -> own.add(pushWithTags(image, shuffled(writer + round)));
                  case 2 -> {
                    own.add(world.push(BOB, "latest", image));
                    own.add(world.deleteManifest(CY, image));
                  }
                  default -> {
                    new Recovery(world.parts()).run();
                    new Backfill(world.parts()).run(Set.of());
                  }
                }
              }
              return own;
            });
    assertThat(outcomes)
        .allSatisfy(own -> assertThat(own).noneMatch(Unavailable.class::isInstance));
    assertThat(created.keySet()).containsAll(TAGS);
    eachTagHasOneDigest();
  }

  private void eachTagHasOneDigest() throws Exception {
    for (String tag : TAGS) {
      Set<Digest> digests = created.getOrDefault(tag, Set.of());
      assertThat(digests).as(tag).hasSize(1);
      Digest winner = digests.iterator().next();
      assertThat(world.registry.tag(tag)).as(tag).isEqualTo(Optional.of(winner));
      assertThat(world.row(tag)).as(tag).isEqualTo(new Held(winner));
    }
    assertThat(world.ledger().pending()).isEmpty();
  }

  private WriteOutcome push(String tag, ManifestBytes image) {
    WriteOutcome outcome = world.push(BOB, tag, image);
    if (outcome instanceof Done) {
      wasCreated(tag, image);
    }
    return outcome;
  }

  private WriteOutcome pushWithTags(ManifestBytes image, List<String> tags) {
    WriteOutcome outcome = world.pushByDigest(BOB, image, tags.toArray(String[]::new));
    if (outcome instanceof Done) {
      tags.forEach(tag -> wasCreated(tag, image));
    }
    return outcome;
  }

  private void wasCreated(String tag, ManifestBytes image) {
    created.computeIfAbsent(tag, t -> ConcurrentHashMap.newKeySet()).add(image.digest());
  }

  private static List<String> shuffled(int seed) {
    List<String> tags = new ArrayList<>(TAGS);
    Collections.shuffle(tags, new Random(seed));
    return tags;
  }

  private interface Writing {
    List<WriteOutcome> by(int writer) throws Exception;
  }

  private List<List<WriteOutcome>> race(Writing writing) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<List<WriteOutcome>>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(
            () -> {
              start.await(20, TimeUnit.SECONDS);
              return writing.by(writer);
            });
      }
      List<List<WriteOutcome>> outcomes = new ArrayList<>();
      // A deadlock would cancel them, and get() would throw.
      for (Future<List<WriteOutcome>> one : threads.invokeAll(writers, 60, TimeUnit.SECONDS)) {
        outcomes.add(one.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }
}
