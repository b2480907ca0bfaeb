package dev.portwrit.admission;

import static dev.portwrit.admission.AdmissionWorld.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.TagJudgement.AlreadyThere;
import dev.portwrit.admission.TagJudgement.Forward;
import dev.portwrit.reference.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every combination of a small world: the state is small enough to be enumerated. */
class TagAdmissionInvariantTest {
  private record World(
      List<ProtectionStanding> standings, LedgerState ledger, TagState upstream, Digest pushed) {
    TagRules rules() {
      return AdmissionWorld.rules(standings.toArray(ProtectionStanding[]::new));
    }

    TagJudgement push() {
      return TagAdmission.judgePush(rules(), ledger, upstream, pushed);
    }

    TagJudgement delete() {
      return TagAdmission.judgeDelete(rules(), ledger, upstream);
    }

    boolean has(ProtectionStanding standing) {
      return standings.contains(standing);
    }

    /** What the tag must be: by the ledger, else by the registry. */
    Optional<Digest> must() {
      return ledger.kept().or(upstream::digest);
    }
  }

  private static List<World> worlds() {
    List<ProtectionStanding> all =
        List.of(
            IMMUTABLE,
            IMMUTABLE_EXCEPTED,
            IMMUTABLE_WARNING,
            RESTRICTED,
            RESTRICTED_NAMED,
            RESTRICTED_EXCEPTED);
    List<World> worlds = new ArrayList<>();
    for (int set = 0; set < 1 << all.size(); set++) {
      List<ProtectionStanding> standings = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if ((set >> i & 1) == 1) {
          standings.add(all.get(i));
        }
      }
      for (LedgerState ledger : ledgers()) {
        for (TagState upstream : List.of(ABSENT, AT_D, AT_X, AT_E, UNKNOWN)) {
          for (Digest pushed : List.of(D, X, E)) {
            worlds.add(new World(standings, ledger, upstream, pushed));
          }
        }
      }
    }
    return worlds;
  }

  private static List<LedgerState> ledgers() {
    return List.of(
        UNSEEN,
        HELD_D,
        DELETED_D,
        new LedgerState.Deleted(D, List.of(LIFT_STABLE)),
        pending(new LedgerState.Intent.Put(X), UNSEEN),
        pending(new LedgerState.Intent.Put(X), HELD_D),
        pending(new LedgerState.Intent.Delete(Optional.of(D), List.of(LIFT_RELEASES)), HELD_D));
  }

  @Test
  void immutableTagThatExists_isNeverForwardedElsewhere() {
    for (World world : worlds()) {
      if (world.has(IMMUTABLE)) {
        if (world.push() instanceof Forward) {
          assertThat(world.must().map(world.pushed()::equals).orElse(true))
              .as("%s", world)
              .isTrue();
        }
        assertThat(world.delete()).as("%s", world).isNotInstanceOf(Forward.class);
      }
    }
  }

  @Test
  void restrictedTag_isNeverWrittenByOthers() {
    for (World world : worlds()) {
      boolean cameBack =
          world.ledger() instanceof LedgerState.Deleted deleted
              && deleted.lifts().contains(LIFT_STABLE)
              && world.pushed().equals(D);
      if (world.has(RESTRICTED) && !cameBack) {
        assertThat(world.push()).as("%s", world).isNotInstanceOf(Forward.class);
        assertThat(world.delete()).as("%s", world).isNotInstanceOf(Forward.class);
      }
    }
  }

  @Test
  void alreadyThere_isSaidOnlyOfWhatIsThere() {
    for (World world : worlds()) {
      if (world.push() instanceof AlreadyThere there) {
        assertThat(there.digest()).as("%s", world).isEqualTo(world.pushed());
        assertThat(world.upstream().isAt(world.pushed())).as("%s", world).isTrue();
      }
    }
  }

  @Test
  void protectedTag_isNeverForwardedOnUnknownOrPending() {
    for (World world : worlds()) {
      boolean unclear =
          world.upstream() instanceof TagState.Unknown
              || world.ledger() instanceof LedgerState.Pending;
      if (unclear && world.rules().isProtected()) {
        assertThat(world.push()).as("%s", world).isNotInstanceOf(Forward.class);
        assertThat(world.push()).as("%s", world).isNotInstanceOf(AlreadyThere.class);
        assertThat(world.delete()).as("%s", world).isNotInstanceOf(Forward.class);
      }
    }
  }

  @Test
  void oneProtectionMore_neverLetsMorePass() {
    for (World world : worlds()) {
      for (ProtectionStanding more : List.of(IMMUTABLE, RESTRICTED)) {
        List<ProtectionStanding> wider = new ArrayList<>(world.standings());
        wider.add(more);
        World stricter = new World(wider, world.ledger(), world.upstream(), world.pushed());
        if (stricter.push() instanceof Forward) {
          assertThat(world.push()).as("%s", world).isInstanceOf(Forward.class);
        }
        if (stricter.delete() instanceof Forward) {
          assertThat(world.delete()).as("%s", world).isInstanceOf(Forward.class);
        }
      }
    }
  }

  @Test
  void sameDigestThatTheTagHas_passesEveryProtectionWhereTheLedgerAgrees() {
    for (World world : worlds()) {
      if (world.ledger().equals(HELD_D) && world.upstream() == AT_D && world.pushed().equals(D)) {
        assertThat(world.push())
            .as("%s", world)
            .isInstanceOf(world.rules().isProtected() ? AlreadyThere.class : Forward.class);
      }
    }
  }
}
