package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.plan.Holding;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What waits for what; each was found by the laws of applying. */
class HubConcernsTest {
  private static final String API = "acme/api";
  private static final Reading THERE = Reading.present(HubContents.EMPTY);
  private static final NativeState BEFORE =
      NativeState.EMPTY.toBuilder()
          .put(HubObjects.repository(API), repository(false))
          .put(HubObjects.member("bob"), member(OrgRole.MEMBER))
          .put(HubObjects.team("pay"), Reading.present(new HubContents.Team("").text()))
          .put(HubObjects.teamMember("pay", "bob"), THERE)
          .put(HubObjects.teamPermission(API, "pay"), permission(Permission.READ))
          .build();

  private static Reading repository(boolean isPublic) {
    return Reading.present(new Repository("", isPublic).text());
  }

  private static Reading member(OrgRole role) {
    return Reading.present(new HubContents.Member(role).text());
  }

  private static Reading permission(Permission permission) {
    return Reading.present(new TeamPermission(permission).text());
  }

  private static Step step(Phase phase, ObjectId object) {
    return new Step(phase, object, "Call", Reading.absent(), THERE);
  }

  private static Holding holding(NativeState before, Map<ObjectId, Reading> changes) {
    return new Holding(new HubConcerns(before, before.withAll(changes)));
  }

