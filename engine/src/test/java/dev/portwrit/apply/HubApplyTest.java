package dev.portwrit.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.plan.Refusal;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applying to Docker Hub, and what goes wrong there. */
class HubApplyTest {
  private static final String PEOPLE = "organization: acme\nowners: [ada]\nmembers: [bob, cy]\n";
  private static final String PAY = "team: acme/pay\ndescription: payments\nmembers: [bob]\n";
  private static final String API =
      "repository: acme/api\ngrants:\n  - {role: push, to: [team:acme/pay]}\n";
  private static final String WEB = "team: acme/web\ndescription: pages\nmembers: [cy]\n";
  private static final String SITE =
      "repository: acme/site\nvisibility: public\ngrants:\n"
          + "  - {role: push, to: [team:acme/web]}\n";
  private static final String RELEASES =
      "protection: acme/releases\nrepositories: [acme/*]\ntags: [v*]\nrule: immutable\n";

  @TempDir Path folder;
  private HubWorkshop workshop;
  private HubWorld hub;

  @BeforeEach
  void start() throws IOException {
    workshop = new HubWorkshop(folder);
    hub = workshop.twin.world();
    hub.account("ada", "a").account("bob", "b").account("cy", "c");
  }

  private void everybodyIsIn() {
    hub.member("ada", "owner").member("bob", "member").member("cy", "member");
  }

  private void converges() throws Exception {
    ApplyReport report = workshop.apply();
    assertThat(report.verdict())
        .as("%s %s %s", report.refusals(), report.objects(), report.accounts())
        .isEqualTo(ApplyReport.Verdict.CONVERGED);
  }

  private List<ObjectOutcome> failing() throws Exception {
    ApplyReport report = workshop.apply();
    assertThat(report.verdict()).as("%s", report).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    return report.objects().stream().filter(one -> one.kind() != ObjectOutcome.Kind.DONE).toList();
  }

  @Test
  void policy_becomesTeamsPermissionsAndRules() throws Exception {
    everybodyIsIn();
    workshop.commit(PEOPLE, PAY, API, RELEASES);
    converges();

    assertThat(hub.inTeam("pay")).containsExactly("bob");
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
    assertThat(hub.find("api"))
        .hasValueSatisfying(
            api -> {
              assertThat(api.isPublic()).isFalse();
              assertThat(api.isImmutable()).isTrue();
            });
    assertThat(hub.judge().mayPush("bob", "api", "v1", "sha256:1")).isTrue();
    hub.repository("api").tagged("v1", "sha256:1").tagged("dev", "sha256:1");
    assertThat(hub.judge().mayPush("bob", "api", "v1", "sha256:2")).isFalse();
    assertThat(hub.judge().mayPush("bob", "api", "dev", "sha256:2")).isTrue();
    assertThat(workshop.plan().isEmpty()).isTrue();
  }

  @Test
  void newRepository_isPrivate_andNobodyPushes_untilItsRulesHold() throws Exception {
    everybodyIsIn();
    workshop.commit(PEOPLE, PAY, API, RELEASES);
    workshop.twin.service().forgetCalls();
    converges();
    List<String> calls = workshop.twin.service().calls();
    assertThat(calls).containsSubsequence("CreateRepository", "UpdateImmutableTags", "AssignGroup");

    workshop.commit(PEOPLE, PAY, API.replace("api", "web"), RELEASES);
    workshop.twin.service().faults().always("UpdateImmutableTags", Fault.DENIED);
    failing();
    assertThat(hub.permissions("web")).isEmpty();
    assertThat(hub.find("web")).hasValueSatisfying(web -> assertThat(web.isPublic()).isFalse());
  }

  @Test
  void limitOfPrivateRepositories_isReported_andTheRestGoesOn() throws Exception {
    everybodyIsIn();
    hub.repository("site").open();
    hub.privateRepositories(0);
    workshop.commit(PEOPLE, PAY, API, WEB, SITE);
    assertThat(failing())
        .anySatisfy(
            one -> assertThat(one.detail()).contains("No more private repositories available"));
    assertThat(hub.find("api")).isEmpty();
    assertThat(hub.inTeam("web")).containsExactly("cy");
    assertThat(hub.permissions("site")).isEqualTo(Map.of("web", "write"));
  }

  @Test
  void whoIsNoMember_isInvitedOnce_andJoinsTheirTeamsWhenTheyAccept() throws Exception {
    hub.member("ada", "owner").member("cy", "member");
    workshop.commit(PEOPLE, PAY, API);
    converges();
    assertThat(hub.invited()).containsExactly("bob");

    workshop.twin.service().forgetCalls();
    converges();
    assertThat(workshop.twin.service().calls()).doesNotContain("CreateInvite");
    assertThat(hub.inTeam("pay")).isEmpty();

    hub.accept("bob");
    converges();
    assertThat(hub.inTeam("pay")).containsExactly("bob");
    assertThat(hub.members()).containsEntry("bob", "member");
  }

  @Test
  void invitationThatBounces_isReported_andTheRestGoesOn() throws Exception {
    hub.member("ada", "owner").member("cy", "member");
    workshop.commit(PEOPLE, PAY, API);
    workshop
        .twin
        .service()
        .afterEachWrite(
            call -> {
              if (call.equals("CreateInvite")) {
                hub.bounce("bob");
              }
            });
    assertThat(failing())
        .anySatisfy(
            one -> {
              assertThat(one.object()).hasToString("invitation bob");
              assertThat(one.detail()).contains("nothing changed");
            });
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
  }

  @Test
  void whoHasNoAccount_isReported_andTheRestGoesOn() throws Exception {
    hub.member("ada", "owner").member("cy", "member").deleteAccount("bob");
    workshop.commit(PEOPLE, PAY, API);
    ApplyReport report = workshop.apply();
    assertThat(report.accounts()).containsOnlyKeys("bob");
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
  }

  @Test
  void deletedAccountInATeam_isReported_andTheRestGoesOn() throws Exception {
    everybodyIsIn();
    hub.deleteAccount("bob");
    workshop.commit(PEOPLE, PAY.replace("[bob]", "[bob, cy]"), API);
    ApplyReport report = workshop.apply();
    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(report.accounts()).containsOnlyKeys("bob");
    assertThat(hub.inTeam("pay")).containsExactly("cy");
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
  }

  @Test
  void serviceThatBreaksInTheMiddle_leavesTheRestToTheNextRun() throws Exception {
    everybodyIsIn();
    workshop.commit(PEOPLE, PAY, API, RELEASES);
    workshop.twin.service().faults().always("AssignGroup", Fault.BROKEN);
    assertThat(workshop.apply().verdict()).isNotEqualTo(ApplyReport.Verdict.CONVERGED);
    workshop.twin.service().faults().none();
    converges();
  }

  @Test
  void listsThatLagAfterEachWrite_areWaitedFor() throws Exception {
    everybodyIsIn();
    workshop.commit(PEOPLE, PAY, API, RELEASES);
    hub.lag(1);
    converges();
  }

  @Test
  void lastOwner_whomAnInvitedOneReplaces_isRefused() throws Exception {
    hub.member("bob", "owner").member("cy", "member");
    String bobs = PEOPLE.replace("[ada]", "[bob]").replace("[bob, cy]", "[cy]");
    workshop.commit(bobs, "repository: acme/api\n");
    converges();

    workshop.commit(PEOPLE, "repository: acme/api\n");
    ApplyReport report = workshop.apply();
    assertThat(report.refusals()).extracting(Refusal::kind).containsExactly(Refusal.Kind.LOCKOUT);
    assertThat(hub.members()).containsEntry("bob", "owner");
  }
}
