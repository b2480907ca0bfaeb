package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.write.MemoryRegistry.Fate;
import dev.portwrit.policy.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of which pushes others are told. */
class PushedTest {
  private ProtocolWorld world;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(PolicyTexts.ALL));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** What was told: the tag, the manifest by the name that the test has for it, who pushed. */
  private List<String> told() {
    return world.pushed.stream()
        .map(one -> one.tag() + " " + name(one) + " " + one.by().map(Subject::toString).orElse("?"))
        .toList();
  }

  private String name(Pushed pushed) {
    ManifestBytes d = world.d;
    return pushed.digest().equals(d.digest()) ? "D" : "X";
  }

  @Test
  void push_ofAReleaseThatIsNew_isToldOnce() {
    assertCreated(world.push(BOB, "v1", world.d));
    assertCreated(world.push(BOB, "v1", world.d));
    assertThat(told()).containsExactly("v1 D user:bob");
    assertThat(world.pushed.get(0).mediaType()).isEqualTo(world.d.mediaType());
  }

  @Test
  void push_thatIsRefused_isNotTold() {
    assertCreated(world.push(BOB, "v1", world.d));
    assertDenied(world.push(BOB, "v1", world.x));
    assertDenied(world.push(BOB, "stable", world.x));
    assertThat(told()).containsExactly("v1 D user:bob");
  }

  @Test
  void push_ofAnUnprotectedTag_isToldEachTime() {
    assertCreated(world.push(BOB, "latest", world.d));
    assertCreated(world.push(BOB, "latest", world.x));
    assertCreated(world.push(BOB, "latest", world.x));
    assertThat(told())
        .containsExactly("latest D user:bob", "latest X user:bob", "latest X user:bob");
  }

  @Test
  void push_byDigest_isToldOfEachTagThatItSets() {
    assertCreated(world.pushByDigest(BOB, world.d));
    assertThat(told()).isEmpty();
    assertCreated(world.pushByDigest(BOB, world.d, "latest", "v1"));
    assertThat(told()).containsExactlyInAnyOrder("latest D user:bob", "v1 D user:bob");
  }

  @Test
  void push_byDigestToARegistryThatSetsNoTags_isToldOfNone() {
    world.registry.takesTagQuery(false);
    assertCreated(world.pushByDigest(BOB, world.d, "latest", "v1"));
    assertThat(told()).isEmpty();
  }

  @Test
  void push_thatTheRegistryRefuses_isNotTold() {
    world.push(BOB, "v1", world.withoutItsLayer);
    world.push(BOB, "latest", world.withoutItsLayer);
    assertThat(told()).isEmpty();
  }

  @Test
  void push_whoseEndIsNotKnown_isToldOnceItIs() throws Exception {
    world.registry.fate(
        () -> {
          world.registry.readable(false);
          return Fate.UNANSWERED;
        });
    assertUnavailable(world.push(BOB, "v1", world.d));
    assertThat(told()).isEmpty();
    world.registry.readable(true);
    world.registry.fate(() -> Fate.ANSWERED);
    var unused = new Recovery(world.parts()).run();
    assertThat(told()).containsExactly("v1 D user:bob");
    assertCreated(world.push(CY, "v1", world.d));
    world.clock.advance(Duration.ofMinutes(3));
    var open = new Recovery(world.parts()).run();
    assertThat(told()).as("open: " + open).hasSize(1);
  }

  @Test
  void push_thatNeverArrived_isNotTold() throws Exception {
    world.registry.fate(() -> Fate.LOST);
    assertUnavailable(world.push(BOB, "v1", world.d));
    world.clock.advance(Duration.ofMinutes(3));
    var unused = new Recovery(world.parts()).run();
    assertThat(told()).isEmpty();
  }

  @Test
  void push_thatRestoresWhatWasRemovedPastTheGateway_isTold() {
    assertCreated(world.push(BOB, "v1", world.d));
    world.outside("v1", Optional.empty());
    assertCreated(world.push(BOB, "v1", world.d));
    assertThat(told()).hasSize(2);
  }
}
