package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.hub.twin.HubTwin;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinLimits;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong between an apply and Docker Hub, by the command line. After each test all that
 * was printed or written is searched for secrets.
 */
class HubFaultsIT {
  private static final String[] EVERYTHING_A_TOKEN_MAY = {
    "scope-member-edit",
    "scope-invite-edit",
    "scope-group-edit",
    "scope-repository-list",
    "scope-repository-create",
    "scope-repository-admin",
    "scope-repository-settings-admin",
    "scope-repo-group-admin",
    "scope-tag-read"
  };
  private static final Set<String> READS = Set.of("CreateAccessToken", "VerifyImmutableTags");
  private static final String PEOPLE =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      team: acme/pay
      members: [bob, cy]
      ---
      registry: hub
      type: docker-hub
      url: %s
      repositories: [acme/**]
      mode: authoritative
      credentials: {username: env:HUB_USER, token: env:HUB_TOKEN}
      keep-members: [engine]
      """;
  private static final String API =
      "repository: acme/api\ngrants:\n  - {role: push, to: [team:acme/pay]}\n";

  @TempDir Path folder;
  private HubTwin twin;
  private HubWorld hub;
  private RealGit git;
  private Map<String, String> variables = Map.of();
  private final List<String> said = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  @BeforeEach
  void start() {
    twin = HubTwin.start("acme", Clock.fixed(Command.NOW, ZoneOffset.UTC));
    hub = twin.world();
    hub.member("engine", "owner").member("ada", "owner");
    hub.member("bob", "member").member("cy", "member");
    use("engine", "password-of-engine");
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n");
    git.write("people.yaml", PEOPLE.formatted(twin.url()));
    git.write("api.yaml", API);
    git.commit("people, the registry, and a repository");
  }

  private void use(String user, String secret) {
    secrets.add(secret);
    variables = Map.of("HUB_USER", user, "HUB_TOKEN", secret);
  }

  private void commit(String file, String text) {
    git.write(file, text);
    git.commit("a change");
  }

  private void people(String from, String to) {
    commit("people.yaml", PEOPLE.formatted(twin.url()).replace(from, to));
  }

  @AfterEach
  void noSecret_isAnywhereButInTheFileOfItsToken() throws IOException {
    secrets.addAll(hub.secrets());
    secrets.addAll(twin.service().logins());
    twin.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".token")) {
          said.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    for (String text : said) {
      assertThat(text).doesNotContain("neverToBeShown").doesNotContain(secrets);
    }
  }

  private Command.Outcome run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--registry", "hub", "--state", folder.resolve("state").toString()));
    Command.Outcome outcome =
        Command.in(folder.resolve("work")).withVariables(variables).run(all.toArray(String[]::new));
    said.add(outcome.out() + outcome.err());
    return outcome;
  }

  private static void ends(Command.Outcome outcome, ExitCode code, String... texts) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(code);
    for (String text : texts) {
      assertThat(outcome.out() + outcome.err()).contains(text);
    }
  }

  private void nothingIsWritten() {
    assertThat(twin.calls())
        .allMatch(
            call -> call.startsWith("List") || call.startsWith("Get") || READS.contains(call));
  }

  @Test
  void credentials_ofEachKind_thatAreWrongOrHaveExpired_writeNothing() {
    Optional<java.time.Instant> past = Optional.of(Command.NOW.minus(Duration.ofDays(1)));
    String expired = hub.organizationToken("old", "acme/*", past, EVERYTHING_A_TOKEN_MAY);
    for (List<String> one :
        List.of(
            List.of("engine", "neverToBeShown-wrong-password"),
            List.of("engine", "dckr_pat_neverToBeShown-wrong"),
            List.of("acme", "dckr_oat_neverToBeShown-wrong"),
            List.of("acme", expired))) {
      use(one.get(0), one.get(1));
      ends(
          run("apply"),
          ExitCode.UNDETERMINED,
          "registry `hub`: the credentials were not accepted",
          "they may have expired");
    }
    nothingIsWritten();
  }

  @Test
  void credentials_ofEachKind_thatMayTooLittle_areToldWhatTheyLack_andWriteNothing() {
    use("bob", "password-of-bob");
    ends(run("apply"), ExitCode.NO, "may not `CreateGroup`", "it needs an owner or editor");
    assertThat(hub.hasTeam("pay") || hub.find("api").isPresent()).isFalse();
    twin.service().forgetCalls();
    use("engine", hub.personalToken("engine", "repo:admin"));
    ends(
        run("apply"),
        ExitCode.UNDETERMINED,
        "may not `ListGroups`",
        "it needs an organization access token with `scope-group-read`, or an owner's password");
    nothingIsWritten();
    use("acme", hub.organizationToken("engine", "scope-member-read", "scope-group-read"));
    ends(
        run("apply"),
        ExitCode.NO,
        "the token needs `scope-invite-read`",
        "give it `scope-repository-list`",
        "the token needs `scope-group-edit`");
    assertThat(hub.hasTeam("pay") || hub.find("api").isPresent()).isFalse();
  }

  @Test
  void tokenOfTheOrganization_thatMayRead_butNotWrite_isToldWhatItLacks() {
    hub.repository("private");
    use(
        "acme",
        hub.organizationToken(
            "engine",
            "scope-member-read",
            "scope-invite-read",
            "scope-group-read",
            "scope-repository-list",
            "scope-repository-read",
            "scope-repo-group-read"));
    ends(run("apply"), ExitCode.NO, "the token needs `scope-repository-create`");
    assertThat(hub.find("api")).isEmpty();
  }

  @Test
  void tokenOfTheOrganization_whereNoPolicyHasAService_applies_andTokensAreSaidToBeUnseen() {
    hub.repository("private");
    use("acme", hub.organizationToken("engine", EVERYTHING_A_TOKEN_MAY));
    ends(run("apply"), ExitCode.YES, "access tokens of `hub` are not looked at");
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
    ends(run("plan"), ExitCode.YES);
  }

  @Test
  void tokenOfTheOrganization_wherePolicyHasAService_leavesTokensUnknown_withTheNextStep() {
    hub.repository("private");
    use("acme", hub.organizationToken("engine", EVERYTHING_A_TOKEN_MAY));
    commit("ci.yaml", "service: acme/ci\n");
    commit("api.yaml", API.replace("team:acme/pay", "team:acme/pay, service:acme/ci"));
    ends(
        run("apply"),
        ExitCode.UNDETERMINED,
        "may not `ListAccessTokens`",
        "it needs an owner's password, since no token may");
    assertThat(hub.tokens()).containsExactly("engine");
  }

  @Test
  void accountInATeam_thatWasDeleted_isLeftOutAndReported_andTheRestGoesOn() {
    hub.deleteAccount("cy");
    ends(run("apply"), ExitCode.NO, "`cy`");
    assertThat(hub.inTeam("pay")).containsExactly("bob");
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
  }

  @Test
  void organization_thatDoesNotExist_isSaid_andNothingIsWritten() {
    people("[acme/**]", "[acme/**]\nprefix: {acme/: ghost/}");
    Command.Outcome outcome = run("apply");
    ends(outcome, ExitCode.WRONG, "registry `hub`: there is no organization `ghost`", "`prefix`");
    nothingIsWritten();
  }

  @Test
  void lastOwner_staysUntilAnotherIsThere() {
    hub.repository("private");
    hub.member("engine", "member");
    hub.account("zoe", "password-of-zoe");
    use("acme", hub.organizationToken("engine", EVERYTHING_A_TOKEN_MAY));
    people("owners: [ada]", "owners: [zoe]");

    ends(run("apply"), ExitCode.YES, "PW0904", "`ada` stays owner there");

    assertThat(hub.members()).containsEntry("ada", "owner");
    hub.accept("zoe");
    ends(run("apply"), ExitCode.YES);
    assertThat(hub.members()).containsEntry("zoe", "owner").doesNotContainKey("ada");
  }

  @Test
  void repositoryName_thatHubCannotHave_isAFinding_andTheRestGoesOn() {
    commit("deep.yaml", "repository: acme/pay/core\n");
    Command.Outcome plan = run("plan");
    ends(plan, ExitCode.NO, "deep.yaml:1:1", "PW0804", "`prefix`");
    run("apply");
    assertThat(hub.find("api")).isPresent();
  }

  @Test
  void ruleWithAComma_arrivesWhole() {
    commit(
        "releases.yaml",
        "protection: acme/releases\nrepositories: [acme/**]\ntags: [\"/v[0-9]{1,3}/\"]\nrule: immutable\n");
    ends(run("apply"), ExitCode.YES);
    assertThat(hub.repository("api").rules()).singleElement().asString().contains("{1,3}");
    ends(run("plan"), ExitCode.YES);
  }

  @Test
  void invitation_thatBounces_isSentAgain_andOfNobody_isReported() {
    hub.account("zoe", "password-of-zoe");
    people("members: [bob, cy]\n---\nteam", "members: [bob, cy, zoe, nobody]\n---\nteam");
    ends(run("apply"), ExitCode.NO, "`nobody`", "knows no such Docker ID");
    assertThat(hub.invited()).containsExactly("zoe");
    hub.bounce("zoe");

    ends(run("apply"), ExitCode.NO, "`zoe` is to be invited as a member");

    assertThat(hub.invited()).containsExactly("zoe");
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
  }

  @Test
  void refusalSinceThereAreTooManyCalls_withoutATime_isWaitedFor() {
    twin.limits().form(TwinLimits.Form.NONE);
    twin.faults().next("ListMembers", Fault.TOO_MANY);
    ends(run("apply"), ExitCode.YES);
  }

  @Test
  void serviceThatBreaksInTheMiddle_isBelievedByWhatIsRead() {
    twin.faults().next("CreateRepository", Fault.BROKEN_AFTER_EFFECT);
    twin.faults().next("AddGroupMember", Fault.CUT_AFTER_EFFECT);
    twin.faults().next("AssignGroup", Fault.BROKEN);
    ends(run("apply"), ExitCode.YES);
    ends(run("plan"), ExitCode.YES);
  }

  @Test
  void serviceThatStaysBroken_isUnknown_andNothingIsWritten() {
    twin.faults().always("ListMembers", Fault.HALVED);
    ends(run("apply"), ExitCode.UNDETERMINED, "`ListMembers` got no answer that is understood");
    assertThat(hub.inTeam("pay")).isEmpty();
  }

  @Test
  void listThatLagsAfterAWrite_isLookedAtAgain() {
    hub.lag(2);
    ends(run("apply"), ExitCode.YES);
    hub.lag(0);
    ends(run("plan"), ExitCode.YES);
  }
}
