package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What Docker Hub cannot say, one example a code, and what policies become. */
class HubFindingsTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final String API = "acme/api";
  private static final String ORGANIZATION =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      team: acme/pay
      members: [bob, team:more]
      ---
      team: acme/more
      members: [cy]
      ---
      service: acme/ci
      ---
      """;
  private static final String REGISTRY =
      """
      registry: hub
      type: docker-hub
      repositories: [acme/**]
      """;
  private static final NativeState ALL_THERE =
      new NativeState.Builder()
          .put(HubObjects.member("ada"), member("owner"))
          .put(HubObjects.member("bob"), member("member"))
          .put(HubObjects.member("cy"), member("member"))
          .build();

  @Test
  void repositoriesOfTwoOrganizations_areAskedOfNone() {
    Desired desired =
        desired("repository: acme/api\n", "prefix: {acme/pay/: paycorp/}\n", ALL_THERE);

    assertThat(desired.targets()).isEmpty();
    assertThat(said(desired, Code.HUB_ORGANIZATION))
        .isEqualTo(
            "hub.yaml:1:1: error[PW0901]: the repositories of `hub` are not those of one"
                + " organization on Docker Hub, but of `acme`, `paycorp`\n"
                + "  help: write one `registry` an organization, whose `repositories` begin with its"
                + " name, after `prefix`");
  }

  @Test
  void repositoriesOfNoLiteralOrganization_areAskedOfNone() {
    assertThat(
            said(
                desired("repository: acme/api\n", "prefix: {acme/: \"\"}\n", ALL_THERE),
                Code.HUB_ORGANIZATION))
        .contains("but of `**`");
  }

  @Test
  void maintain_becomesWrite_andThatItDeletesNothingIsSaid() {
    Desired desired =
        desired(
            "repository: acme/api\ngrants: [{role: maintain, to: [team:pay]}]\n", "", ALL_THERE);

    assertThat(target(desired, HubObjects.teamPermission(API, "pay")))
        .isEqualTo("{\"permission\":\"write\"}");
    assertThat(said(desired, Code.HUB_MAINTAIN))
        .contains("warning[PW0902]")
        .contains("`maintain to team:acme/pay on acme/api`");
  }

  @Test
  void nestedTeam_isFlattened() {
    Desired desired =
        desired("repository: acme/api\ngrants: [{role: push, to: [team:pay]}]\n", "", ALL_THERE);

    assertThat(desired.targets())
        .containsEntry(HubObjects.teamMember("pay", "bob"), Reading.present("{}"))
        .containsEntry(HubObjects.teamMember("pay", "cy"), Reading.present("{}"))
        .doesNotContainKey(HubObjects.team("more"));
  }

  @Test
  void grantToOnePersonAndDefault_becomeTeamsOfOurs() {
    Desired desired =
        desired(
            "repository: acme/api\ngrants:\n  - {role: push, to: [user:bob]}\n"
                + "  - {role: pull, to: [organization:acme]}\n",
            "",
            ALL_THERE);

    assertThat(target(desired, HubObjects.teamPermission(API, "portwrit-user-bob")))
        .isEqualTo("{\"permission\":\"write\"}");
    assertThat(target(desired, HubObjects.teamPermission(API, "portwrit-members")))
        .isEqualTo("{\"permission\":\"read\"}");
    assertThat(target(desired, HubObjects.team("portwrit-user-bob")))
        .isEqualTo("{\"description\":\"Portwrit: user:bob\"}");
    assertThat(desired.targets()).containsKey(HubObjects.teamMember("portwrit-members", "ada"));
  }

  @Test
  void nativeAdministrator_mayEndAProtection_whichIsSaid() {
    Desired desired =
        desired(
            "repository: acme/api\ngrants: [{role: admin, to: [user:bob]}]\n---\n"
                + "protection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\nrule: immutable\n",
            "",
            ALL_THERE);

    assertThat(said(desired, Code.HUB_ADMIN))
        .contains("warning[PW0903]: `ada`, `bob` may switch off on Docker Hub");
    assertThat(target(desired, HubObjects.immutableTags(API)))
        .isEqualTo("{\"enabled\":true,\"rules\":[\"^v.*$\"]}");
    assertThat(said(desired, Code.HUB_NEW)).contains("warning[PW0908]: `acme/api` is made private");
  }

  @Test
  void lastOwner_staysUntilAnotherIsOne() {
    NativeState live =
        new NativeState.Builder()
            .put(HubObjects.member("founder"), member("owner"))
            .put(HubObjects.member("bob"), member("editor"))
            .build();
    Desired desired = desired("repository: acme/api\n", "", live);

    assertThat(target(desired, HubObjects.member("founder"))).isEqualTo("{\"role\":\"owner\"}");
    assertThat(target(desired, HubObjects.member("bob"))).isEqualTo("{\"role\":\"member\"}");
    assertThat(target(desired, HubObjects.invitation("ada"))).isEqualTo("{\"role\":\"owner\"}");
    assertThat(said(desired, Code.HUB_OWNER)).contains("error[PW0904]").contains("`founder`");
  }

  @Test
  void ownerWhoBecomesAMember_isInTheGroupOfOwnersNoMore() {
    NativeState live =
        ALL_THERE.toBuilder()
            .put(HubObjects.member("bob"), member("owner"))
            .put(HubObjects.teamMember("owners", "bob"), Reading.present("{}"))
            .put(
                HubObjects.repository(API),
                Reading.present(new HubContents.Repository("", false).text()))
            .build();
    Desired desired = desired("repository: acme/api\n", "", live);

    assertThat(target(desired, HubObjects.member("bob"))).isEqualTo("{\"role\":\"member\"}");
    assertThat(said(desired, Code.NATIVE_WIDER)).doesNotContain("bob");
  }

  @Test
  void personWhoIsInvited_isNotInvitedAgain() {
    NativeState live =
        ALL_THERE
            .with(HubObjects.member("bob"), Reading.absent())
            .with(HubObjects.invitation("bob"), member("member"));
    Desired desired =
        desired("repository: acme/api\ngrants: [{role: push, to: [team:pay]}]\n", "", live);

    assertThat(desired.targets().get(HubObjects.invitation("bob")))
        .isEqualTo(live.at(HubObjects.invitation("bob")));
    assertThat(desired.targets()).doesNotContainKey(HubObjects.teamMember("pay", "bob"));
    assertThat(said(desired, Code.HUB_INVITED))
        .contains("warning[PW0905]: `bob` is invited and has not accepted yet");
  }

  @Test
  void grantThatEnds_endsWithTheFirstSyncAfterIt() {
    String text =
        "repository: acme/api\ngrants: [{role: push, to: [team:pay], expires: 2026-06-15}]\n";
    assertThat(said(desired(text, "", ALL_THERE), Code.HUB_EXPIRY))
        .contains("warning[PW0906]")
        .contains("ends with the first sync after 2026-06-15");

    Desired later =
        new HubForm(registry(text, ""), Optional.empty())
            .desired(
                PolicyIndex.of(workspace(text, "")),
                ALL_THERE,
                Registry.Mode.AUTHORITATIVE,
                NOW.plusSeconds(86_400));
    assertThat(later.targets()).doesNotContainKey(HubObjects.teamPermission(API, "pay"));
  }

  @Test
  void service_becomesAnAccessToken_withTheScopesOfItsRoles() {
    String text =
        "repository: acme/api\ngrants: [{role: maintain, to: [service:ci], expires: 2026-12-31}]\n";
    Desired desired = desired(text, "", ALL_THERE);

    assertThat(target(desired, HubObjects.accessToken("ci")))
        .isEqualTo(
            "{\"active\":true,\"description\":\"Portwrit: service:acme/ci\","
                + "\"expires\":\"2027-01-01T00:00:00Z\",\"resources\":[{\"path\":\"acme/api\","
                + "\"scopes\":[\"scope-image-delete\",\"scope-tag-admin\"],\"type\":\"TYPE_REPO\"}]}");
  }

  @Test
  void tokenThatSomebodyDeactivated_staysSo() {
    NativeState live = ALL_THERE.with(HubObjects.accessToken("ci"), token(false));
    Desired desired =
        desired("repository: acme/api\ngrants: [{role: push, to: [service:ci]}]\n", "", live);

    assertThat(target(desired, HubObjects.accessToken("ci"))).contains("\"active\":false");
    assertThat(said(desired, Code.HUB_TOKEN)).contains("warning[PW0907]").contains("stays so");
  }

  @Test
  void serviceThatIsGone_leavesItsTokenWhatEverybodyHas() {
    AccessToken made =
        new AccessToken(
            true,
            TokenTargets.MARK + "acme/old",
            Optional.empty(),
            new TreeSet<>(
                Set.of(new Resource("TYPE_REPO", API, new TreeSet<>(Set.of(TokenScopes.PUSH))))));
    NativeState live = ALL_THERE.with(HubObjects.accessToken("old"), Reading.present(made.text()));
    Desired desired = desired("repository: acme/api\n", "", live);

    assertThat(target(desired, HubObjects.accessToken("old")))
        .contains("\"path\":\"*/*/public\"")
        .doesNotContain("acme/api");
  }

  @Test
  void teamCalledOwners_isNeverGivenAnything() {
    Desired desired =
        desired(
            "team: acme/owners\nmembers: [bob]\n---\nrepository: acme/api\n"
                + "grants: [{role: pull, to: [team:owners]}]\n",
            "",
            ALL_THERE);

    assertThat(said(desired, Code.NATIVE_ACCOUNT)).contains("error[PW0802]: `owners` is no name");
    assertThat(desired.targets().keySet().toString()).doesNotContain("owners");
  }

  @Test
  void deepName_isRefused_orRenamed() {
    String text = "repository: acme/pay/api\n";
    assertThat(said(desired(text, "", ALL_THERE), Code.NATIVE_NAME))
        .contains("error[PW0804]: Docker Hub cannot have a repository of the name `acme/pay/api`");
    assertThat(desired(text, "prefix: {acme/pay/: acme/pay-}\n", ALL_THERE).targets())
        .containsKey(HubObjects.repository("acme/pay-api"));
  }

  @Test
  void exceptionAndRestriction_areSaid() {
    Desired desired =
        desired(
            """
            repository: acme/api
            ---
            protection: acme/releases
            repositories: [acme/**]
            tags: [v*]
            rule: immutable
            ---
            protection: acme/stable
            repositories: [acme/**]
            tags: [stable]
            rule: restricted
            to: [team:pay]
            ---
            exception: acme/once
            protection: acme/releases
            repositories: [acme/api]
            tags: [v1]
            to: [user:bob]
            expires: 2026-12-01
            reason: base image
            """,
            "",
            ALL_THERE);

    assertThat(said(desired, Code.NATIVE_RESTRICTED)).contains("error[PW0808]");
    assertThat(said(desired, Code.NATIVE_EXCEPTION)).contains("a rule there knows no exception");
  }

  @Test
  void newPublicRepository_isClosedUntilItsTagsAreKept() {
    Desired desired =
        desired(
            "repository: acme/api\nvisibility: public\n---\nprotection: acme/releases\n"
                + "repositories: [acme/**]\ntags: [v*]\nrule: immutable\n",
            "",
            ALL_THERE);
    HubForm form = new HubForm(registry("repository: acme/api\n", ""), Optional.empty());
    ObjectId repository = HubObjects.repository(API);

    List<Step> steps = form.steps(repository, Reading.absent(), wanted(desired, repository));
    assertThat(steps).extracting(Step::phase).containsExactly(Step.Phase.CREATE, Step.Phase.GRANT);
    assertThat(steps.get(0).after().toString()).contains("private");
    assertThat(
            form.steps(
                HubObjects.immutableTags(API),
                Reading.absent(),
                wanted(desired, HubObjects.immutableTags(API))))
        .extracting(Step::phase)
        .containsExactly(Step.Phase.PROTECT);
  }

  @Test
  void behindAGateway_peopleAndServicesOnlyRead() {
    Desired desired =
        desired(
            "repository: acme/api\ngrants: [{role: admin, to: [team:pay, service:ci]}]\n",
            "gateway: true\n",
            ALL_THERE);

    assertThat(target(desired, HubObjects.teamPermission(API, "pay")))
        .isEqualTo("{\"permission\":\"read\"}");
    assertThat(target(desired, HubObjects.accessToken("ci"))).contains("[\"scope-image-pull\"]");
  }

  private static Reading member(String role) {
    return Reading.present("{\"role\":\"" + role + "\"}");
  }

  private static Reading token(boolean active) {
    return Reading.present(new AccessToken(active, "", Optional.empty(), new TreeSet<>()).text());
  }

  @Test
  void repositoriesThatCouldNotAllBeListed_leaveTeamsAndRulersAsTheyAre() {
    ObjectId team = HubObjects.team("portwrit-members");
    ObjectId inTeam = HubObjects.teamMember("portwrit-members", "bob");
    ObjectId ruler = HubObjects.member("bob");
    NativeState live =
        ALL_THERE.toBuilder()
            .put(team, Reading.present(new HubContents.Team("ours").text()))
            .put(inTeam, Reading.present(HubContents.EMPTY))
            .put(ruler, Reading.present(new HubContents.Member(OrgRole.EDITOR).text()))
            .gap(HubObjects.REPOSITORY, "it broke off")
            .build();

    Desired desired = desired("repository: acme/api\n", "", live);

    assertThat(wanted(desired, team)).matches(Reading::isUnknown);
    assertThat(wanted(desired, inTeam)).matches(Reading::isUnknown);
    assertThat(wanted(desired, ruler)).matches(Reading::isUnknown);
  }

  @Test
  void repositoriesThatCouldNotAllBeListed_leaveTokensAsTheyAre() {
    ObjectId ci = HubObjects.accessToken("ci");
    TreeSet<HubContents.Resource> resources = new TreeSet<>();
    resources.add(new HubContents.Resource("TYPE_REPO", "acme/web", TokenScopes.of(Role.PUSH)));
    NativeState live =
        ALL_THERE.toBuilder()
            .put(ci, Reading.present(new AccessToken(true, "", Optional.empty(), resources).text()))
            .gap(HubObjects.REPOSITORY, "it broke off")
            .build();

    Desired desired =
        desired("repositories: acme/*\ngrants: [{role: push, to: [service:ci]}]\n", "", live);

    assertThat(wanted(desired, ci)).matches(Reading::isUnknown);
  }

  @Test
  void teamsThatCouldNotAllBeListed_keepWhoIsInThem() {
    ObjectId leaves = HubObjects.teamMember("more", "bob");
    ObjectId joins = HubObjects.teamMember("pay", "bob");
    NativeState live =
        ALL_THERE.toBuilder()
            .put(HubObjects.team("more"), Reading.present(new HubContents.Team("").text()))
            .put(leaves, Reading.present(HubContents.EMPTY))
            .gap(HubObjects.TEAM, "the same page came again")
            .build();

    Desired desired =
        desired("repository: acme/api\ngrants: [{role: push, to: [team:pay]}]\n", "", live);

    assertThat(wanted(desired, leaves)).matches(Reading::isUnknown);
    // The one for which it would be left may be there or not.
    assertThat(wanted(desired, joins)).matches(Reading::isUnknown);
  }

  @Test
  void teamsWhoseMembersCouldNotAllBeListed_keepWhatTheyMay() {
    String text = "repository: acme/api\ngrants: [{role: push, to: [team:pay, team:more]}]\n";
    ObjectId pay = HubObjects.teamPermission(API, "pay");
    ObjectId more = HubObjects.teamPermission(API, "more");
    NativeState live =
        ALL_THERE.toBuilder()
            .put(
                HubObjects.repository(API),
                Reading.present(new HubContents.Repository("", false).text()))
            .put(HubObjects.team("pay"), Reading.present(new HubContents.Team("").text()))
            .put(pay, Reading.present("{\"permission\":\"read\"}"))
            .gap(HubObjects.TEAM_MEMBER, "it broke off")
            .build();
    Desired desired = desired(text, "", live);
    // Somebody may be in it who has to leave it. In a team that is not there yet nobody is.
    assertThat(wanted(desired, pay)).matches(Reading::isUnknown);
    assertThat(target(desired, more)).isEqualTo("{\"permission\":\"write\"}");
    // Who is in it may keep what they lose by it in a way that is not known.
    Desired none = desired(text.replace("team:pay, ", ""), "", live);
    assertThat(wanted(none, pay)).matches(Reading::isUnknown);
  }

  private static String target(Desired desired, ObjectId id) {
    return desired.targets().get(id) instanceof Reading.Present present
        ? present.content()
        : String.valueOf(desired.targets().get(id));
  }

  private static String said(Desired desired, Code code) {
    return desired.findings().stream()
        .filter(one -> one.code() == code)
        .map(Object::toString)
        .findFirst()
        .orElse("nothing among " + desired.findings());
  }

  private static Desired desired(String text, String more, NativeState live) {
    return new HubForm(registry(text, more), Optional.empty())
        .desired(PolicyIndex.of(workspace(text, more)), live, Registry.Mode.AUTHORITATIVE, NOW);
  }

  private static Registry registry(String text, String more) {
    return workspace(text, more).registries().get(0);
  }

  private static Workspace workspace(String text, String more) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("hub.yaml", REGISTRY + more),
                    PolicyFile.of("policy.yaml", ORGANIZATION + text)));
    assertThat(compilation.problems()).isEmpty();
    return compilation.workspace().orElseThrow();
  }

  private static Reading wanted(Desired desired, ObjectId object) {
    return Objects.requireNonNull(desired.targets().get(object));
  }
}
