package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.Outcomes.assertCreated;
import static dev.portwrit.gateway.write.Outcomes.assertDenied;
import static dev.portwrit.gateway.write.Outcomes.assertUnavailable;
import static dev.portwrit.gateway.write.Outcomes.headers;
import static dev.portwrit.gateway.write.PolicyTexts.ALL;
import static dev.portwrit.gateway.write.PolicyTexts.EXCEPTION;
import static dev.portwrit.gateway.write.PolicyTexts.ROLES;
import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static dev.portwrit.gateway.write.RealWorld.DEE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.Lift;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.ledger.Intention;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.reference.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row of the ledger's table, over real HTTP. */
class LedgerTableTest {
  private static final List<Lift> LIFTS = List.of(new Lift("acme/rebuild", "acme/releases"));

  @TempDir Path folder;
  private RealWorld world;
  private ManifestBytes d;
  private ManifestBytes x;
  private ManifestBytes e;

  @BeforeEach
  void start() throws Exception {
    world = new RealWorld(folder);
    d = world.image("D");
    x = world.image("X");
    e = world.image("E");
    world.forwarded();
  }

  @AfterEach
  void stop() throws Exception {
    world.stop();
  }

  @Test
  void noRow_absent_pushX_isReservedForwardedReadBackAndHeld() throws Exception {
    assertCreated(world.push(BOB, "v1", x));
    assertThat(world.forwarded()).containsExactly("PUT /v2/acme/pay/api/manifests/v1");
    assertThat(world.tag("v1")).contains(x.digest());
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
    assertThat(world.ledger().entries(API).get(0).by()).contains(BOB);
  }

  @Test
  void noRow_atD_pushD_isHeldAndCreatedWithoutForwarding() throws Exception {
    world.outside("v1", d);
    world.forwarded();
    assertCreated(world.push(BOB, "v1", d));
    assertThat(world.forwarded()).isEmpty();
    assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
    assertThat(world.ledger().entries(API).get(0).by()).isEmpty();
  }

  @Test
  void noRow_atD_pushX_holdsDAndRefuses() throws Exception {
    world.outside("v1", d);
    world.forwarded();
    assertDenied(world.push(BOB, "v1", x));
    assertThat(world.forwarded()).isEmpty();
    assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
  }

  @Test
  void heldD_atD_pushD_isCreatedWithoutForwarding() throws Exception {
    world.push(BOB, "v1", d);
    world.forwarded();
    assertCreated(world.push(BOB, "v1", d));
    assertThat(world.forwarded()).isEmpty();
  }

  @Test
  void heldD_atD_pushX_isRefused() throws Exception {
    world.push(BOB, "v1", d);
    world.forwarded();
    OciError error = assertDenied(world.push(BOB, "v1", x));
    assertThat(error.message())
        .contains("`acme/pay/api:v1` is `" + d.digest() + "`")
        .contains("protection acme/releases (immutable) (acme.yaml:")
        .contains("ask for an exception");
    assertThat(world.forwarded()).isEmpty();
    assertThat(world.tag("v1")).contains(d.digest());
  }

  @Test
  void heldD_atD_pushXUnderException_isForwarded() throws Exception {
    world.push(BOB, "v1", d);
    world.policy(ALL + EXCEPTION);
    assertDenied(world.push(BOB, "v1", x));
    assertCreated(world.push(CY, "v1", x));
    assertThat(world.tag("v1")).contains(x.digest());
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
    assertThat(world.decisions.last().cause()).contains("under exception acme/rebuild");
  }

  @Test
  void heldD_absent_pushD_restores() throws Exception {
    world.push(BOB, "v1", d);
    world.outsideDelete("v1");
    world.forwarded();
    assertCreated(world.push(BOB, "v1", d));
    assertThat(world.forwarded()).hasSize(1);
    assertThat(world.tag("v1")).contains(d.digest());
  }

  @Test
  void heldD_atE_pushD_restores() throws Exception {
    world.push(BOB, "v1", d);
    world.outside("v1", e);
    assertCreated(world.push(BOB, "v1", d));
    assertThat(world.tag("v1")).contains(d.digest());
    assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
  }

