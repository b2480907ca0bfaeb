package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of each view. */
class AuditViewsIT {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      user: cy
      accounts: {live: cy}
      ---
      user: bob
      accounts: {live: bob}
      ---
      user: ada
      accounts: {live: ada}
      ---
      team: acme/pay
      members: [bob]
      ---
      team: acme/empty
      members: []
      ---
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      mode: authoritative
      ---
      repository: acme/api
      grants:
        - {role: push, to: [team:acme/pay]}
        - {role: pull, to: [user:cy], expires: 2026-12-01, reason: incident 4711}
      ---
      repository: acme/web
      visibility: public
      """;
  private static final String MORE =
      """
      repositories: acme/old/**
      grants:
        - {role: pull, to: [user:bob]}
        - {role: pull, to: [team:acme/empty]}
      ---
      service: acme/ci
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      exception: acme/rebuild
      protection: acme/releases
      repositories: [acme/api]
      tags: [v1]
      to: [user:bob]
      expires: 2026-11-30
      reason: rebuilt
      """;

  @TempDir Path folder;
  private RealGit git;
  private MemoryTwin twin =
      new MemoryTwin(
          LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-10T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).commit("Begin");
  }

  @Test
  void whoCan_isWhatTheVerbSays() {
    List<String> rows =
        view("who-can", "--repository", "acme/api", "repository action subject kind");
    assertThat(rows)
        .containsExactly(
            "acme/api pull user:ada user",
            "acme/api pull user:bob user",
            "acme/api pull user:cy user",
            "acme/api push user:ada user",
            "acme/api push user:bob user",
            "acme/api overwrite user:ada user",
            "acme/api overwrite user:bob user",
            "acme/api delete user:ada user",
            "acme/api administer user:ada user");
    assertThat(run("who-can", "push", "acme/api").out()).isEqualTo("user:ada\nuser:bob\n");
    assertThat(view("who-can", "--subject", "anonymous", "repository action"))
        .containsExactly("acme/web pull");
  }

  @Test
  void whatCan_joinsTheActionsOfARule() {
    git.write("more.yaml", MORE).commit("More");
    assertThat(
            view("what-can", "--subject", "user:bob", "actions repository tags file line expires"))
        .containsExactly(
            "pull,push acme/api all acme.yaml 28 never",
            "overwrite acme/api all except tags v* in acme/** (protection acme/releases, immutable;"
                + " released by exception acme/rebuild) acme.yaml 28 never",
            "pull acme/web all acme.yaml 32 never",
            "pull acme/old/** all more.yaml 3 never");
  }

  @Test
  void matrix_hasARowForEachSubject_andAColumnForEachRepository() {
    Command.Outcome outcome = run("audit", "--view", "matrix", "--format", "csv");
    assertThat(outcome.out())
        .isEqualTo(
            "subject,acme/api,acme/web\r\n"
                + "anonymous,,pull\r\n"
                + "user:ada,admin,admin\r\n"
                + "user:bob,push,pull\r\n"
                + "user:cy,pull,pull\r\n");
  }

  @Test
  void matrix_inJson_hasRepositoriesApartFromTheSubject() throws IOException {
    git.write(
            "clash.yaml",
            "organization: other\nnamespaces: [subject, repositories]\nowners: [ada]\n---\n"
                + "repository: subject\n---\nrepository: repositories\n")
        .commit("Clash");
    String ada =
        "{\"subject\":\"user:ada\",\"repositories\":{\"acme/api\":\"admin\",\"acme/web\":\"admin\","
            + "\"repositories\":\"admin\",\"subject\":\"admin\"}}";

    assertThat(run("audit", "--view", "matrix", "--format", "ndjson").out().lines()).contains(ada);
    String json = run("audit", "--view", "matrix", "--format", "json").out();
    assertThat(json).contains(ada);
    JsonNode rows =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readTree(json)
            .path("rows");
    assertThat(rows).hasSize(4);
    // By place: the first column is the subject's.
    assertThat(run("audit", "--view", "matrix", "--format", "csv").out())
        .startsWith("subject,acme/api,acme/web,repositories,subject\r\n")
        .contains("user:bob,push,pull,,\r\n");
  }

  @Test
  void orphans_areAccountsUsersTeamsAndGrants() {
    git.write("more.yaml", MORE).commit("More");
    assertThat(view("orphans", "kind name file line why"))
        .containsExactly(
            "team team:acme/empty acme.yaml 17 nobody is in it",
            "service service:acme/ci more.yaml 6 it has nothing that not everybody has",
            "grant pull to user:bob on acme/old/** more.yaml 3 it matches no repository that there"
                + " is",
            "grant pull to team:acme/empty on acme/old/** more.yaml 4 nobody is in"
                + " team:acme/empty",
            "grant pull to team:acme/empty on acme/old/** more.yaml 4 it matches no repository"
                + " that there is");
  }

  @Test
  void orphans_ofARegistry_areNoGrantsThatMayMatchInAnother() {
    String[] words = {"--registry=live", "kind name why"};
    git.write("more.yaml", MORE).commit("More");
    String orphan = "grant pull to user:bob on acme/old/** it matches no repository that there is";
    assertThat(view("orphans", words[0], words[1])).contains(orphan);
    String other = "registry: other\ntype: distribution\nurl: http://127.0.0.1:2\nrepositories: ";
    git.write("other.yaml", other + "[acme/new/*]\n").commit("Another registry");
    assertThat(view("orphans", words[0], words[1])).contains(orphan);
    git.write("other.yaml", other + "[acme/*/x]\n").commit("Another registry that may hold it");
    assertThat(view("orphans", words[0], words[1])).isNotEmpty().doesNotContain(orphan);
  }

  @Test
  void expiring_areGrantsAndExceptionsThatEndSoon() {
    git.write("more.yaml", MORE).commit("More");
    assertThat(view("expiring", "expires ends-at kind subject what repository file line reason"))
        .containsExactly(
            "2026-11-30 2026-12-01T00:00:00Z exception user:bob acme/rebuild acme/api more.yaml 13"
                + " rebuilt",
            "2026-12-01 2026-12-02T00:00:00Z grant user:cy pull acme/api acme.yaml 29 incident"
                + " 4711");
    assertThat(view("expiring", "--within", "P10D", "kind")).isEmpty();
    for (String within : List.of("soon", "P-30D", "P1M-40D")) {
      assertThat(run("audit", "--view", "expiring", "--within", within).exitCode())
          .as(within)
          .isEqualTo(ExitCode.WRONG);
    }
  }

  @Test
  void ever_isWhoCouldBetweenTwoDates_withEveryBreak() {
    String first = git.run("rev-parse", "HEAD").strip();
    String gone = change("2026-02-01T10:00:00Z", ACME.replace("members: [bob]\n", "members: []\n"));
    change("2026-02-10T10:00:00Z", "organization: acme\nowner: [ada]\n");
    String back = change("2026-03-01T10:00:00Z", ACME.replace("2026-12-01", "2026-03-14"));

    assertThat(
            view(
                "ever",
                "--repository",
                "acme/api",
                "--between",
                "2026-01-15..2026-03-31",
                "action subject from until by ended-by"))
        .contains(
            "pull user:cy 2026-01-15T00:00:00Z 2026-03-15T00:00:00Z " + first + " expired",
            "push user:bob 2026-01-15T00:00:00Z 2026-02-01T10:00:00Z " + first + " " + gone,
            "push user:bob 2026-03-01T10:00:00Z  " + back + " ",
            "push user:ada 2026-01-15T00:00:00Z  " + first + " ")
        .hasSize(12);
    assertThat(view("ever", "--between", "2026-02-05..2026-02-20", "repository action subject"))
        .contains("acme/web pull anonymous", "acme/api pull user:cy")
        .noneMatch(row -> row.equals("acme/api push user:bob"));
  }

  @Test
  void ever_beforeTheEdgeOfAShallowClone_isUnknown() {
    change("2026-02-01T10:00:00Z", ACME.replace("[bob]", "[bob, cy]"));
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "1", "file://" + git.folder(), shallow.toString());
    Command.Outcome outcome =
        Command.in(shallow)
            .run(
                "audit",
                "--view",
                "ever",
                "--between",
                "2026-01-15..2026-03-31",
                "--format",
                "csv");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("this clone is shallow");
    assertThat(outcome.out())
        .endsWith(
            "unknown,unknown,unknown,unknown,2026-01-15T00:00:00Z,2026-02-01T10:00:00Z,unknown,"
                + "unknown\r\n");
    assertThat(CsvRows.of(outcome.out(), "repository", "action", "subject", "from", "by"))
        .contains("acme/api push user:bob unknown unknown");
  }

  @Test
  void ever_ofACommitThatCannotBeRead_isUnknown() throws IOException {
    String first = git.run("rev-parse", "HEAD").strip();
    String lost = change("2026-02-01T10:00:00Z", ACME.replace("members: [bob]\n", "members: []\n"));
    change("2026-02-10T10:00:00Z", "organization: acme\nowner: [ada]\n");
    change("2026-03-01T10:00:00Z", ACME);
    loseFile(lost, "acme.yaml");

    Command.Outcome outcome =
        run(
            "audit",
            "--view",
            "ever",
            "--repository",
            "acme/api",
            "--between",
            "2026-01-15..2026-03-31",
            "--format",
            "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("commit " + lost);
    assertThat(CsvRows.of(outcome.out(), "action", "subject", "from", "until", "by", "ended-by"))
        .contains(
            "push user:bob 2026-01-15T00:00:00Z unknown " + first + " unknown",
            "push user:bob unknown  unknown ")
        .endsWith("unknown unknown 2026-02-01T10:00:00Z 2026-03-01T10:00:00Z unknown unknown");
  }

  @Test
  void ever_ofACommitBeforeABrokenOneOfTheSameSecond_isSeen() {
    String given = change("2026-02-01T10:00:00Z", ACME.replace("members: [bob]", "members: [cy]"));
    change("2026-02-01T10:00:00Z", "organization: acme\nowner: [ada]\n");
    String taken = change("2026-03-01T10:00:00Z", ACME);

    assertThat(
            view(
                "ever",
                "--repository",
                "acme/api",
                "--between",
                "2026-01-15..2026-03-31",
                "action subject from until by ended-by"))
        .contains("push user:cy 2026-02-01T10:00:00Z 2026-03-01T10:00:00Z " + given + " " + taken);
  }

  @Test
  void ever_whereTheTimesOfCommittersGoBack_hasNothingThatNobodyHad() {
    change("2026-06-01T10:00:00Z", ACME.replace("members: [bob]", "members: [cy]"));
    change("2026-02-01T10:00:00Z", ACME.replace("members: [bob]", "members: []"));

    String[] words = {"--repository", "acme/api", "--between", "2026-05-01..2026-07-31"};
    List<String> rows =
        view("ever", words[0], words[1], words[2], words[3], "action subject from until by");

    assertThat(rows)
        .anyMatch(row -> row.startsWith("push user:ada"))
        .noneMatch(row -> row.startsWith("push user:bob") || row.startsWith("push user:cy"));
  }

  @Test
  void ever_ofAPastDate_endsThere() {
    String given = change("2026-02-01T10:00:00Z", ACME.replace("2026-12-01", "2026-03-14"));
    change("2026-03-01T10:00:00Z", ACME.replace("members: [bob]", "members: []"));

    assertThat(
            view(
                "ever",
                "--repository",
                "acme/api",
                "--at",
                "2026-02-20",
                "--between",
                "2026-02-15..2026-04-30",
                "action subject from until by ended-by"))
        .contains("pull user:cy 2026-02-15T00:00:00Z  " + given + " ")
        .noneMatch(row -> row.contains("expired"));
  }

  @Test
  void drift_isWhatIsMissing_andWhatIsThereBesides() {
    git.write("acme.yaml", ACME.replace("visibility: public", "description: web"));
    git.commit("Close");
    assertThat(run("apply", live()).exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("audit", "--view", "drift", live()).exitCode()).isEqualTo(ExitCode.YES);
    twin.put("grants", "acme/api", "{\"ada\":\"admin\",\"stranger\":\"pull\",\"cy\":\"pull\"}");

    Command.Outcome outcome = run("audit", "--view", "drift", live(), "--format", "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(CsvRows.of(outcome.out(), "drift", "repository", "subject", "action"))
        .containsExactly(
            "missing acme/api user:bob overwrite",
            "missing acme/api user:bob pull",
            "missing acme/api user:bob push",
            "extra acme/api account:stranger pull");
    assertThat(run("drift", live()).out()).contains("EXTRA    account stranger pull acme/api");
    assertThat(
            CsvRows.of(
                run("audit", "--view", "orphans", live(), "--format", "csv").out(), "kind", "name"))
        .contains("account stranger");
    assertThat(run("audit", "--view", "drift").exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void whoCan_ofASubject_isAllThatItCan_withEverybodyAndThroughTeams() {
    List<String> bob = List.of("api pull", "api push", "api overwrite", "web pull");
    String[] all = bob.stream().map(one -> "acme/" + one).toArray(String[]::new);
    assertThat(view("who-can", "--subject", "user:bob", "repository action")).containsExactly(all);
    assertThat(view("who-can", "--subject", "team:acme/pay", "repository action"))
        .containsExactly(all);
    assertThat(view("who-can", "--subject", "user:stranger", "repository action"))
        .containsExactly("acme/web pull");
    assertThat(view("matrix", "--subject", "team:acme/pay", "subject acme/api acme/web"))
        .containsExactly("team:acme/pay push pull");
  }

  @Test
  void ever_ofWhatEverybodyHas_doesNotEndForWhomPoliciesNameNoMore() {
    String first = git.run("rev-parse", "HEAD").strip();
    change("2026-02-01T10:00:00Z", ACME.replace("[bob, cy]", "[bob, cy, dee]"));
    change("2026-03-01T10:00:00Z", ACME);
    String columns = "action subject from until by ended-by";
    String[] words = {"--between", "2026-01-15..2026-03-31", "--repository", "acme/web"};

    assertThat(view("ever", words[0], words[1], words[2], words[3], columns))
        .contains("pull user:dee 2026-01-15T00:00:00Z  " + first + " ")
        .filteredOn(row -> row.contains("dee"))
        .hasSize(1);
    assertThat(
            view("ever", words[0], words[1], words[2], words[3], "--subject", "user:dee", columns))
        .containsExactly("pull user:dee 2026-01-15T00:00:00Z  " + first + " ");
  }

  @Test
  void ever_ofWhomPoliciesNameWhenNotEverybodyHasItAnyMore_beganWithEverybody() {
    String first = git.run("rev-parse", "HEAD").strip();
    change(
        "2026-02-01T10:00:00Z",
        ACME.replace("[bob, cy]", "[bob, cy, dee]")
            .replace("visibility: public", "grants: [{role: pull, to: [user:dee]}]"));

    assertThat(
            view(
                "ever",
                "--between",
                "2026-01-15..2026-03-31",
                "--repository",
                "acme/web",
                "action subject from until by ended-by"))
        .contains("pull user:dee 2026-01-15T00:00:00Z  " + first + " ")
        .filteredOn(row -> row.contains("dee"))
        .hasSize(1);
  }

  @Test
  void expiring_ofASubject_isWhatItHasThroughATeamToo() {
    git.write("more.yaml", MORE.replace("to: [user:bob]\nexpires", "to: [team:acme/pay]\nexpires"));
    git.commit("More");
    assertThat(view("expiring", "--subject", "user:bob", "kind subject"))
        .containsExactly("exception team:acme/pay");
    assertThat(view("expiring", "--subject", "user:cy", "kind subject"))
        .containsExactly("grant user:cy");
    assertThat(view("expiring", "--repository", "acme/web", "kind subject")).isEmpty();
  }

  @Test
  void orphans_whileTheRegistryCannotBeRead_areNotThoseThatMatchNothing() {
    git.write("more.yaml", MORE).commit("More");
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return call > 1 ? Read.FAILED : Read.ANSWERED;
          }
        });
    Command.Outcome outcome = run("audit", "--view", "orphans", live(), "--format", "csv");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "kind", "why"))
        .contains("grant nobody is in team:acme/empty")
        .noneMatch(row -> row.contains("matches no repository"));
    for (String option : List.of("--repository=acme/api", "--subject=user:bob")) {
      assertThat(run("audit", "--view", "orphans", option).exitCode()).isEqualTo(ExitCode.WRONG);
    }
  }

  @Test
  void whoCan_andMatrix_whileTheRegistryCannotBeRead_sayWhatIsUnknown() {
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return Read.FAILED;
          }
        });
    for (String view : List.of("who-can", "matrix")) {
      Command.Outcome outcome = run("audit", "--view", view, live(), "--format", "ndjson");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(outcome.out()).contains("\"unknown: ").contains("\"complete\":false");
    }
    for (String view : List.of("what-can", "expiring")) {
      Command.Outcome outcome = run("audit", "--view", view, live(), "--format", "ndjson");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
      assertThat(outcome.out()).contains("\"complete\":true");
    }
  }

  @Test
  void optionOfAnotherView_isRefused() {
    assertThat(run("audit", "--within", "P3M").err())
        .contains("`--within` is of the view `expiring`");
    assertThat(run("audit", "--view", "expiring", "--between", "2026-01-01..2026-01-02").exitCode())
        .isEqualTo(ExitCode.WRONG);
  }

  @Test
  void registryOfTheScope_leavesOutWhatLivesElsewhere() {
    git.write(
            "web.yaml",
            ACME.replaceAll("(?s).*(registry: live.*authoritative\n).*", "$1")
                .replace("live", "web")
                .replace("[acme/**]", "[acme/web]"))
        .commit("Web");
    String[] words = {"--registry", "web", "--no-live"};
    assertThat(view("what-can", words[0], words[1], words[2], "repository"))
        .isNotEmpty()
        .containsOnly("acme/web", "acme/**");
    assertThat(view("expiring", words[0], words[1], words[2], "repository")).isEmpty();
    assertThat(
            view(
                "ever",
                words[0],
                words[1],
                words[2],
                "--between",
                "2026-01-15..2026-03-31",
                "repository"))
        .containsOnly("acme/web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"who-can", "what-can", "matrix", "orphans", "expiring", "ever"})
  void view_inAFile_isVerified(String view) {
    for (String format : List.of("text", "json", "ndjson", "csv", "markdown")) {
      Path report = folder.resolve(view + "." + format);
      List<String> words =
          new ArrayList<>(List.of("audit", "--view", view, "--format", format, "--at", "HEAD"));
      if (view.equals("ever")) {
        words.addAll(List.of("--between", "2026-01-01..2026-03-31"));
      }
      words.addAll(List.of("--output", report.toString()));
      assertThat(run(words.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.YES);
      assertThat(run("verify", report.toString()).exitCode()).as(format).isEqualTo(ExitCode.YES);
    }
  }

  @Test
  void reasonThatIsAFormula_orWritesToTheTerminal_isHarmless() {
    git.write("acme.yaml", ACME.replace("incident 4711", "\"=1+1\""));
    assertThat(run("audit", "--view", "expiring", "--format", "csv").out()).contains(",'=1+1\r\n");
    git.write("acme.yaml", ACME.replace("incident 4711", "\"a \\e[31m b\""));
    for (String format : List.of("text", "json", "ndjson", "csv", "markdown")) {
      Command.Outcome outcome = run("audit", "--view", "expiring", "--format", format);
      assertThat(outcome.out() + outcome.err()).isNotBlank().doesNotContain("\u001b");
    }
  }

  @Test
  void viewThatThereIsNot_namesThoseThatAre() {
    Command.Outcome outcome = run("audit", "--view", "everything");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`matrix`, `ever`");
    for (String between : List.of("2026-01-01", "2026-03-31..2026-01-01", "a..b")) {
      assertThat(run("audit", "--view", "ever", "--between", between).exitCode())
          .as(between)
          .isEqualTo(ExitCode.WRONG);
    }
  }

  private String change(String time, String acme) {
    return git.at(time).write("acme.yaml", acme).commit("Change").strip();
  }

  /** What a broken disk does, and a clone without contents. */
  private void loseFile(String commit, String path) throws IOException {
    String blob = git.run("rev-parse", commit + ":" + path).strip();
    Files.delete(
        git.folder().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
  }

  /** Some columns of the rows of a view; the last word names them. */
  private List<String> view(String name, String... words) {
    List<String> all = new ArrayList<>(List.of("audit", "--view", name, "--format", "csv"));
    all.addAll(List.of(words).subList(0, words.length - 1));
    Command.Outcome outcome = run(all.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    return CsvRows.of(outcome.out(), words[words.length - 1].split(" "));
  }

  private static String live() {
    return "--registry=live";
  }

  private Command.Outcome run(String... words) {
    return Command.in(git.folder())
        .withVariables(Map.of("XDG_STATE_HOME", folder.resolve("state").toString()))
        .withRegistries(new TwinRegistries(twin))
        .run(words);
  }
}
