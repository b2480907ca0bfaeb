package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.Authorship;
import dev.portwrit.registry.Authorship.Change;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Docker Hub's audit log tells of who changed an object. */
class HubHistoryTest {
  private static final Instant START = HubFixture.NOW;
  private static final ObjectId BOB_IN_PAY = HubObjects.teamMember("pay", "bob");

  @TempDir Path folder;
  private HubFixture hub;

  @BeforeEach
  void start() {
    hub = new HubFixture(folder);
    hub.world.member("eve", "owner").member("bob", "member").team("pay", "who pays");
    hub.world.repository("api");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Authorship origin(ObjectId object) {
    return origin(object, START);
  }

  private Authorship origin(ObjectId object, Instant from) {
    try (LiveReader reader = hub.reader()) {
      return Optional.ofNullable(
              reader.history().origins(Set.of(object), from, hub.time.instant()).get(object))
          .orElseThrow();
    }
  }

  private static Change change(Duration after, String by, String action) {
    return new Change(START.plus(after), by, action, false);
  }

  private void as(String user, ObjectId object, String call, Reading before, Reading after)
      throws RegistryException {
    HubCredentials ours = hub.credentials;
    hub.withPassword(user);
    try (LiveWriter writer = hub.writer()) {
      assertThat(writer.perform(new Step(Step.Phase.GRANT, object, call, before, after)))
          .isInstanceOf(Performed.Accepted.class);
    }
    hub.credentials = ours;
  }

  private void add(String by) throws RegistryException {
    as(by, BOB_IN_PAY, "AddTeamMember", Reading.absent(), Reading.present(HubContents.EMPTY));
  }

  private void remove(String by) throws RegistryException {
    as(by, BOB_IN_PAY, "RemoveTeamMember", Reading.present(HubContents.EMPTY), Reading.absent());
  }

  @Test
  void memberOfATeam_whoWasAdded_isToldWithWhoAddedThemAndWhen() throws RegistryException {
    hub.time.pass(Duration.ofMinutes(5));
    add("eve");

    assertThat(origin(BOB_IN_PAY))
        .isEqualTo(
            new Authorship.Told(
                List.of(change(Duration.ofMinutes(5), "eve", "org.team.member.add"))));
  }

  @Test
  void twoChangesOfOneObject_areBothTold_theNewestFirst() throws RegistryException {
    hub.time.pass(Duration.ofMinutes(1));
    add("eve");
    hub.time.pass(Duration.ofMinutes(1));
    hub.world.member("mal", "owner");
    remove("mal");

    assertThat(origin(BOB_IN_PAY))
        .isEqualTo(
            new Authorship.Told(
                List.of(
                    change(Duration.ofMinutes(2), "mal", "org.team.member.remove"),
                    change(Duration.ofMinutes(1), "eve", "org.team.member.add"))));
  }

  @Test
  void changeBeforeTheWindow_isNotTold() throws RegistryException {
    add("eve");
    hub.time.pass(Duration.ofMinutes(10));

    assertThat(origin(BOB_IN_PAY, START.plusSeconds(1)))
        .isEqualTo(
            new Authorship.Untold(
                "Docker Hub's audit log has no event that names it from 2026-11-25T12:00:01Z to"
                    + " 2026-11-25T12:10:00Z"));
  }

  @Test
  void changeByTheAccountOfPortwrit_isSaidToBeOurs() throws RegistryException {
    add("ada");

    assertThat(origin(BOB_IN_PAY))
        .isEqualTo(
            new Authorship.Told(List.of(new Change(START, "ada", "org.team.member.add", true))));
  }

  @Test
  void changeOfTheSamePersonInAnotherTeam_namesNotThisOne() throws RegistryException {
    hub.world.team("web", "");
    as(
        "eve",
        HubObjects.teamMember("web", "bob"),
        "AddTeamMember",
        Reading.absent(),
        Reading.present(HubContents.EMPTY));

    assertThat(origin(BOB_IN_PAY))
        .isEqualTo(
            new Authorship.Untold(
                "Docker Hub's audit log has 1 event of that person from 2026-11-25T12:00:00Z to"
                    + " 2026-11-25T12:00:00Z, and none of them names the team"));
  }

  @Test
  void permissionOfATeam_hasNoEventInTheLog_andIsNotGuessedByWhatHappenedBeside()
      throws RegistryException {
    ObjectId object = HubObjects.teamPermission("acme/api", "pay");
    as(
        "eve",
        object,
        "SetTeamPermission",
        Reading.absent(),
        Reading.present("{\"permission\":\"write\"}"));
    hub.world.log("repo.update", "acme/api", "eve", Map.of());

    assertThat(origin(object))
        .isEqualTo(
            new Authorship.Untold(
                "Docker Hub's audit log has no event for what a team may do in a repository"));
    assertThat(hub.twin.calls()).doesNotContain("ListAuditLogs");
  }

  @Test
  void repositoryThatWasOpened_isToldByItsName_andNoOther() throws RegistryException {
    hub.world.repository("web");
    hub.world.log("repo.change_privacy", "acme/web", "mal", Map.of());
    hub.world.log("repo.change_privacy", "acme/api", "eve", Map.of());

    assertThat(origin(HubObjects.repository("acme/api")))
        .isEqualTo(
            new Authorship.Told(List.of(change(Duration.ZERO, "eve", "repo.change_privacy"))));
  }

  @Test
  void memberWhoseRoleChanged_isToldWhereTheDataNamesThem_andNotWhereTheyAreTheActor() {
    hub.world.log("org.member.role.change", "acme", "bob", Map.of("by", "bob", "member", "cy"));
    assertThat(origin(HubObjects.member("bob"))).isInstanceOf(Authorship.Untold.class);

    hub.world.log("org.member.role.change", "acme", "eve", Map.of("member", "bob"));
    assertThat(origin(HubObjects.member("bob")))
        .isEqualTo(
            new Authorship.Told(List.of(change(Duration.ZERO, "eve", "org.member.role.change"))));
  }

  @Test
  void eventThatDoesNotSayWho_isNotTold() {
    hub.world.log("org.member.add", "acme", "", Map.of("member", "bob"));

    assertThat(origin(HubObjects.member("bob")))
        .isEqualTo(
            new Authorship.Untold(
                "Docker Hub's audit log has `org.member.add` of it at 2026-11-25T12:00:00Z, and"
                    + " does not say who it was"));
  }

  @Test
  void logThatMayNotBeRead_isUnknown_andNamesTheScope() {
    hub.withOrganizationToken("scope-group-read");

    assertThat(origin(BOB_IN_PAY))
        .isEqualTo(
            new Authorship.Untold(
                "the credentials may not `ListAuditLogs`: insufficient scope: scope-activity-read"
                    + " is required; the token needs `scope-activity-read`"));
  }

  @Test
  void logOfATokenWithItsScope_isRead() throws RegistryException {
    add("eve");
    hub.withOrganizationToken("scope-activity-read");

    assertThat(origin(BOB_IN_PAY)).isInstanceOf(Authorship.Told.class);
  }

  @Test
  void logOfManyPages_isReadToItsEnd_alsoWhereAPageHoldsLessThanAskedFor()
      throws RegistryException {
    add("eve");
    for (int event = 0; event < 130; event++) {
      hub.world.log("org.team.member.add", "u" + event, "mal", Map.of("team", "pay"));
    }
    hub.twin.service().largestLogPage(50);

    assertThat(origin(BOB_IN_PAY)).isInstanceOf(Authorship.Told.class);
    assertThat(hub.twin.calls().stream().filter("ListAuditLogs"::equals)).hasSize(5);
  }

  @Test
  void logThatBreaksOff_isUnknown() throws RegistryException {
    add("eve");
    hub.twin.faults().always("ListAuditLogs", Fault.BROKEN);

    assertThat(origin(BOB_IN_PAY))
        .isEqualTo(new Authorship.Untold("`ListAuditLogs` was answered `500`"));
  }
}
