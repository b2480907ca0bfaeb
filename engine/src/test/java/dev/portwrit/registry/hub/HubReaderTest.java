package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.NativeState.Gap;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubReaderTest {
  private static final String[] ALL_SCOPES = {
    "scope-member-read",
    "scope-invite-read",
    "scope-group-read",
    "scope-repository-list",
    "scope-repository-read",
    "scope-repo-group-read",
    "scope-webhook-read"
  };

  @TempDir Path folder;
  private HubFixture hub;

  @BeforeEach
  void start() {
    hub = new HubFixture(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static Reading present(String content) {
    return Reading.present(content);
  }

  private void fill() {
    hub.world.member("bob", "member").member("eve", "editor");
    hub.world.team("pay", "who pays", "bob").invite("cy@example.com", "member");
    hub.world
        .repository("api")
        .described("the API")
        .keeping("^v.*$")
        .telling("ci", "https://ci.example/");
    hub.world.repository("web").open();
    hub.world.permit("api", "pay", "write");
    hub.world.organizationToken(
        "deploy",
        "acme/api",
        Optional.of(Instant.parse("2027-01-31T00:00:00Z")),
        "scope-image-push");
  }

  @Test
  void organization_isReadWhole() throws RegistryException {
    fill();
    NativeState state = hub.read();

    assertThat(state.isComplete()).as("%s", state.gaps()).isTrue();
    assertThat(state.at(HubObjects.member("ada"))).isEqualTo(present("{\"role\":\"owner\"}"));
    assertThat(state.at(HubObjects.member("eve"))).isEqualTo(present("{\"role\":\"editor\"}"));
    assertThat(state.at(HubObjects.invitation("cy@example.com")))
        .isEqualTo(present("{\"role\":\"member\"}"));
    assertThat(state.at(HubObjects.team("pay")))
        .isEqualTo(present("{\"description\":\"who pays\"}"));
    assertThat(state.present(HubObjects.TEAM_MEMBER)).containsExactly("owners/ada", "pay/bob");
    assertThat(state.at(HubObjects.repository("acme/api")))
        .isEqualTo(present("{\"description\":\"the API\",\"visibility\":\"private\"}"));
    assertThat(state.at(HubObjects.repository("acme/web")))
        .isEqualTo(present("{\"description\":\"\",\"visibility\":\"public\"}"));
    assertThat(state.at(HubObjects.immutableTags("acme/api")))
        .isEqualTo(present("{\"enabled\":true,\"rules\":[\"^v.*$\"]}"));
    assertThat(state.at(HubObjects.teamPermission("acme/api", "pay")))
        .isEqualTo(present("{\"permission\":\"write\"}"));
    assertThat(state.at(HubObjects.webhook("acme/api", "ci")))
        .isEqualTo(present("{\"url\":\"https://ci.example/\"}"));
    assertThat(state.at(HubObjects.accessToken("deploy")))
        .isEqualTo(
            present(
                "{\"active\":true,\"description\":\"\",\"expires\":\"2027-01-31T00:00:00Z\","
                    + "\"resources\":[{\"path\":\"acme\",\"scopes\":[\"scope-image-push\"],"
                    + "\"type\":\"TYPE_ORG\"},{\"path\":\"acme/api\","
                    + "\"scopes\":[\"scope-image-push\"],\"type\":\"TYPE_REPO\"}]}"));
  }

  @Test
  void eachObject_isReadAlone_asInTheWhole() throws RegistryException {
    fill();
    NativeState state = hub.read();
    try (LiveReader reader = hub.reader()) {
      for (ObjectId id : state.objects().keySet()) {
        assertThat(reader.read(id)).as("%s", id).isEqualTo(state.at(id));
      }
      for (ObjectId missing :
          List.of(
              HubObjects.member("nobody"),
              HubObjects.invitation("nobody"),
              HubObjects.team("nobody"),
              HubObjects.teamMember("nobody", "ada"),
              HubObjects.teamMember("pay", "ada"),
              HubObjects.repository("acme/nothing"),
              HubObjects.immutableTags("acme/nothing"),
              HubObjects.teamPermission("acme/api", "owners"),
              HubObjects.teamPermission("acme/nothing", "pay"),
              HubObjects.webhook("acme/api", "cd"),
              HubObjects.accessToken("nothing"))) {
        assertThat(reader.read(missing)).as("%s", missing).isEqualTo(Reading.absent());
      }
      assertThat(reader.read(HubObjects.repository("other/api"))).matches(Reading::isUnknown);
      assertThat(reader.read(new ObjectId("mirror", "x"))).matches(Reading::isUnknown);
    }
  }

  @Test
  void calls_areTheFewest() throws RegistryException {
    fill();
    hub.interest = new HubInterest(name -> true, name -> false);
    hub.twin.service().forgetCalls();
    hub.read();
    assertThat(hub.twin.calls())
        .containsExactlyInAnyOrder(
            "CreateAccessToken",
            "ListGroups",
            "ListMembers",
            "ListInvites",
            "ListAccessTokens",
            "GetAccessToken",
            "ListRepositories",
            "GetRepository",
            "GetRepository",
            "ListRepositoryGroups",
            "ListRepositoryGroups");
  }

  @Test
  void scope_ofOneRepository_readsNoOther() throws RegistryException {
    fill();
    try (LiveReader reader = hub.reader()) {
      NativeState state =
          reader.read(new Scope(Optional.of(new TreeSet<>(List.of("acme/web"))), false));
      assertThat(state.present(HubObjects.REPOSITORY)).containsExactly("acme/web");
      assertThat(hub.twin.calls())
          .doesNotContain("ListRepositories", "ListInvites", "ListAccessTokens");
    }
  }

  @Test
  void organizationToken_readsWhatItsScopesAllow_andNamesTheScopeThatIsMissing()
      throws RegistryException {
    fill();
    NativeState whole = hub.withOrganizationToken(ALL_SCOPES).read();
    assertThat(whole.gaps())
        .extracting(Gap::kind)
        .as("tokens of an organization cannot look at tokens")
        .containsExactly(HubObjects.ACCESS_TOKEN);
    assertThat(whole.at(HubObjects.teamPermission("acme/api", "pay")))
        .isEqualTo(present("{\"permission\":\"write\"}"));

    NativeState less =
        hub.withOrganizationToken("scope-repository-list", "scope-repository-read").read();
    assertThat(less.gaps())
        .contains(
            new Gap(
                HubObjects.TEAM,
                "the credentials may not `ListGroups`: insufficient scope: scope-group-read is"
                    + " required; the token needs `scope-group-read`"))
        .extracting(Gap::kind)
        .containsOnly(
            HubObjects.TEAM,
            HubObjects.MEMBER,
            HubObjects.TEAM_MEMBER,
            HubObjects.INVITATION,
            HubObjects.ACCESS_TOKEN,
            HubObjects.TEAM_PERMISSION,
            HubObjects.WEBHOOK);
    assertThat(less.at(HubObjects.member("bob"))).matches(Reading::isUnknown);
    assertThat(less.at(HubObjects.repository("acme/api"))).isInstanceOf(Reading.Present.class);
  }

  @Test
  void listing_thatSilentlyHoldsOnlyPublicRepositories_isUnknown_neverGone()
      throws RegistryException {
    fill();
    hub.withOrganizationToken("scope-repository-read", "scope-group-read", "scope-repo-group-read");
    NativeState state = hub.read();

    assertThat(state.present(HubObjects.REPOSITORY)).containsExactly("acme/web");
    assertThat(state.at(HubObjects.repository("acme/api")))
        .isInstanceOfSatisfying(
            Reading.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("`scope-repository-list`"));
    assertThat(state.at(HubObjects.immutableTags("acme/other"))).matches(Reading::isUnknown);
    assertThat(state.at(HubObjects.teamPermission("acme/api", "pay"))).matches(Reading::isUnknown);
    assertThat(hub.read(HubObjects.repository("acme/other"))).matches(Reading::isUnknown);
  }

  @Test
  void memberWhoIsNoOwner_isNotTold_whatElseThereIs() throws RegistryException {
    fill();
    NativeState state = hub.withPassword("bob").read();
    assertThat(state.at(HubObjects.repository("acme/hidden")))
        .isInstanceOfSatisfying(
            Reading.Unknown.class,
            unknown ->
                assertThat(unknown.reason())
                    .contains("`bob` may see, who is neither owner nor editor of `acme`"));
    assertThat(hub.read(HubObjects.repository("acme/hidden"))).matches(Reading::isUnknown);
    assertThat(hub.withPassword("eve").read(HubObjects.repository("acme/hidden")))
        .as("an editor sees all")
        .isEqualTo(Reading.absent());
  }

  @Test
  void personalToken_isLetIntoNoOrganization_andWhatItCannotSeeIsUnknown()
      throws RegistryException {
    fill();
    NativeState state = hub.withPersonalToken("ada", "repo:admin").read();
    assertThat(state.at(HubObjects.member("bob")))
        .isEqualTo(
            new Reading.Unknown(
                "the credentials may not `ListMembers`: token issued from personal access token is"
                    + " not allowed; it needs an organization access token with"
                    + " `scope-member-read`, or an owner's password"));
    assertThat(state.at(HubObjects.repository("acme/hidden"))).matches(Reading::isUnknown);
    assertThat(state.at(HubObjects.repository("acme/api"))).isInstanceOf(Reading.Present.class);
    assertThat(state.at(HubObjects.teamPermission("acme/api", "pay")))
        .isEqualTo(present("{\"permission\":\"write\"}"));
  }

  @Test
  void organizationThatDoesNotExist_isSaid() {
    hub.world.organizationToken("x");
    assertThatThrownBy(
            () -> {
              try (LiveReader reader = hub.connection("ghost").reader(HubInterest.ALL)) {
                reader.read(Scope.ALL);
              }
            })
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "registry `hub`: there is no organization `ghost`, or it is not to be seen with these"
                + " credentials");
    hub.withPersonalToken("ada", "repo:admin");
    assertThatThrownBy(
            () -> {
              try (LiveReader reader = hub.connection("ghost").reader(HubInterest.ALL)) {
                reader.read(Scope.ALL);
              }
            })
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("there is no organization `ghost`");
  }

  @Test
  void oneRepositoryThatIsRefused_isUnknown_andTheOthersAreKnown() throws RegistryException {
    fill();
    String secret =
        hub.world.organizationToken(
            "some",
            "acme/api",
            Optional.empty(),
            "scope-repository-list",
            "scope-repository-read",
            "scope-group-read",
            "scope-repo-group-read");
    hub.credentials = new HubCredentials("acme", secret);
    hub.interest = new HubInterest(name -> true, name -> false);
    hub.world.repository("other");

    NativeState state = hub.read();

    assertThat(state.at(HubObjects.repository("acme/other"))).matches(Reading::isUnknown);
    assertThat(state.at(HubObjects.teamPermission("acme/other", "pay")))
        .matches(Reading::isUnknown);
    assertThat(state.at(HubObjects.teamPermission("acme/api", "pay")))
        .isEqualTo(present("{\"permission\":\"write\"}"));
    assertThat(state.at(HubObjects.teamPermission("acme/api", "owners")))
        .isEqualTo(Reading.absent());
  }

  @Test
  void serviceThatBreaksInTheMiddle_isAskedAgain_andUnknownIfItStays() throws RegistryException {
    fill();
    hub.twin.faults().next("ListRepositoryGroups", Fault.BROKEN, Fault.CUT, Fault.HALVED);
    assertThat(hub.read().isComplete()).isTrue();

    hub.twin.faults().always("ListMembers", Fault.BROKEN);
    NativeState state = hub.read();
    assertThat(state.at(HubObjects.member("bob")))
        .isEqualTo(new Reading.Unknown("`ListMembers` was answered `500`"));
    assertThat(state.at(HubObjects.teamMember("pay", "bob"))).matches(Reading::isUnknown);
    assertThat(state.at(HubObjects.team("pay"))).isInstanceOf(Reading.Present.class);
  }

  @Test
  void listThatLagsAfterAWrite_showsWhatWasBefore_andThenTheTruth() throws Exception {
    fill();
    hub.world.lag(2);
    ObjectId object = HubObjects.teamMember("pay", "ada");
    try (LiveWriter writer = hub.writer();
        LiveReader reader = hub.reader()) {
      writer.perform(
          new Step(Step.Phase.GRANT, object, "AddGroupMember", Reading.absent(), present("{}")));
      assertThat(reader.read(object)).isEqualTo(Reading.absent());
      assertThat(reader.read(object)).isEqualTo(Reading.absent());
      assertThat(reader.read(object)).isEqualTo(present("{}"));
    }
  }

  @Test
  void roleThatIsNotKnown_isUnknown() throws RegistryException {
    hub.world.member("dee", "distributor_member");
    assertThat(hub.read().at(HubObjects.member("dee")))
        .isEqualTo(new Reading.Unknown("`role` is `Distributor_member`, which is not known"));
  }

  @Test
  void accessTokensOfOneLabel_areUnknown() throws RegistryException {
    hub.world.organizationToken("twice");
    hub.world.organizationToken("twice");
    assertThat(hub.read().at(HubObjects.accessToken("twice"))).matches(Reading::isUnknown);
    assertThat(hub.read(HubObjects.accessToken("twice"))).matches(Reading::isUnknown);
  }

  @Test
  void whoeverIsInvitedTwice_mayBecomeTheMostOfIt() throws RegistryException {
    hub.world.invite("zoe", "owner").invite("zoe", "member");
    Reading most = Reading.present(new HubContents.Member(OrgRole.OWNER).text());
    assertThat(hub.read().at(HubObjects.invitation("zoe"))).isEqualTo(most);
    assertThat(hub.read(HubObjects.invitation("zoe"))).isEqualTo(most);
  }
}