  @Test
  void openingThatCameToNothing_holdsWhoLeavesATeamForIt() {
    ObjectId inTeam = HubObjects.teamMember("pay", "bob");
    Holding holding =
        holding(
            BEFORE, Map.of(HubObjects.repository(API), repository(true), inTeam, Reading.absent()));

    holding.failed(HubObjects.repository(API), Phase.GRANT);

    assertThat(holding.holds(step(Phase.REVOKE, inTeam))).isTrue();
    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.team("pay")))).isTrue();
    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.member("bob")))).isTrue();
  }

  @Test
  void closing_waitsForWhoGetsATeamInstead_thoughTheyHadNone() {
    NativeState open = BEFORE.with(HubObjects.repository(API), repository(true));
    ObjectId joins = HubObjects.teamMember("pay", "cy");
    Holding holding =
        holding(open, Map.of(HubObjects.repository(API), repository(false), joins, THERE));

    holding.failed(joins, Phase.GRANT);

    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.repository(API)))).isTrue();
  }

  @Test
  void permissionOfATeam_thatIsUnknown_holdsWhoJoinsIt() {
    ObjectId lost = HubObjects.teamPermission(API, "pay");
    ObjectId joins = HubObjects.teamMember("pay", "cy");
    Holding holding = holding(BEFORE.with(lost, new Reading.Unknown("lost")), Map.of(joins, THERE));

    holding.leftOut(lost);

    assertThat(holding.holds(step(Phase.GRANT, joins))).isTrue();
  }

  @Test
  void permissionThatIsUnknown_holdsWhoLeavesATeamBeforeItGains_andWhatItGains() {
    ObjectId lost = HubObjects.teamPermission(API, "pay");
    ObjectId instead = HubObjects.teamPermission(API, "web");
    ObjectId leaves = HubObjects.teamMember("pay", "bob");
    ObjectId gained = HubObjects.teamPermission("acme/web", "pay");
    Reading unknown = new Reading.Unknown("lost");
    Holding holding =
        holding(
            BEFORE.with(lost, unknown).with(instead, unknown),
            Map.of(
                leaves,
                Reading.absent(),
                HubObjects.teamMember("web", "bob"),
                THERE,
                gained,
                permission(Permission.READ)));

    holding.leftOut(instead);

    assertThat(holding.holds(step(Phase.PRUNE, leaves))).isTrue();
    holding.failed(leaves, Phase.PRUNE);
    assertThat(holding.holds(step(Phase.GRANT, gained))).isTrue();
  }

  @Test
  void tagsThatAreNotKept_holdWhoWouldBecomeOwner_butNotWhoCeasesToBe() {
    ObjectId bob = HubObjects.member("bob");
    Holding rising = holding(BEFORE, Map.of(bob, member(OrgRole.OWNER)));
    rising.failed(HubObjects.immutableTags(API), Phase.PROTECT);
    assertThat(rising.holds(step(Phase.GRANT, bob))).isTrue();

    NativeState owner = BEFORE.with(bob, member(OrgRole.OWNER));
    Holding falling = holding(owner, Map.of(bob, member(OrgRole.MEMBER)));
    falling.failed(HubObjects.immutableTags(API), Phase.PROTECT);
    assertThat(falling.holds(step(Phase.REVOKE, bob))).isFalse();
  }

  @Test
  void tokenThatIsUnknown_holdsClosing_andReleasingOfTags() {
    ObjectId ci = HubObjects.accessToken("ci");
    Holding holding =
        holding(
            BEFORE
                .with(HubObjects.repository(API), repository(true))
                .with(ci, new Reading.Unknown("lost")),
            Map.of(HubObjects.repository(API), repository(false)));

    holding.leftOut(ci);

    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.repository(API)))).isTrue();
    assertThat(holding.holds(step(Phase.UNPROTECT, HubObjects.immutableTags(API)))).isTrue();
  }

  @Test
  void closing_waitsForWhoGetsATeamInstead_thoughItIsNotKnownWhetherTheyAreInIt() {
    NativeState open =
        BEFORE.with(HubObjects.repository(API), repository(true)).toBuilder()
            .gap(HubObjects.TEAM_MEMBER, "lost")
            .build();
    Holding holding = holding(open, Map.of(HubObjects.repository(API), repository(false)));

    holding.leftOut(HubObjects.teamMember("pay", "cy"));

    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.repository(API)))).isTrue();
  }

  @Test
  void repositoryThatIsUnknown_holdsWhoCeasesToBeOwner_butNotWhoLeaves() {
    ObjectId lost = HubObjects.repository("acme/web");
    ObjectId permission = HubObjects.teamPermission("acme/web", "pay");
    ObjectId bob = HubObjects.member("bob");
    NativeState owner =
        BEFORE
            .with(bob, member(OrgRole.OWNER))
            .with(lost, new Reading.Unknown("lost"))
            .with(permission, new Reading.Unknown("lost"));
    Holding falling = holding(owner, Map.of(bob, member(OrgRole.MEMBER)));
    falling.leftOut(permission);
    assertThat(falling.holds(step(Phase.REVOKE, bob))).isTrue();

    Holding leaving = holding(owner, Map.of(bob, Reading.absent()));
    leaving.leftOut(permission);
    assertThat(leaving.holds(step(Phase.REVOKE, bob))).isFalse();
  }

  @Test
  void tagsThatAreNotKept_holdWhoJoinsATeamThere_butNotWhoLeavesOne() {
    ObjectId joins = HubObjects.teamMember("pay", "cy");
    ObjectId leaves = HubObjects.teamMember("pay", "bob");
    Holding holding = holding(BEFORE, Map.of(joins, THERE, leaves, Reading.absent()));

    holding.failed(HubObjects.immutableTags(API), Phase.PROTECT);

    assertThat(holding.holds(step(Phase.GRANT, joins))).isTrue();
    assertThat(holding.holds(step(Phase.REVOKE, leaves))).isFalse();
  }

  @Test
  void repositoryThatIsUnknown_holdsATokenThatMayBeToPullWhatIsOpen() {
    ObjectId ci = HubObjects.accessToken("ci");
    ObjectId lost = HubObjects.repository("acme/web");
    Holding holding =
        holding(BEFORE.with(lost, new Reading.Unknown("lost")).with(ci, THERE), Map.of());

    holding.leftOut(lost);

    assertThat(holding.holds(step(Phase.REVOKE, ci))).isTrue();
  }

  // A token for a pattern reaches what is made, too, before everybody does.
  @Test
  void newRepositoryThatCouldNotBeOpened_holdsATokenThatIsToPullWhatIsOpen() {
    ObjectId ci = HubObjects.accessToken("ci");
    ObjectId web = HubObjects.repository("acme/web");
    Holding holding = holding(BEFORE.with(ci, THERE), Map.of(web, repository(true)));

    holding.failed(web, Phase.GRANT);

    assertThat(holding.holds(step(Phase.REVOKE, ci))).isTrue();
  }

  @Test
  void repositoriesThatCouldNotAllBeListed_holdTokensAndWhoLeaves() {
    ObjectId ci = HubObjects.accessToken("ci");
    ObjectId bob = HubObjects.member("bob");
    NativeState cut = BEFORE.with(ci, THERE).toBuilder().gap(HubObjects.REPOSITORY, "cut").build();
    Holding holding = holding(cut, Map.of(bob, Reading.absent()));

    holding.leftOut(HubObjects.repository("acme/web"));

    assertThat(holding.holds(step(Phase.REVOKE, ci))).isTrue();
    assertThat(holding.holds(step(Phase.REVOKE, bob))).isTrue();
  }

  @Test
  void bridge_staysWhileTheOpeningThatItStandsForCameToNothing() {
    ObjectId bridge = HubObjects.team("portwrit-bridge-bob");
    Holding holding = holding(BEFORE, Map.of(HubObjects.repository(API), repository(true)));

    holding.failed(HubObjects.repository(API), Phase.GRANT);

    assertThat(holding.holds(step(Phase.REVOKE, bridge))).isTrue();
    assertThat(
            holding.holds(step(Phase.REVOKE, HubObjects.teamMember("portwrit-bridge-bob", "bob"))))
        .isTrue();
  }

  @Test
  void bridge_staysWhileTheTeamThatItStandsForCouldNotBeJoined() {
    String bridge = "portwrit-bridge-bob";
    ObjectId joins = HubObjects.teamMember("web", "bob");
    Holding holding =
        holding(
            BEFORE.with(HubObjects.teamPermission(API, "web"), permission(Permission.READ)),
            Map.of(joins, THERE));

    holding.failed(joins, Phase.GRANT);

    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.team(bridge)))).isTrue();
    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.teamMember(bridge, "bob")))).isTrue();
    assertThat(holding.holds(step(Phase.REVOKE, HubObjects.teamPermission(API, bridge)))).isTrue();
  }
}
