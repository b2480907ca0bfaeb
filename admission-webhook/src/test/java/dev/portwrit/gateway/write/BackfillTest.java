package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.PolicyTexts.ALL;
import static dev.portwrit.gateway.write.PolicyTexts.EXCEPTION;
import static dev.portwrit.gateway.write.PolicyTexts.ROLES;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.gateway.ledger.LedgerEntry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read and held when a protection comes into force. */
class BackfillTest {
  @TempDir Path folder;
  private ProtocolWorld world;

  @BeforeEach
  void tagsFromBeforeTheProtection() throws Exception {
    world = new ProtocolWorld(folder, PolicyTexts.policy(ROLES));
    world.push(BOB, "v1", world.d);
    world.push(BOB, "v2", world.x);
    world.push(BOB, "main", world.x);
    assertThat(world.row("v1")).isEqualTo(new Unseen());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Backfill.Report run() throws Exception {
    return new Backfill(world.parts()).run(Set.of(API));
  }

  @Test
  void run_protectionThatIsNew_holdsTheTagsItCoversWithWhatTheyAreMadeOf() throws Exception {
    world.policy(PolicyTexts.policy(ALL));

    Backfill.Report report = run();

    assertThat(report.held()).isEqualTo(2);
    assertThat(report.isComplete()).isTrue();
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
    assertThat(world.row("v2")).isEqualTo(new Held(world.x.digest()));
    assertThat(world.row("main")).isEqualTo(new Unseen());
    assertThat(world.ledger().withoutClosure(API)).isEmpty();
    assertThat(world.ledger().entries(API))
        .extracting(LedgerEntry::by)
        .containsOnly(Optional.empty());
  }

  @Test
  void run_tagThatIsMovedPastTheGatewayAfterwards_isRefusedAsItWas() throws Exception {
    world.policy(PolicyTexts.policy(ALL));
    run();
    world.outside("v1", Optional.of(world.y));

    assertDenied(world.push(BOB, "v1", world.y));
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
  }

  @Test
  void run_again_holdsNothingTwiceAndMovesNoRow() throws Exception {
    world.policy(PolicyTexts.policy(ALL));
    run();
    world.outside("v1", Optional.of(world.y));

    assertThat(run().held()).isZero();
    assertThat(world.row("v1")).isEqualTo(new Held(world.d.digest()));
  }

  @Test
  void run_withoutAProtection_asksForNothing() throws Exception {
    assertThat(run().repositories()).isZero();
    world.policy(PolicyTexts.policy(ROLES + PolicyTexts.WARNED));
    assertThat(run().repositories()).isZero();
  }

  @Test
  void run_registryThatCannotBeRead_isIncompleteAndHoldsWhatItCanNextTime() throws Exception {
    world.policy(PolicyTexts.policy(ALL + EXCEPTION));
    world.registry.readable(false);
    Backfill.Report report = run();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.unknown()).anyMatch(line -> line.contains("`acme/pay/api` cannot be listed"));
    assertThat(world.row("v1")).isEqualTo(new Unseen());

    world.registry.readable(true);
    assertThat(run().held()).isEqualTo(2);
  }
}
