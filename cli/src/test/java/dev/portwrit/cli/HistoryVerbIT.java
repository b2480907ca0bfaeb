package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the answer to a question changed, and by whom, in real repositories. */
class HistoryVerbIT {
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [bob]\n---\nteam: pay\nmembers: []\n";
  private static final String WITH_BOB = ACME.replace("members: []", "members: [bob]");
  private static final String PAY =
      "repositories: acme/pay/**\ngrants:\n  - {role: push, to: [team:acme/pay]}\n";

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).write("pay.yaml", PAY);
    git.commit("Begin");
  }

  @Test
  void history_commitsThatChangeTheAnswer_areShownAndNoOthers() {
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", "# moved\n" + WITH_BOB).commit("Reformat");
    git.at("2026-04-01T10:00:00Z").write("acme.yaml", ACME).commit("Let bob go");

    Command.Outcome outcome = history("user:bob", "push", "acme/pay/api");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).startsWith("user:bob push acme/pay/api: deny, no grant gives it\n");
    assertThat(turns(outcome))
        .hasSize(3)
        .satisfiesExactly(
            last ->
                assertThat(last)
                    .startsWith("2026-04-01T10:00:00Z  allow -> deny  ")
                    .endsWith("Let bob go"),
            middle ->
                assertThat(middle)
                    .startsWith("2026-02-01T10:00:00Z  deny -> allow  ")
                    .endsWith("Let bob in"),
            first -> assertThat(first).startsWith("2026-01-01T10:00:00Z  none -> deny  "));
  }

  @Test
  void history_namesThatWouldWriteToTheTerminal_areWrittenOut() throws IOException {
    String name = "Eve \u001b]0;title\u0007 \u202eadA";
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).run("add", ".");
    git.run(
        "commit",
        "--quiet",
        "--author",
        name + " <eve@acme.example>",
        "-m",
        "\u001b[2JLet \u009bbob in");

    String text = history("user:bob", "push", "acme/pay/api").out();
    String json = history("user:bob", "push", "acme/pay/api", "--format", "json").out();

    for (String out : List.of(text, json)) {
      assertThat(out).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
    }
    assertThat(text)
        .contains("\\u001b[2JLet \\u009bbob in")
        .contains("by Eve \\u001b]0;title\\u0007 \\u202eadA <eve@acme.example>, committed by ");
    assertThat(new ObjectMapper().readTree(json).at("/turns/0/commit/author/name").asText())
        .isEqualTo(name);
  }

  @Test
  void history_commitOfAMergedBranch_isNamedWithItsMerge() throws IOException {
    git.run("checkout", "--quiet", "-b", "change");
    git.at("2026-02-01T10:00:00Z")
        .write("other.yaml", "service: acme/ci\n")
        .commit("Add a service");
    git.at("2026-02-02T10:00:00Z").write("acme.yaml", WITH_BOB);
    String made = git.commit("Let bob in").trim();
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-03T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge change 12 \udb40\udc67", "change");

    JsonNode json =
        new ObjectMapper()
            .readTree(history("user:bob", "push", "acme/pay/api", "--format", "json").out());

    JsonNode turn = json.get("turns").get(0);
    assertThat(turn.get("commit").get("id").asText()).isEqualTo(made);
    assertThat(turn.get("merge").get("subject").asText()).isEqualTo("Merge change 12 \udb40\udc67");
    assertThat(turn.get("after").get("decision").asText()).isEqualTo("allow");
    assertThat(turn.get("commit").get("author").get("name").asText()).isNotEmpty();
    assertThat(turn.get("commit").get("signer").isNull()).isTrue();
    assertThat(json.get("complete").asBoolean()).isTrue();
  }

  @Test
  void history_commitSignedWithAKnownKey_hasItsSigner() throws IOException {
    try (SigningTools tools = new SigningTools(folder)) {
      SigningTools.Key ada = tools.ssh("ed25519", "ada@acme.example");
      git.write("portwrit.yaml", "version: 1\nrequire-signed:\n" + ada.item()).commit("Keys");
      git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB);
      ada.commit(git, "Let bob in");
      git.at("2026-03-01T10:00:00Z").write("acme.yaml", ACME);
      tools.ssh("ed25519", "eve@acme.example").commit(git, "Let bob go");
    }

    Command.Outcome text = history("user:bob", "push", "acme/pay/api");
    JsonNode turns =
        new ObjectMapper()
            .readTree(history("user:bob", "push", "acme/pay/api", "--format", "json").out())
            .get("turns");

    assertThat(text.out())
        .contains("committed by Bob <bob@acme.example>, signed by ada@acme.example\n")
        .doesNotContain("signed by eve");
    assertThat(turns.get(1).get("commit").get("signer").asText()).isEqualTo("ada@acme.example");
    assertThat(turns.get(0).get("commit").get("signer").isNull()).isTrue();
  }

  @Test
  void history_grantThatExpired_isATurnWithoutACommit() {
    git.at("2026-02-01T10:00:00Z")
        .write(
            "eve.yaml",
            "repository: acme/pay/api\ngrants:\n"
                + "  - {role: pull, to: [user:bob], expires: 2026-03-31, reason: incident}\n")
        .commit("Let bob look");

    Command.Outcome outcome = history("user:bob", "pull", "acme/pay/api");

    assertThat(turns(outcome).get(0))
        .startsWith("2026-04-01T00:00:00Z  allow -> deny  expired, with the policies of ")
        .endsWith("Let bob look");
  }

  @Test
  void history_commitThatDoesNotCompile_wasNeverInForce_andIsTold() throws IOException {
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", "organization: acme\nowner: [ada]\n");
    String broken = git.commit("Break it");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Mend it");

    Command.Outcome outcome = history("user:bob", "push", "acme/pay/api");
    JsonNode json =
        new ObjectMapper()
            .readTree(history("user:bob", "push", "acme/pay/api", "--format", "json").out());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(turns(outcome)).hasSize(2);
    assertThat(turns(outcome).get(0)).contains("deny -> allow").endsWith("Mend it");
    assertThat(outcome.err())
        .contains(
            "commit " + broken.substring(0, 12) + " of 2026-02-01T10:00:00Z does not compile");
    assertThat(json.get("passed-over").toString()).isEqualTo("[\"" + broken + "\"]");
    assertThat(json.get("complete").asBoolean()).isTrue();
  }

  @Test
  void history_ofAShallowClone_isUnknownBeforeItsEdge() {
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");
    git.at("2026-03-01T10:00:00Z").write("other.yaml", "service: acme/ci\n").commit("More");
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "1", "file://" + git.folder(), shallow.toString());

    Command.Outcome outcome =
        Command.in(shallow).run("history", "user:bob", "push", "acme/pay/api");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(turns(outcome)).hasSize(1);
    assertThat(turns(outcome).get(0)).contains("unknown -> allow");
    assertThat(outcome.out())
        .contains("unknown before 2026-03-01T10:00:00Z: this clone is shallow")
        .contains("git fetch --unshallow");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void history_ofAMergeWhoseCommitsAShallowCloneCuts_isUndetermined(int depth) throws IOException {
    Path shallow = ShallowMerge.cloneOf(git, WITH_BOB, folder.resolve("shallow"), depth);
    String[] words = {"history", "user:bob", "push", "acme/pay/api", "--format", "json"};

    Command.Outcome outcome = Command.in(shallow).run(words);
    JsonNode json = new ObjectMapper().readTree(outcome.out());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(json.get("complete").asBoolean()).isFalse();
    JsonNode turn = json.get("turns").get(0);
    assertThat(turn.get("commit").get("subject").asText()).isEqualTo("Merge");
    assertThat(turn.has("merge")).isFalse();
    assertThat(turn.get("unknown").asText()).contains("git fetch --unshallow");
    assertThat(Command.in(shallow).run("history", "user:bob", "push", "acme/pay/api").out())
        .contains("which merged commit did it is unknown: this clone is shallow");
  }

  @Test
  void history_ofAMergeOfACommitThatCannotBeRead_isUndetermined() throws IOException {
    git.run("checkout", "--quiet", "-b", "change");
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");
    git.at("2026-02-02T10:00:00Z").write("acme.yaml", "# people\n" + WITH_BOB);
    String lost = git.commit("Reformat");
    git.at("2026-02-02T11:00:00Z").write("acme.yaml", WITH_BOB).commit("Reformat again");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-03T10:00:00Z").run("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
    String blob = git.run("rev-parse", lost + ":acme.yaml");
    Files.delete(
        git.folder().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));

    Command.Outcome text = history("user:bob", "push", "acme/pay/api");
    JsonNode json =
        new ObjectMapper()
            .readTree(history("user:bob", "push", "acme/pay/api", "--format", "json").out());

    assertThat(text.exitCode()).as(text.out()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(turns(text).get(0)).contains("deny -> allow").endsWith("Merge");
    assertThat(text.out())
        .contains("which merged commit did it is unknown: commit " + lost + " cannot be read: ");
    assertThat(json.get("complete").asBoolean()).isFalse();
    assertThat(json.at("/turns/0/commit/subject").asText()).isEqualTo("Merge");
    assertThat(json.at("/turns/0/unknown").asText()).contains(lost);
  }

  @Test
  void history_ofNestedMerges_namesTheCommitThatIsNoMerge() {
    git.run("checkout", "--quiet", "-b", "develop");
    git.run("checkout", "--quiet", "-b", "feature");
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");
    git.run("checkout", "--quiet", "develop");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge feature", "feature");
    git.run("checkout", "--quiet", "main");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge develop", "develop");

    Command.Outcome outcome = history("user:bob", "push", "acme/pay/api");

    assertThat(turns(outcome).get(0)).endsWith("Let bob in");
    assertThat(outcome.out()).contains("Merge develop").doesNotContain("Merge feature");
  }

  @Test
  void history_atADateBeforeTheFirstCommit_isWrongAndSaysWhichIsFirst() {
    Command.Outcome outcome = history("user:bob", "push", "acme/pay/api", "--at", "2025-12-31");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err())
        .contains("there is no commit at or before 2025-12-31")
        .contains("the first one is of 2026-01-01T10:00:00Z");
  }

  @Test
  void history_atADate_endsThere() {
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");

    Command.Outcome outcome = history("user:bob", "push", "acme/pay/api", "--at", "2026-01-15");

    assertThat(outcome.out()).startsWith("user:bob push acme/pay/api: deny");
    assertThat(turns(outcome)).hasSize(1);
  }

  @Test
  void history_ofAPlainFolder_isWrong() {
    Command.Outcome outcome =
        SmallCompany.command()
            .run("history", "user:bob", "push", "acme/pay/api", "-C", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
  }

  private Command.Outcome history(String... words) {
    List<String> all = new ArrayList<>(List.of("history"));
    all.addAll(List.of(words));
    return Command.in(git.folder()).run(all.toArray(String[]::new));
  }

  private static List<String> turns(Command.Outcome outcome) {
    return outcome.out().lines().filter(line -> line.matches("\\d{4}-.* -> .*")).toList();
  }
}