  @Test
  void heldD_absent_pushX_isRefusedAndReported() throws Exception {
    world.push(BOB, "v1", d);
    world.outsideDelete("v1");
    OciError error = assertDenied(world.push(BOB, "v1", x));
    assertThat(error.message()).contains("the registry has lost it");
    assertThat(world.decisions.last().cause()).get().asString().contains("must be");
    assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
  }

  @Test
  void heldD_atE_pushXOrE_isRefusedAndReported() throws Exception {
    world.push(BOB, "v1", d);
    world.outside("v1", e);
    for (ManifestBytes other : List.of(x, e)) {
      OciError error = assertDenied(world.push(BOB, "v1", other));
      assertThat(error.message()).contains("the registry has `" + e.digest() + "`");
      assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
    }
  }

  @Test
  void heldD_absent_pushXUnderException_isForwarded() throws Exception {
    world.push(BOB, "v1", d);
    world.outsideDelete("v1");
    world.policy(ALL + EXCEPTION);
    assertCreated(world.push(CY, "v1", x));
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
  }

  @Test
  void heldD_atE_pushXOrEUnderException_isForwarded() throws Exception {
    for (ManifestBytes pushed : List.of(x, e)) {
      world.policy(ALL + EXCEPTION);
      assertCreated(world.push(CY, "v1", d));
      world.outside("v1", e);
      assertDenied(world.push(BOB, "v1", pushed));
      assertCreated(world.push(CY, "v1", pushed));
      assertThat(world.tag("v1")).contains(pushed.digest());
      assertThat(world.row("v1")).isEqualTo(new Held(pushed.digest()));
    }
  }

  @Test
  void deletedWasD_absent_pushD_isForwardedWithTheRoleAlone() throws Exception {
    deleteUnderException();
    assertCreated(world.push(BOB, "v1", d));
    assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
    assertThat(world.tag("v1")).contains(d.digest());
  }

  @Test
  void deletedWasD_absent_pushX_isRefused() throws Exception {
    deleteUnderException();
    OciError error = assertDenied(world.push(BOB, "v1", x));
    assertThat(error.message()).contains("deleted under exception acme/rebuild");
    assertThat(world.tag("v1")).isEmpty();
    assertDenied(world.push(CY, "v1", x));
  }

  @Test
  void deletedWasD_absent_pushXUnderException_isForwarded() throws Exception {
    deleteUnderException();
    world.policy(ALL + EXCEPTION.replace("2026-12-01", "2027-12-01"));
    assertDenied(world.push(BOB, "v1", x));
    assertCreated(world.push(CY, "v1", x));
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
  }

  /** Cy deletes {@code v1}, which was D, and the exception ends. */
  private void deleteUnderException() throws Exception {
    world.push(BOB, "v1", d);
    world.policy(ALL + EXCEPTION);
    assertThat(world.delete(CY, "v1")).isEqualTo(new Done(202, List.of()));
    assertThat(world.row("v1")).isEqualTo(new Deleted(d.digest(), LIFTS));
    assertThat(world.tag("v1")).isEmpty();
    world.clock.advance(Duration.ofDays(60));
  }

  @Test
  void pendingX_atX_isResolvedByReadingBack() throws Exception {
    intend("v1", x);
    world.outside("v1", x);
    assertDenied(world.push(BOB, "v1", d));
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
  }

  @Test
  void pendingX_unknown_isUnavailable() throws Exception {
    intend("v1", x);
    world.registry.vices().turnOn(Vice.SERVER_ERROR);
    assertUnavailable(world.push(BOB, "v1", x));
    assertUnavailable(world.push(BOB, "v1", d));
    world.registry.vices().turnAllOff();
    assertThat(world.row("v1")).isInstanceOf(Pending.class);
  }

  @Test
  void pendingX_absentAndMayStillLand_isUnavailableToOthersAndOpenToTheSame() throws Exception {
    intend("v1", x);
    assertUnavailable(world.push(BOB, "v1", d));
    assertCreated(world.push(BOB, "v1", x));
    // The first request may still land, so that the tag must not become another until it cannot.
    assertThat(world.row("v1").settled()).isEqualTo(new Held(x.digest()));
    assertCreated(world.push(BOB, "v1", x));
    assertUnavailable(world.push(BOB, "v1", d));
    world.clock.advance(Duration.ofMinutes(3));
    assertDenied(world.push(BOB, "v1", d));
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
  }

