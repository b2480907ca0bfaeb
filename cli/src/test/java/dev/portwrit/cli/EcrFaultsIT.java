package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong between an apply and ECR, by the command line. After each test all that was
 * printed or written is searched for secrets.
 */
class EcrFaultsIT {
  private static final String ACCOUNT = "123456789012";
  private static final String GOVERN =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ecr:*\","
          + "\"iam:GetAccountAuthorizationDetails\",\"iam:GetRole\",\"iam:GetUser\"],"
          + "\"Resource\":\"*\"}]}";
  private static final String PEOPLE =
      """
      organization: acme
      members: [bob]
      ---
      service: acme/ci
      accounts: {ecr: "arn:aws:iam::123456789012:role/ci"}
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

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private EcrTwin twin;
  private TwinIam.Key key;
  private RealGit git;

  @BeforeEach
  void start() {
    twin = EcrTwin.start(ACCOUNT, "eu-west-1", Clock.systemUTC());
    twin.world().iam().role("portwrit").with("govern", GOVERN);
    twin.world().iam().role("ci");
    use("portwrit");
    git = workspace("work");
    git.write("api.yaml", grant("api"));
    git.write("web.yaml", grant("web"));
    git.commit("two repositories");
  }

  private void use(String role) {
    key = twin.world().iam().key("arn:aws:iam::" + ACCOUNT + ":role/" + role);
    System.setProperty("aws.accessKeyId", key.id());
    System.setProperty("aws.secretAccessKey", key.secret());
  }

  private RealGit workspace(String name) {
    RealGit made = RealGit.init(folder.resolve(name));
    made.write("portwrit.yaml", "version: 1\n# " + name + "\n");
    made.write("people.yaml", PEOPLE.formatted(twin.url()));
    made.commit("people and the registry of " + name);
    return made;
  }

  private static String grant(String repository) {
    return "repository: acme/"
        + repository
        + "\ngrants:\n  - {role: push, to: [service:acme/ci]}\n";
  }

  @AfterEach
  void noSecret_isAnywhere() throws IOException {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    twin.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        said.add(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    for (String text : said) {
      assertThat(text).doesNotContain("neverToBeShown").doesNotContain(key.secret());
    }
  }

  private Command.Outcome run(String... words) {
    return runIn("work", words);
  }

  private Command.Outcome runIn(String workspace, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--registry", "ecr", "--state", folder.resolve("state").toString()));
    Command.Outcome outcome = Command.in(folder.resolve(workspace)).run(all.toArray(String[]::new));
    said.add(outcome.out() + outcome.err());
    return outcome;
  }

  private long writes() {
    return twin.calls().stream().filter(EcrWorkshop.WRITES::contains).count();
  }

  private void ends(Command.Outcome outcome, ExitCode code, String... texts) {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(code);
    for (String text : texts) {
      assertThat(outcome.out() + outcome.err()).contains(text);
    }
  }

  @Test
  void credentials_thatAreWrong_orHaveExpired_writeNothing() {
    System.setProperty("aws.secretAccessKey", "neverToBeShown-and-wrong");
    ends(run("apply"), ExitCode.UNDETERMINED, "the credentials were not accepted");
    System.setProperty("aws.secretAccessKey", key.secret());
    twin.world().iam().expire(key.id());
    ends(run("apply"), ExitCode.UNDETERMINED, "log in again");
    assertThat(writes()).isZero();
  }

  @Test
  void credentials_thatMayNotList_orNotWrite_areNamedWithWhatTheyLack() {
    twin.world().iam().role("nobody");
    use("nobody");
    ends(run("apply"), ExitCode.UNDETERMINED, "may not `DescribeRepositories`");
    assertThat(writes()).isZero();
    use("portwrit");
    twin.faults().always("SetRepositoryPolicy", Fault.DENIED);

    ends(run("apply"), ExitCode.NO, "may not `SetRepositoryPolicy`");
    twin.faults().none();
    ends(run("apply"), ExitCode.YES);
  }

  @Test
  void principal_thatDoesNotExist_isLeftOutAndReported_andTheRestGoesOn() {
    git.write(
        "people.yaml",
        PEOPLE.formatted(twin.url())
            + "---\nservice: acme/gone\naccounts: {ecr: \"arn:aws:iam::123456789012:role/gone\"}\n");
    git.write(
        "web.yaml",
        grant("web").replace("[service:acme/ci]", "[service:acme/ci, service:acme/gone]"));
    git.commit("somebody who is not there");

    ends(run("apply"), ExitCode.NO, "role/gone");

    String ci = "arn:aws:iam::" + ACCOUNT + ":role/ci";
    assertThat(twin.world().data().mayPull(ci, "acme/web")).isTrue();
    assertThat(twin.world().data().mayPull(ci, "acme/api")).isTrue();
  }

  @Test
  void policy_thatIsTooLarge_isAFinding_andTheRestGoesOn() {
    StringBuilder people = new StringBuilder(PEOPLE.formatted(twin.url()));
    List<String> names = IntStream.range(0, 250).mapToObj(at -> "service" + at).toList();
    for (String name : names) {
      people.append(
          "---\nservice: acme/" + name + "\naccounts: {ecr: \"arn:aws:iam::123456789012:role/");
      people.append(name).append("-with-a-long-name\"}\n");
    }
    git.write("people.yaml", people.toString());
    git.write(
        "web.yaml",
        "repository: acme/web\ngrants:\n  - {role: push, to: ["
            + String.join(", ", names.stream().map(name -> "service:acme/" + name).toList())
            + "]}\n");
    git.commit("too many");

    ends(run("plan"), ExitCode.NO, "more than the 10,240 that ECR takes");
    Command.Outcome apply = run("apply");

    assertThat(twin.world().repository("acme/api")).as(apply.out()).isPresent();
    assertThat(twin.world().repository("acme/web")).isEmpty();
  }

  @Test
  void plan_thatIsStale_leavesAloneWhatSomebodyChanged() {
    run("apply");
    git.write("api.yaml", grant("api").replace("push", "pull"));
    git.commit("less");
    ends(run("plan", "--out", "saved.plan"), ExitCode.NO);
    String hand = twin.world().repository("acme/web").orElseThrow().policy().orElseThrow();
    twin.world().with("acme/api").withPolicy(hand.replace("role/ci", "role/portwrit"));

    ends(run("apply", "saved.plan"), ExitCode.NO);

    assertThat(twin.world().repository("acme/api").orElseThrow().policy().orElseThrow())
        .contains("role/portwrit");
  }

  @Test
  void plan_ofAnotherWorkspaceOrRegistry_isRefused() {
    ends(run("plan", "--out", "saved.plan"), ExitCode.NO);
    RealGit other = workspace("other");
    other.write("api.yaml", grant("api"));
    other.commit("the same elsewhere");
    ends(
        runIn("other", "apply", folder.resolve("work/saved.plan").toString()),
        ExitCode.WRONG,
        "the plan is of workspace");
    git.write(
        "more.yaml",
        PEOPLE
            .formatted(twin.url())
            .replaceFirst("(?s).*---\nregistry: ecr", "registry: second")
            .replace("acme/**", "acme/second/**"));
    git.commit("another registry");
    Command.Outcome second =
        Command.in(folder.resolve("work"))
            .run(
                "apply",
                "saved.plan",
                "--registry",
                "second",
                "--state",
                folder.resolve("second").toString());
    said.add(second.out() + second.err());
    ends(second, ExitCode.WRONG, "the plan is of registry");
    assertThat(writes()).isZero();
  }

  @Test
  void answer_thatIsCut_isUnknown_andNothingIsWritten() {
    twin.faults().always("DescribeRepositories", Fault.HALVED);
    ends(run("apply"), ExitCode.UNDETERMINED, "`DescribeRepositories` got no answer");
    assertThat(writes()).isZero();
  }

  @Test
  void page_thatComesAgain_isAGap_andNothingIsMadeAnew() {
    IntStream.range(0, 1_001).forEach(at -> twin.world().with("other/r" + at));
    twin.world().with("zoo");
    ends(run("apply"), ExitCode.YES);
    twin.forgetCalls();
    twin.faults().always("DescribeRepositories", Fault.SAME_PAGE);

    ends(run("apply"), ExitCode.UNDETERMINED, "gave the same page again");
    assertThat(writes()).isZero();
  }

  @Test
  void page_thatWronglySaysItIsTheLast_makesNothingAnew() {
    IntStream.range(0, 1_001).forEach(at -> twin.world().with("aaa/r" + at));
    ends(run("apply"), ExitCode.YES);
    twin.forgetCalls();
    twin.faults().always("DescribeRepositories", Fault.LAST_PAGE);

    // It looks as if both had to be made; read by their names before that, they are there.
    ends(run("apply"), ExitCode.YES, "CreateRepository", "acme/api", "acme/web");

    assertThat(writes()).isZero();
    twin.faults().none();
    ends(run("plan"), ExitCode.YES);
  }

  // The program waits as long as it does for registries that show their writes late.
  @Test
  void service_thatAnswersSuccessAndDoesNothing_isNotBelieved() {
    twin.faults().next("SetRepositoryPolicy", Fault.IGNORED);

    ends(run("apply"), ExitCode.NO, "the registry says that it is done, and nothing changed");
    ends(run("apply"), ExitCode.YES);
    ends(run("plan"), ExitCode.YES);
  }

  @Test
  void service_thatBreaksWhenItWasDone_isBelievedByWhatIsRead() {
    twin.faults().next("SetRepositoryPolicy", Fault.BROKEN_AFTER_EFFECT);
    twin.faults().next("CreateRepository", Fault.CUT_AFTER_EFFECT);
    ends(run("apply"), ExitCode.YES);
    ends(run("plan"), ExitCode.YES);
  }
}
