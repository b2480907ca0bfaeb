package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.RealGit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs about live registries, over a stand-in for an account of AWS. */
class EcrVerbsIT {
  private static final String ACCOUNT = "123456789012";
  private static final String ENGINE = "arn:aws:iam::" + ACCOUNT + ":role/portwrit";
  private static final String OPEN =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Debugging\",\"Effect\":\"Allow\","
          + "\"Principal\":\"*\",\"Action\":[\"ecr:BatchGetImage\","
          + "\"ecr:GetDownloadUrlForLayer\"]}]}";
  private static final String PUSH_BY_HAND =
      "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Sid\":\"AllowPushPull\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/ci\"},"
          + "\"Action\":[\"ecr:BatchGetImage\",\"ecr:BatchCheckLayerAvailability\","
          + "\"ecr:CompleteLayerUpload\",\"ecr:GetDownloadUrlForLayer\","
          + "\"ecr:InitiateLayerUpload\",\"ecr:PutImage\",\"ecr:UploadLayerPart\"]}]}";
  private static final String PEOPLE =
      """
      organization: acme
      members: [bob]
      ---
      service: acme/ci
      accounts: {ecr: arn:aws:iam::123456789012:role/ci}
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      url: %s
      repositories: [acme/**]
      mode: authoritative
      engine: arn:aws:iam::123456789012:role/portwrit
      """;
  private static final String READING =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ecr:Get*\","
          + "\"ecr:Describe*\",\"ecr:List*\",\"iam:GetAccountAuthorizationDetails\"],"
          + "\"Resource\":\"*\"}]}";
  private static final String API =
      "repository: acme/api\ngrants:\n  - {role: push, to: [service:acme/ci]}\n";

  @TempDir Path folder;
  private EcrTwin twin;
  private RealGit git;

  @BeforeEach
  void start() {
    twin = EcrTwin.start(ACCOUNT, "eu-west-1", Clock.systemUTC());
    twin.world()
        .iam()
        .role("portwrit")
        .with(
            "govern",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ecr:*\","
                + "\"iam:GetAccountAuthorizationDetails\",\"iam:GetRole\",\"iam:GetUser\"],"
                + "\"Resource\":\"*\"}]}");
    twin.world().iam().role("ci");
    TwinIam.Key key = twin.world().iam().key(ENGINE);
    System.setProperty("aws.accessKeyId", key.id());
    System.setProperty("aws.secretAccessKey", key.secret());
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n");
    git.write("people.yaml", PEOPLE.formatted(twin.url()));
    git.commit("people and the registry");
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.sharedCredentialsFile");
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    twin.close();
  }

