package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HubWriterTest {
  private static final Performed ACCEPTED = new Performed.Accepted();
  private static final Reading MEMBER = Reading.present("{\"role\":\"member\"}");
  private static final Reading OWNER = Reading.present("{\"role\":\"owner\"}");
  private static final Reading READ = Reading.present("{\"permission\":\"read\"}");
  private static final Reading WRITE = Reading.present("{\"permission\":\"write\"}");
  private static final Reading THERE = Reading.present("{}");
  private static final Reading MUTABLE = Reading.absent();
  private static final Reading PRIVATE =
      Reading.present("{\"description\":\"\",\"visibility\":\"private\"}");
  private static final Reading PUBLIC =
      Reading.present("{\"description\":\"\",\"visibility\":\"public\"}");

  @TempDir Path folder;
  private HubFixture hub;

  @BeforeEach
  void start() {
    hub = new HubFixture(folder.resolve("secrets"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Performed perform(ObjectId object, Reading before, Reading after)
      throws RegistryException {
    try (LiveWriter writer = hub.writer()) {
      return writer.perform(new Step(Step.Phase.GRANT, object, "call", before, after));
    }
  }

  /** Makes a change, sees that one reads it, and takes it back. */
  private void thereAndBack(ObjectId object, Reading before, Reading after)
      throws RegistryException {
    assertThat(perform(object, before, after)).isEqualTo(ACCEPTED);
    assertThat(hub.read(object)).isEqualTo(after);
    assertThat(perform(object, after, before)).isEqualTo(ACCEPTED);
    assertThat(hub.read(object)).isEqualTo(before);
  }

  private static void isRefused(Performed performed, String reason) {
    assertThat(performed)
        .isInstanceOfSatisfying(
            Performed.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  @Test
  void changes_areMadeAndTakenBack() throws RegistryException {
    hub.world.member("bob", "member").team("pay", "who pays");
    hub.world.repository("api");
    thereAndBack(HubObjects.member("bob"), MEMBER, OWNER);
    thereAndBack(HubObjects.invitation("cy@example.com"), Reading.absent(), MEMBER);
    thereAndBack(
        HubObjects.team("pay"),
        Reading.present("{\"description\":\"who pays\"}"),
        Reading.present("{\"description\":\"else\"}"));
    thereAndBack(HubObjects.teamMember("pay", "bob"), Reading.absent(), THERE);
    thereAndBack(HubObjects.repository("acme/api"), PRIVATE, PUBLIC);
    thereAndBack(
        HubObjects.repository("acme/api"),
        PRIVATE,
        Reading.present("{\"description\":\"the API\",\"visibility\":\"private\"}"));
    thereAndBack(HubObjects.teamPermission("acme/api", "pay"), Reading.absent(), READ);
    thereAndBack(
        HubObjects.immutableTags("acme/api"),
        MUTABLE,
        Reading.present("{\"enabled\":true,\"rules\":[\"^v[0-9]{1,3}$\",\"^x$\"]}"));
    thereAndBack(
        HubObjects.webhook("acme/api", "ci"),
        Reading.absent(),
        Reading.present("{\"url\":\"https://ci.example/\"}"));
  }

  @Test
  void changes_areMadeWithATokenOfTheOrganization() throws RegistryException {
    hub.world.member("bob", "member");
    hub.withOrganizationToken(
        "scope-member-edit",
        "scope-invite-edit",
        "scope-group-edit",
        "scope-repository-create",
        "scope-repository-list",
        "scope-repository-edit",
        "scope-repository-settings-admin",
        "scope-repo-group-admin",
        "scope-tag-read",
        "scope-webhook-admin");
    hub.world.member("bob", "member").team("pay", "who pays");
    hub.world.repository("api");
    thereAndBack(HubObjects.member("bob"), MEMBER, OWNER);
    thereAndBack(HubObjects.teamMember("pay", "bob"), Reading.absent(), THERE);
    thereAndBack(HubObjects.repository("acme/api"), PRIVATE, PUBLIC);
    thereAndBack(HubObjects.teamPermission("acme/api", "pay"), Reading.absent(), READ);
    thereAndBack(
        HubObjects.immutableTags("acme/api"),
        MUTABLE,
        Reading.present("{\"enabled\":true,\"rules\":[]}"));
    thereAndBack(
        HubObjects.webhook("acme/api", "ci"),
        Reading.absent(),
        Reading.present("{\"url\":\"https://ci.example/\"}"));
  }

  @Test
  void refusalThatRepeatsTheAddressOfAWebhook_isSaidWithoutIt() throws RegistryException {
    hub.world.repository("api");

    Performed refused =
        perform(
            HubObjects.webhook("acme/api", "ci"),
            Reading.absent(),
            Reading.present("{\"url\":\"ftp://ci.example/hunter2\"}"));

    assertThat(refused)
        .isEqualTo(
            new Performed.Refused(
                "`CreateWebhook` was answered `400`: hook_url … has to be an address"));
  }

  @Test
  void teamAndRepository_areMade() throws RegistryException {
    Reading described = Reading.present("{\"description\":\"who pays\"}");
    assertThat(perform(HubObjects.team("pay"), Reading.absent(), described)).isEqualTo(ACCEPTED);
    assertThat(hub.read(HubObjects.team("pay"))).isEqualTo(described);
    assertThat(perform(HubObjects.repository("acme/api"), Reading.absent(), PRIVATE))
        .isEqualTo(ACCEPTED);
    assertThat(hub.world.find("api"))
        .hasValueSatisfying(made -> assertThat(made.isPublic()).isFalse());
    assertThat(perform(HubObjects.teamPermission("acme/api", "pay"), Reading.absent(), READ))
        .isEqualTo(ACCEPTED);
    assertThat(perform(HubObjects.teamPermission("acme/api", "pay"), READ, WRITE))
        .isEqualTo(ACCEPTED);
    assertThat(hub.world.permissions("api")).isEqualTo(Map.of("pay", "write"));
  }

  @Test
  void repositoryThatHubCannotName_isRefused() throws RegistryException {
    isRefused(
        perform(HubObjects.repository("acme/a__b"), Reading.absent(), PRIVATE),
        "`CreateRepository` was answered `400`: the name has to have 2 to 255 characters");
    isRefused(perform(HubObjects.repository("acme/x"), Reading.absent(), PRIVATE), "`400`");
  }

  @Test
  void limitOfPrivateRepositories_isRefused_andNothingIsMadePublicInstead()
      throws RegistryException {
    hub.world.privateRepositories(0);
    isRefused(
        perform(HubObjects.repository("acme/api"), Reading.absent(), PRIVATE),
        "No more private repositories available");
    assertThat(hub.world.find("api")).isEmpty();
    assertThat(hub.twin.calls()).containsExactly("CreateAccessToken", "CreateRepository");
  }

  @Test
  void repositoryThatHubMakesPublicInstead_isSaid() throws RegistryException {
    hub.world.makePublicInstead(true);
    isRefused(
        perform(HubObjects.repository("acme/api"), Reading.absent(), PRIVATE),
        "Docker Hub made `acme/api` public, and was asked for private");
  }

  @Test
  void ruleWithAComma_arrivesWhole() throws RegistryException {
    TwinRepository api = hub.world.repository("api");
    perform(
        HubObjects.immutableTags("acme/api"),
        MUTABLE,
        Reading.present("{\"enabled\":true,\"rules\":[\"^v[0-9]{1,3}$\"]}"));
    assertThat(api.rules()).containsExactly("^v[0-9]{1,3}$");
  }

  @Test
  void ruleThatHubUnderstandsOtherwise_isRefused_andTheTagIsNamed() throws RegistryException {
    TwinRepository api =
        hub.world.repository("api").tagged("v1", "sha256:1").tagged("dev", "sha256:2");
    hub.twin.service().verifyAs("^v.*$", List.of("v1", "dev"));
    Reading rules = Reading.present("{\"enabled\":true,\"rules\":[\"^v.*$\"]}");
    isRefused(
        perform(HubObjects.immutableTags("acme/api"), MUTABLE, rules),
        "by the rule `^v.*$` Docker Hub would also keep the tag `dev`");
    hub.twin.service().verifyAs("^v.*$", List.of());
    isRefused(
        perform(HubObjects.immutableTags("acme/api"), MUTABLE, rules),
        "by the rule `^v.*$` Docker Hub would not keep the tag `v1`");
    assertThat(api.isImmutable()).isFalse();
  }

  @Test
  void nobody_becomesAMemberWithoutAnInvitation() throws RegistryException {
    isRefused(perform(HubObjects.member("bob"), Reading.absent(), MEMBER), "there is no call");
    assertThat(hub.world.members()).containsOnlyKeys("ada");
  }

  @Test
  void whoeverIsInvitedTwice_isInvitedNoMore_onceThatIsTakenBack() throws RegistryException {
    hub.world.account("zoe", "z").invite("zoe", "owner").invite("zoe", "member");
    assertThat(perform(HubObjects.invitation("zoe"), OWNER, Reading.absent())).isEqualTo(ACCEPTED);
    assertThat(hub.world.invited()).isEmpty();
  }

  @Test
  void whoeverIsInvitedTwice_isReadAsBefore_untilTheLastIsGone() throws RegistryException {
    hub.world.account("zoe", "z").invite("zoe", "owner").invite("zoe", "member");
    hub.twin
        .service()
        .afterEachWrite(call -> hub.twin.faults().always("CancelInvite", Fault.BROKEN));
    assertThat(perform(HubObjects.invitation("zoe"), OWNER, Reading.absent()))
        .isNotEqualTo(ACCEPTED);
    assertThat(hub.world.invited()).hasSize(1);
    assertThat(hub.read(HubObjects.invitation("zoe"))).isEqualTo(OWNER);
  }

  @Test
  void whoeverIsInvitedTwice_andOfWhomOneIsNotCancelled_isReadAsBefore() throws RegistryException {
    hub.world.account("zoe", "z").invite("zoe", "owner").invite("zoe", "member");
    hub.twin.faults().next("CancelInvite", Fault.IGNORED);
    assertThat(perform(HubObjects.invitation("zoe"), OWNER, Reading.absent()))
        .isInstanceOf(Performed.Unclear.class);
    assertThat(hub.read(HubObjects.invitation("zoe"))).isEqualTo(OWNER);
  }

  @Test
  void invitationOfNobody_isAnUnknownAccount() throws RegistryException {
    assertThat(perform(HubObjects.invitation("nobody"), Reading.absent(), MEMBER))
        .isInstanceOfSatisfying(
            Performed.UnknownAccount.class,
            unknown -> assertThat(unknown.account()).isEqualTo("nobody"));
    hub.world.member("bob", "member");
    isRefused(
        perform(HubObjects.invitation("bob"), Reading.absent(), MEMBER),
        "`bob` is a member of the organization already");
  }

  @Test
  void deletedAccountInATeam_isAnUnknownAccount() throws RegistryException {
    hub.world.member("bob", "member").team("pay", "").deleteAccount("bob");
    assertThat(perform(HubObjects.teamMember("pay", "bob"), Reading.absent(), THERE))
        .isEqualTo(
            new Performed.UnknownAccount(
                "bob", "`AddGroupMember` was answered `404`: user not found"));
    isRefused(
        perform(HubObjects.teamMember("gone", "bob"), Reading.absent(), THERE),
        "`GetGroup` was answered `404`");
  }

  @Test
  void lastOwner_andTheEngineItself_areKept() throws RegistryException {
    hub.world.member("bob", "owner").member("dee", "owner");
    ObjectId bob = HubObjects.member("bob");
    isRefused(
        perform(HubObjects.member("ada"), OWNER, MEMBER),
        "`ada` is the account by which Portwrit itself works");
    isRefused(
        perform(HubObjects.member("ada"), OWNER, Reading.absent()),
        "`ada` is the account by which Portwrit itself works");
    hub.withOrganizationToken("scope-member-edit");
    hub.world.remove("ada");
    assertThat(perform(HubObjects.member("dee"), OWNER, MEMBER)).isEqualTo(ACCEPTED);
    isRefused(perform(bob, OWNER, MEMBER), "`bob` is the last owner of the organization");
    isRefused(perform(bob, OWNER, Reading.absent()), "`bob` is the last owner");
    assertThat(hub.world.members()).isEqualTo(Map.of("bob", "owner", "dee", "member"));
    isRefused(
        perform(HubObjects.teamMember("owners", "bob"), THERE, Reading.absent()),
        "there is no call");
  }

  @Test
  void whatIsNeverRemoved_isRefused() throws RegistryException {
    hub.world.team("pay", "");
    hub.world.repository("api");
    isRefused(
        perform(
            HubObjects.team("pay"), Reading.present("{\"description\":\"\"}"), Reading.absent()),
        "there is no call");
    Reading described = Reading.present("{\"description\":\"\"}");
    hub.world.team("portwrit-user-bob", "");
    assertThat(perform(HubObjects.team("portwrit-user-bob"), described, Reading.absent()))
        .as("a team of ours")
        .isEqualTo(ACCEPTED);
    isRefused(
        perform(HubObjects.repository("acme/api"), PRIVATE, Reading.absent()), "there is no call");
    isRefused(perform(new ObjectId("mirror", "x"), Reading.absent(), THERE), "there is no call");
  }

  @Test
  void callThatATokenMayNotMake_namesWhatItNeeds() throws RegistryException {
    hub.world.repository("api");
    hub.withOrganizationToken("scope-repository-read");
    isRefused(
        perform(HubObjects.repository("acme/api"), PRIVATE, PUBLIC),
        "the token needs `scope-repository-edit`");
    isRefused(
        perform(HubObjects.repository("acme/web"), Reading.absent(), PRIVATE),
        "the token needs `scope-repository-create`");
    hub.withPersonalToken("ada", "repo:write");
    isRefused(
        perform(
            HubObjects.team("pay"), Reading.absent(), Reading.present("{\"description\":\"\"}")),
        "it needs an organization access token with `scope-group-edit`, or an owner's password");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BROKEN", "BROKEN_AFTER_EFFECT", "CUT", "CUT_AFTER_EFFECT", "HALVED"})
  void callThatNobodyAnsweredFor_isUnclear_andMadeOnce(Fault fault) throws RegistryException {
    hub.twin.faults().always("CreateGroup", fault);
    assertThat(
            perform(
                HubObjects.team("pay"),
                Reading.absent(),
                Reading.present("{\"description\":\"\"}")))
        .isInstanceOf(Performed.Unclear.class);
    assertThat(hub.twin.calls()).containsExactly("CreateAccessToken", "CreateGroup");
  }

  @Test
  void callThatIsOneTooMany_isMadeAgain() throws RegistryException {
    hub.twin.faults().next("CreateGroup", Fault.TOO_MANY, Fault.TOO_MANY);
    assertThat(
            perform(
                HubObjects.team("pay"),
                Reading.absent(),
                Reading.present("{\"description\":\"\"}")))
        .isEqualTo(ACCEPTED);
  }

  @Test
  void contentThatIsNotUnderstood_isRefused() throws RegistryException {
    isRefused(
        perform(HubObjects.team("pay"), Reading.absent(), Reading.present("{}")),
        "is not to be read: `description` is no text");
  }

  private static final Reading TOKEN =
      Reading.present(
          "{\"active\":true,\"description\":\"deploys\",\"expires\":\"2027-01-31T00:00:00Z\","
              + "\"resources\":[{\"path\":\"acme/api\",\"scopes\":[\"scope-image-push\"],"
              + "\"type\":\"TYPE_REPO\"}]}");

  @Test
  void accessToken_isMade_andItsSecretIsKeptForItsOwnerAlone() throws Exception {
    hub.world.repository("api");
    assertThat(perform(HubObjects.accessToken("deploy"), Reading.absent(), TOKEN))
        .isEqualTo(ACCEPTED);
    assertThat(hub.read(HubObjects.accessToken("deploy"))).isEqualTo(TOKEN);
    Path file = folder.resolve("secrets/deploy.token");
    assertThat(hub.told).containsExactly(file);
    assertThat(hub.world.secrets()).contains(Files.readString(file).strip());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets"))))
        .isEqualTo("rwx------");

    Reading less = Reading.present(((Reading.Present) TOKEN).content().replace("push", "pull"));
    assertThat(perform(HubObjects.accessToken("deploy"), TOKEN, less)).isEqualTo(ACCEPTED);
    assertThat(hub.read(HubObjects.accessToken("deploy"))).isEqualTo(less);
    isRefused(
        perform(
            HubObjects.accessToken("deploy"),
            less,
            Reading.present(((Reading.Present) less).content().replace("2027", "2028"))),
        "Docker Hub cannot change when an access token ends");
    assertThat(perform(HubObjects.accessToken("deploy"), less, Reading.absent()))
        .isEqualTo(ACCEPTED);
    assertThat(hub.world.tokens()).isEmpty();
  }

  @Test
  void accessToken_whoseSecretCouldNotBeKept_isNotMade() throws Exception {
    hub.world.repository("api");
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/deploy.token"), "of before\n");
    isRefused(
        perform(HubObjects.accessToken("deploy"), Reading.absent(), TOKEN),
        "holds a secret already; it is not overwritten");
    assertThat(hub.world.tokens()).isEmpty();
    assertThat(Files.readString(folder.resolve("secrets/deploy.token"))).isEqualTo("of before\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BROKEN_AFTER_EFFECT", "CUT_AFTER_EFFECT", "HALVED"})
  void accessToken_whoseSecretIsLost_isTakenBack(Fault fault) throws Exception {
    hub.world.repository("api");
    hub.twin.faults().next("CreateOrgAccessToken", fault);
    assertThat(perform(HubObjects.accessToken("deploy"), Reading.absent(), TOKEN))
        .isInstanceOf(Performed.Unclear.class);
    assertThat(hub.world.tokens()).isEmpty();
    assertThat(perform(HubObjects.accessToken("deploy"), Reading.absent(), TOKEN))
        .isEqualTo(ACCEPTED);
    assertThat(hub.world.secrets())
        .contains(Files.readString(folder.resolve("secrets/deploy.token")).strip());
  }

  @Test
  void accessToken_thatIsRefused_leavesNoFile() throws Exception {
    isRefused(
        perform(HubObjects.accessToken("deploy"), Reading.absent(), TOKEN),
        "a resource is not one of the organization");
    assertThat(folder.resolve("secrets/deploy.token")).doesNotExist();
  }

  @Test
  void accessToken_withALabelThatIsNoFileName_hasAFileOfItsOwn() throws Exception {
    hub.world.repository("api");
    for (String label : List.of("../../deploy", "a/b", "a_b", ".")) {
      assertThat(perform(HubObjects.accessToken(label), Reading.absent(), TOKEN))
          .isEqualTo(ACCEPTED);
    }
    try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void tokens_cannotMakeTokens() throws RegistryException {
    hub.withOrganizationToken("scope-member-edit");
    isRefused(
        perform(HubObjects.accessToken("deploy"), Reading.absent(), TOKEN),
        "it needs an owner's password, since no token may");
  }

  @Test
  void noSecret_isInWhatIsSaid() throws IOException, RegistryException {
    hub.world.repository("api");
    StringBuilder said = new StringBuilder();
    for (Fault fault : Fault.values()) {
      hub.twin.faults().always("CreateOrgAccessToken", fault);
      said.append(perform(HubObjects.accessToken("t" + fault), Reading.absent(), TOKEN));
    }
    said.append(hub.read()).append(hub.credentials).append(hub.writer());
    hub.credentials = new HubCredentials("ada", "not-her-password");
    try {
      said.append(hub.read());
    } catch (RegistryException e) {
      said.append(e).append(e.help());
    }
    assertThat(hub.world.secrets()).isNotEmpty();
    assertThat(said.toString())
        .doesNotContain("not-her-password", "password-of-ada", "neverToBeShown")
        .doesNotContain(hub.world.secrets())
        .doesNotContain(hub.twin.service().logins());
  }
}
