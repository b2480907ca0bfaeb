package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.write.MemoryRegistry.Fate;
import dev.portwrit.gateway.write.Restoration.Outcome;
import dev.portwrit.reference.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Putting back what was moved or removed past the gateway. */
class RestorationTest {
  private static final String RESTORED =
      PolicyTexts.ROLES + PolicyTexts.RELEASES + "restore: true\n" + PolicyTexts.STABLE;

  private final List<EventRecord> events = new ArrayList<>();
  private ProtocolWorld world;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(RESTORED));
    assertCreated(world.push(BOB, "v1", world.d));
    world.pushed.clear();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Outcome restore() throws Exception {
    return restore("v1", world.d);
  }

  private Outcome restore(String tag, ManifestBytes kept) throws Exception {
    world.registry.onBehalfOf(BOB);
    return new Restoration(world.parts(), event -> events.add((EventRecord) event))
        .restore(API, new Tag(tag), kept.digest());
  }

  private String left(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Left.class);
    return ((Outcome.Left) outcome).cause();
  }

  @Test
  void tagThatWasMoved_isPutBack_andBothDigestsAreLogged() throws Exception {
    world.outside("v1", Optional.of(world.x));
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.registry.tag("v1")).contains(world.d.digest());
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
    assertThat(events).extracting(EventRecord::kind).containsExactly("tag-restore", "tag-restored");
    assertThat(events.get(0).detail())
        .containsEntry("tag", "acme/pay/api:v1")
        .containsEntry("kept", world.d.digest().value())
        .containsEntry("registry", world.x.digest().value());
    assertDenied(world.push(BOB, "v1", world.x));
  }

  @Test
  void tagThatWasRemoved_isPutBack() throws Exception {
    world.outside("v1", Optional.empty());
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.registry.tag("v1")).contains(world.d.digest());
  }

  @Test
  void tagThatIsRight_isLeftAlone() throws Exception {
    int writes = world.registry.writes();
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.registry.writes()).isEqualTo(writes);
    assertThat(events).isEmpty();
  }

  @Test
  void protectionThatDoesNotSaySo_putsNothingBack() throws Exception {
    world.policy(PolicyTexts.policy(PolicyTexts.ALL));
    world.outside("v1", Optional.of(world.x));
    assertThat(restore()).isInstanceOf(Outcome.NotWanted.class);
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
  }

  @Test
  void exceptionInForce_forWhomever_leavesWhatIsThere_andOneThatEndedDoesNot() throws Exception {
    world.policy(PolicyTexts.policy(RESTORED + PolicyTexts.EXCEPTION));
    world.outside("v1", Optional.of(world.x));
    assertThat(left(restore())).contains("exception `acme/rebuild` is in force");
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
    world.clock.advance(
        Duration.between(world.clock.instant(), Instant.parse("2026-12-02T00:00:00Z")));
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
  }

  @Test
  void whatTheRegistryRefuses_isLeftAsItIs() throws Exception {
    world.outside("v2", Optional.of(world.withoutItsLayer));
    assertDenied(world.push(BOB, "v2", world.x));
    world.outside("v2", Optional.of(world.x));
    assertThat(left(restore("v2", world.withoutItsLayer))).startsWith("the registry answered 4");
    assertThat(world.registry.tag("v2")).contains(world.x.digest());
    assertThat(world.row("v2")).isEqualTo(new Held(world.withoutItsLayer.digest()));
    assertThat(events).extracting(EventRecord::kind).containsExactly("tag-restore");
  }

  @Test
  void rowThatChangedMeanwhile_isNotOverruled() throws Exception {
    world.outside("v1", Optional.of(world.x));
    assertThat(left(restore("v1", world.y))).contains("row was changed");
    assertThat(world.registry.tag("v1")).contains(world.x.digest());
  }

  @Test
  void registryThatCannotBeRead_isNotWrittenTo() throws Exception {
    world.outside("v1", Optional.of(world.x));
    int writes = world.registry.writes();
    world.registry.readable(false);
    assertThat(left(restore())).contains("cannot be read");
    assertThat(world.registry.writes()).isEqualTo(writes);
    assertThat(events).isEmpty();
  }

  @Test
  void writesThatAreRefused_refuseThisOneToo() throws Exception {
    WritePolicy policy = PolicyTexts.policy(RESTORED);
    world.policy(new WritePolicy(policy.index(), policy.version(), Optional.of("too old")));
    world.outside("v1", Optional.of(world.x));
    assertThat(left(restore())).isEqualTo("too old");
  }

  @Test
  void restoreWithoutAnAnswer_isReadBack() throws Exception {
    world.outside("v1", Optional.of(world.x));
    world.registry.fate(() -> Fate.UNANSWERED);
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
  }

  @Test
  void restoreThatIsLost_leavesTheTagToTheNextTry() throws Exception {
    world.outside("v1", Optional.of(world.x));
    world.registry.fate(() -> Fate.LOST);
    assertThat(left(restore())).isEqualTo("the registry did not answer");
    world.registry.fate(() -> Fate.ANSWERED);
    world.clock.advance(Duration.ofMinutes(3));
    var unused = new Recovery(world.parts()).run();
    assertThat(restore()).isInstanceOf(Outcome.Restored.class);
    assertThat(world.pushed).isEmpty();
  }
}