  private Command.Outcome run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--registry", "ecr"));
    if (!List.of("import", "explain", "diff").contains(words[0])) {
      all.addAll(List.of("--state", folder.resolve("state").toString()));
    }
    return Command.in(folder.resolve("work")).run(all.toArray(String[]::new));
  }

  private void commit(String file, String text) {
    git.write(file, text);
    git.commit("a change");
  }

  @Test
  void whatPolicyAsksFor_isMade_andThenNothingIsLeftToDo() {
    commit("api.yaml", API);

    Command.Outcome plan = run("plan");
    Command.Outcome apply = run("apply");

    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.NO);
    assertThat(plan.out()).contains("CreateRepository", "SetRepositoryPolicy");
    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    assertThat(twin.world().repository("acme/api")).isPresent();
    assertThat(run("plan").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("drift").out()).contains("no drift");
  }

  private long reads() {
    return twin.calls().stream().filter("GetRepositoryPolicy"::equals).count();
  }

  private void givenTwoThatAreApplied() {
    commit("api.yaml", API);
    commit("web.yaml", API.replace("acme/api", "acme/web"));
    assertThat(run("apply").exitCode()).isEqualTo(ExitCode.YES);
    twin.forgetCalls();
  }

  @Test
  void planOfAChange_readsOnlyWhatItTouches_andSaysSo() {
    givenTwoThatAreApplied();
    commit("web.yaml", API.replace("acme/api", "acme/web").replace("push", "maintain"));

    Command.Outcome part = run("plan", "--changed");

    assertThat(part.exitCode()).as(part.out() + part.err()).isEqualTo(ExitCode.NO);
    assertThat(part.out())
        .contains(
            "only what the change touches was read: 1 repository; of 1 others nothing is said");
    assertThat(reads()).isEqualTo(1);
    Command.Outcome whole = run("plan");
    String asWhole = part.out().replace("of 8 access edges that were read", "of 16 access edges");
    assertThat(asWhole).startsWith(whole.out().stripTrailing());
    assertThat(reads()).isEqualTo(3);
  }

  @Test
  void planOfAChange_doesNotCallWhatItDidNotReadAbsent() {
    givenTwoThatAreApplied();
    commit("web.yaml", API.replace("acme/api", "acme/web").replace("push", "maintain"));
    twin.world().remove("acme/api");

    assertThat(run("plan", "--changed").out()).doesNotContain("CreateRepository");
    assertThat(run("plan").out()).contains("CreateRepository");
  }

  @Test
  void planOfAChange_whereTheBudgetIsAShare_leavesUnknownWhetherItIsKept() {
    commit("portwrit.yaml", "version: 1\nremoval-budget: 10%\n");
    givenTwoThatAreApplied();
    commit("web.yaml", API.replace("acme/api", "acme/web").replace("push", "pull"));

    Command.Outcome part = run("plan", "--changed");

    assertThat(part.exitCode()).as(part.out() + part.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(part.out()).contains("unknown: whether `removal-budget` allows this");
    assertThat(part.err()).doesNotContain("an apply would be refused");
    assertThat(run("plan").err()).contains("an apply would be refused: the plan takes");
  }

  @Test
  void planOfAChange_atFirstContact_readsEverything() {
    commit("api.yaml", API);
    twin.world().with("acme/other");

    Command.Outcome plan = run("plan", "--changed");

    assertThat(plan.out()).contains("CreateRepository").doesNotContain("only what the change");
    assertThat(reads()).isEqualTo(1);
  }

  @Test
  void whatSomebodyWroteByHand_isImported_andNothingIsLeftToDo() throws Exception {
    twin.world().with("acme/api").withPolicy(PUSH_BY_HAND);

    Command.Outcome imported = run("import");

    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(ExitCode.YES);
    Path file = folder.resolve("work/imported/ecr/acme.yaml");
    assertThat(Files.readString(file)).contains("{role: push, to: [service:acme/ci]}");
    git.commit("what is in ECR");
    Command.Outcome plan = run("plan");
    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.YES);
  }

  @Test
  void drift_ofARepositoryThatSomebodyOpened_saysWhoMayPull() {
    commit("api.yaml", API);
    run("apply");
    String ours = twin.world().repository("acme/api").orElseThrow().policy().orElseThrow();
    twin.world()
        .with("acme/api")
        .withPolicy(
            ours.substring(0, ours.indexOf('[') + 1)
                + OPEN.substring(OPEN.indexOf('[') + 1, OPEN.lastIndexOf("]}"))
                + ","
                + ours.substring(ours.indexOf('[') + 1));

    Command.Outcome drift = run("drift");

    assertThat(drift.exitCode()).as(drift.out() + drift.err()).isEqualTo(ExitCode.NO);
    assertThat(drift.out()).contains("WIDER    whoever asks may natively pull in `acme/api`");
  }

  @Test
  void profile_thatPolicyNames_isTaken_whateverTheEnvironmentSays() throws Exception {
    twin.world().iam().role("images").with("read", READING);
    TwinIam.Key key = twin.world().iam().key("arn:aws:iam::" + ACCOUNT + ":role/images");
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        "[images]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(key.id(), key.secret()));
    System.setProperty("aws.sharedCredentialsFile", file.toString());
    System.setProperty("aws.accessKeyId", "AKIAOFSOMEBODYELSE");
    commit("people.yaml", PEOPLE.formatted(twin.url()) + "profile: images\n");

    Command.Outcome plan = run("plan");

    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.YES);
  }

  @Test
  void profile_thatIsMissing_isSaid() {
    commit("people.yaml", PEOPLE.formatted(twin.url()) + "profile: nobodys\n");

    Command.Outcome plan = run("plan");

    assertThat(plan.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(plan.err()).contains("the profile `nobodys` gives no credentials");
  }

  @Test
  void exclusive_ofARepositoryThatIsThere_isApplied_andLocksNobodyOutWhoGoverns() {
    twin.world().with("acme/api").withPolicy(PUSH_BY_HAND);
    commit("api.yaml", API);
    assertThat(run("apply").exitCode()).isEqualTo(ExitCode.YES);
    commit("people.yaml", PEOPLE.formatted(twin.url()) + "exclusive: true\n");

    Command.Outcome apply = run("apply");

    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    assertThat(twin.world().data().may(ENGINE, "ecr:PutImage", "acme/api")).isFalse();
    assertThat(twin.world().data().may(ENGINE, "ecr:SetRepositoryPolicy", "acme/api")).isTrue();
  }

  @Test
  void additive_keepsNobodyFromDeletingWhoCould() {
    twin.world().with("acme/api").withPolicy(PUSH_BY_HAND);
    git.write("people.yaml", PEOPLE.formatted(twin.url()).replace("authoritative", "additive"));
    commit(
        "api.yaml",
        API
            + "---\nprotection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\n"
            + "rule: immutable\n");

    Command.Outcome apply = run("apply");

    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    assertThat(twin.world().data().mayDelete(ENGINE, "acme/api")).isTrue();
    assertThat(twin.world().repository("acme/api").orElseThrow().mutability().fixes("v1")).isTrue();
  }

  @Test
  void compile_printsThePolicyByWhichATeamLogsIn_andPlanNamesWhoCannot() {
    commit("api.yaml", API);

    Command.Outcome compile =
        Command.in(folder.resolve("work")).run("compile", "--registry", "ecr");
    Command.Outcome plan = run("plan");

    assertThat(compile.out())
        .contains("policy for service:acme/ci, to attach to `arn:aws:iam::123456789012:role/ci`")
        .contains("\n  {\"Statement\":[{\"Action\":[\"ecr:GetAuthorizationToken\"]");
    assertThat(plan.out())
        .contains("PW0819")
        .contains("role/ci` of `service:acme/ci` cannot log in");
  }

  @Test
  void managedPolicies_areMadeAndAttached_importedBack_andDetachedWithinTheBudget()
      throws Exception {
    twin.world()
        .iam()
        .role("portwrit")
        .with(
            "login",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:*\","
                + "\"Resource\":\"*\"}]}");
    String policies = PEOPLE.formatted(twin.url()) + "managed-policies: true\n";
    commit("people.yaml", policies);
    commit("team.yaml", "team: acme/builders\nmembers: [service:acme/ci]\n");
    commit("api.yaml", API);

    Command.Outcome plan = run("plan");
    Command.Outcome apply = run("apply");

    assertThat(plan.out())
        .contains(
            "CreatePolicy", "AttachRolePolicy", "(login)", "managed-policy ecr=acme=builders");
    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    String role = "arn:aws:iam::123456789012:role/ci";
    assertThat(twin.world().data().mayLogIn(role)).isTrue();
    assertThat(run("plan").exitCode()).isEqualTo(ExitCode.YES);

    Files.delete(folder.resolve("work/team.yaml"));
    git.commit("forget the team");
    Command.Outcome detaching = run("plan");
    assertThat(detaching.out()).contains("DetachRolePolicy", "- pull", "(login)");
    assertThat(run("import").exitCode()).isEqualTo(ExitCode.YES);
    git.commit("what is in ECR");
    Command.Outcome back = run("plan");
    assertThat(back.exitCode()).as(back.out() + back.err()).isEqualTo(ExitCode.YES);

    commit("portwrit.yaml", "version: 1\nremoval-budget: 0\n");
    run("apply");
    Files.delete(folder.resolve("work/imported/ecr/acme.yaml"));
    git.commit("forget it again");
    Command.Outcome refused = run("apply");
    assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(ExitCode.WRONG);
    assertThat(twin.world().data().mayLogIn(role)).isTrue();
  }

  @Test
  void audit_holdsPolicyAgainstWhatEcrAllows() {
    commit("api.yaml", API);
    run("apply");
    List<String> asPolicyAsks = audited(run("audit", "--format", "csv"));
    twin.world().with("acme/api").withPolicy(OPEN);

    Command.Outcome outcome = run("audit", "--format", "csv");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(asPolicyAsks)
        .contains("acme/api service:acme/ci push yes yes none")
        .noneMatch(row -> row.contains("missing") || row.contains("extra"));
    assertThat(audited(outcome))
        .contains(
            "acme/api service:acme/ci push yes no missing",
            "acme/api service:acme/ci pull yes yes none",
            "acme/api anonymous pull no yes wider",
            "acme/api account:" + ENGINE + " push no yes engine");
  }

  @Test
  void audit_ofARegistryThatMayNotBeRead_isUnknown() {
    commit("api.yaml", API);
    System.setProperty("aws.secretAccessKey", "wrong");

    Command.Outcome outcome = run("audit", "--format", "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(audited(outcome))
        .contains("acme/api service:acme/ci push yes unknown unknown")
        .last()
        .isEqualTo("unknown unknown unknown unknown unknown unknown");
  }

  private static List<String> audited(Command.Outcome outcome) {
    return CsvRows.of(
        outcome.out(), "repository", "subject", "action", "declared", "live", "drift");
  }

  @Test
  void explain_asksEcrTheSameQuestion_ofOneRepositoryAlone() {
    commit("api.yaml", API);
    run("apply");
    twin.world().with("acme/web").withPolicy(OPEN);

    Command.Outcome service = run("explain", "service:acme/ci", "push", "acme/api");
    Command.Outcome everybody = run("explain", "anonymous", "pull", "acme/web");

    assertThat(service.exitCode()).as(service.err()).isEqualTo(ExitCode.YES);
    assertThat(service.out()).contains("`ecr` as it is now: allowed, `arn:aws:iam::");
    assertThat(service.err()).contains("GetRepositoryPolicy 1");
    assertThat(everybody.out())
        .contains("\ndenied: ")
        .contains("`ecr` as it is now: allowed, everybody has `pull` in `acme/web`");
  }

  @Test
  void explain_ofARepositoryWhosePolicyIsNotRead_isUnknown_thoughIamAllows() {
    commit("api.yaml", API);
    run("apply");
    twin.world()
        .iam()
        .role("ci")
        .with(
            "wide",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecr:*\",\"Resource\":\"*\"}]}");
    twin.faults().always("GetRepositoryPolicy", Fault.DENIED);

    Command.Outcome outcome = run("explain", "service:acme/ci", "push", "acme/api");

    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).contains("`ecr` as it is now: unknown, what could not be read");
  }

  @Test
  void diff_ofPolicyAndEcr_saysWhatAnApplyWouldGiveAndTake_orThatEcrDoesNotAnswer() {
    commit("api.yaml", API);
    run("apply");
    assertThat(run("diff").exitCode()).isEqualTo(ExitCode.YES);
    twin.world().with("acme/api").withPolicy(OPEN);

    Command.Outcome outcome = run("diff");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("service:acme/ci  acme/api  push to service:acme/ci on acme/api (api.yaml:3)")
        .contains(
            "- pull  anonymous (everybody, logged in or not)  acme/api  account *, which an apply leaves")
        .contains("anonymous pull acme/api: allow -> deny");
    assertThat(run("explain", "anonymous", "pull", "acme/api").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("diff", "--fail-on", "public").exitCode()).isEqualTo(ExitCode.YES);

    twin.faults().always("GetRepositoryPolicy", Fault.DENIED);
    Command.Outcome unread = run("diff");
    assertThat(unread.exitCode()).as(unread.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(unread.out()).contains("UNKNOWN\n  ? ").doesNotContain("EXPANDS\n");
    twin.close();
    Command.Outcome silent = run("diff");
    assertThat(silent.exitCode()).as(silent.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(silent.out()).contains("UNKNOWN\n  ? ", "UNKNOWN 1");
  }
}