  @Test
  void pendingX_absentAndCannotLandAnyMore_blocksNobody() throws Exception {
    intend("v1", x);
    world.clock.advance(Duration.ofMinutes(3));
    assertCreated(world.push(BOB, "v1", d));
    assertThat(world.row("v1")).isEqualTo(new Held(d.digest()));
  }

  @Test
  void anyRow_unknown_isUnavailableAndNothingIsForwarded() throws Exception {
    for (Vice vice :
        List.of(
            Vice.SERVER_ERROR,
            Vice.UNAVAILABLE,
            Vice.TOO_MANY_REQUESTS,
            Vice.UNAUTHORIZED,
            Vice.CLOSES_CONNECTION,
            Vice.WRONG_CONTENT_DIGEST,
            Vice.CORRUPT_CONTENT)) {
      world.registry.vices().turnAllOff();
      String tag = "v-" + vice.name().toLowerCase(Locale.ROOT);
      world.outside(tag, d);
      world.forwarded();
      world.registry.vices().turnOn(vice, SeenRequest.to("GET", "/manifests/"));
      for (ManifestBytes manifest : List.of(d, x)) {
        assertUnavailable(world.push(BOB, tag, manifest));
      }
      assertThat(world.forwarded()).as("%s", vice).isEmpty();
      assertThat(world.row(tag)).as("%s", vice).isEqualTo(new Unseen());
    }
  }

  @Test
  void forwardedWrite_updatesAnExistingRowWhateverRuleCoversItNow() throws Exception {
    world.push(BOB, "v1", d);
    world.policy(ROLES);
    assertCreated(world.push(BOB, "v1", x));
    assertThat(world.row("v1")).isEqualTo(new Held(x.digest()));
    world.policy(ALL);
    assertDenied(world.push(BOB, "v1", d));
    assertCreated(world.push(BOB, "v1", x));
  }

  @Test
  void forwardedDelete_withoutAnyRule_forgetsTheRow() throws Exception {
    world.push(BOB, "v1", d);
    world.policy(ROLES);
    assertThat(world.delete(CY, "v1")).isInstanceOf(Done.class);
    assertThat(world.row("v1")).isEqualTo(new Unseen());
    world.policy(ALL);
    assertCreated(world.push(BOB, "v1", x));
  }

  @Test
  void withoutProtection_noRowIsMadeAndNothingIsRead() throws Exception {
    assertCreated(world.push(BOB, "latest", d));
    assertCreated(world.push(BOB, "latest", x));
    assertThat(world.row("latest")).isEqualTo(new Unseen());
    assertThat(world.seen).extracting(SeenRequest::method).containsOnly("PUT");
  }

  @Test
  void restricted_recordsWhoMadeWhat_andTheSubjectDecides() throws Exception {
    assertDenied(world.push(BOB, "stable", d));
    assertCreated(world.push(DEE, "stable", d));
    assertThat(world.row("stable")).isEqualTo(new Held(d.digest()));
    assertThat(world.ledger().entries(API).get(0).by()).contains(DEE);
    assertDenied(world.push(BOB, "stable", x));
    assertCreated(world.push(BOB, "stable", d));
    assertCreated(world.push(DEE, "stable", x));
    assertThat(world.row("stable")).isEqualTo(new Held(x.digest()));
    assertDenied(world.delete(CY, "stable"));
    assertThat(world.delete(DEE, "stable")).isInstanceOf(Done.class);
    assertThat(world.row("stable")).isEqualTo(new Unseen());
  }

  @Test
  void warnOnly_isForwardedWithAWarningAndALineInTheLog() throws Exception {
    assertThat(headers(world.push(BOB, "w1", d), "Warning")).isEmpty();
    assertThat(headers(world.push(BOB, "w1", x), "Warning"))
        .singleElement()
        .asString()
        .startsWith("299 - \"protection acme/warned (immutable)");
    assertThat(world.decisions.last().warnings()).hasSize(1);
    assertThat(world.row("w1")).isEqualTo(new Unseen());
  }

  private void intend(String tag, ManifestBytes manifest) throws Exception {
    world
        .ledger()
        .intend(
            API,
            List.of(new Intention(new Tag(tag), new Intent.Put(manifest.digest()), false)),
            BOB,
            world.clock.instant());
  }
}
