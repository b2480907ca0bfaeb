package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which commit access came to be, in real repositories. */
class AuditOriginsIT {
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [bob]\n---\nteam: pay\nmembers: []\n";
  private static final String WITH_BOB = ACME.replace("members: []", "members: [bob]");
  private static final String PAY =
      "repositories: acme/pay/**\ngrants:\n  - {role: push, to: [team:acme/pay]}\n";
  private static final String ADA = "Ada <ada@acme.example>";

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).write("pay.yaml", PAY);
    git.commit("Begin");
  }

  @Test
  void since_isTheCommitThatGaveIt_howeverTheFilesMoveLater() {
    String given = letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", "# people\n\n" + WITH_BOB).commit("Reformat");
    git.run("mv", "pay.yaml", "payments.yaml");
    git.at("2026-04-01T10:00:00Z").commit("Rename");
    git.at("2026-05-01T10:00:00Z")
        .write("acme.yaml", ACME)
        .write("payments.yaml", PAY.replace("team:acme/pay", "user:bob"))
        .commit("Grant it to him and not to the team");

    Map<String, String> push = push();

    assertThat(push)
        .containsEntry("since", given)
        .containsEntry("since-time", "2026-02-01T10:00:00Z")
        .containsEntry("author", ADA)
        .containsEntry("approver", "unknown")
        .containsEntry("via", "direct");
  }

  @Test
  void since_ofWhatWasTakenAwayInBetween_isTheSecondTime() {
    letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", ACME).commit("Let bob go");
    String again = letBobIn("2026-04-01T10:00:00Z");

    assertThat(push()).containsEntry("since", again);
  }

  @Test
  void since_ofSomebodyWhomPoliciesNameLater_isWhenEverybodyHadIt() {
    String site = "repository: acme/site\nvisibility: %s\n";
    git.at("2026-02-01T10:00:00Z").write("site.yaml", site.formatted("private")).commit("Make it");
    git.at("2026-03-01T10:00:00Z").write("site.yaml", site.formatted("public"));
    String opened = git.commit("Open it").trim();
    git.at("2026-04-01T10:00:00Z")
        .write("acme.yaml", ACME.replace("[bob]", "[bob, dee]"))
        .write("site.yaml", site.formatted("public") + "grants: [{role: pull, to: [user:dee]}]\n")
        .commit("Name dee");
    Command.Outcome outcome =
        Command.in(folder.resolve("work")).run("audit", "--format", "csv", "--subject", "user:dee");
    assertThat(CsvRows.of(outcome.out(), "repository", "action", "via", "since"))
        .as(outcome.err())
        .contains("acme/site pull direct " + opened);
  }

  @Test
  void since_ofWhatExpiredInBetween_isTheRenewal() {
    String until =
        "repository: acme/pay/api\ngrants:\n  - {role: push, to: [user:bob], expires: %s}\n";
    git.at("2026-02-01T10:00:00Z").write("bob.yaml", until.formatted("2026-02-28"));
    git.commit("Let bob in for a month");
    git.at("2026-03-15T10:00:00Z").write("bob.yaml", until.formatted("2027-12-31"));
    String renewed = git.commit("Renew it").trim();

    assertThat(push()).containsEntry("since", renewed);

    git.at("2026-03-20T10:00:00Z").write("bob.yaml", until.formatted("2028-12-31"));
    git.commit("Renew it in time");

    assertThat(push()).containsEntry("since", renewed);
  }

  @Test
  void since_ofTagsThatWereProtectedUntilThen_isTheCommitThatOpenedThem() {
    letBobIn("2026-02-01T10:00:00Z");
    String protection =
        "protection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\nrule: immutable\n";
    git.at("2026-03-01T10:00:00Z").write("releases.yaml", protection).commit("Protect");
    Map<String, String> without = row("overwrite");
    git.run("rm", "--quiet", "releases.yaml");
    String opened = git.at("2026-04-01T10:00:00Z").commit("Open");

    assertThat(without).containsEntry("since-time", "2026-02-01T10:00:00Z");
    assertThat(row("overwrite")).containsEntry("since", opened);
    assertThat(row("pull")).containsEntry("since-time", "2026-02-01T10:00:00Z");
  }

  @Test
  void approver_isWhoMergedIt_andWhomTheyName() {
    git.run("checkout", "--quiet", "-b", "change");
    String given = letBobIn("2026-02-01T10:00:00Z");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-03T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge 12", "change");

    assertThat(push())
        .containsEntry("since", given)
        .containsEntry("since-time", "2026-02-03T10:00:00Z")
        .containsEntry("author", ADA)
        .containsEntry("approver", "Bob <bob@acme.example>")
        .containsEntry("approval", "merge");

    String named = "Merge 12\n\nReviewed-by: Dee <dee@acme.example>\nAcked-by: Ada\nAcked-by: Bob";
    String bob = "Bob <bob@acme.example>";
    git.run("commit", "--quiet", "--amend", "--author", bob, "-m", named);

    assertThat(
            CsvRows.of(
                audit("--format", "csv", "--subject", "user:bob").out(), "approver", "approval"))
        .contains(bob + ", Dee <dee@acme.example> merge");
    assertThat(audit("--subject", "user:bob").out())
        .contains(", approved by " + bob + ", Dee <dee@acme.example> (merge)");
  }

  @Test
  void approver_isNeverWhomAnAuthorAloneNames() {
    git.run("checkout", "--quiet", "-b", "change");
    letBobIn("2026-02-01T10:00:00Z");
    git.run("checkout", "--quiet", "main");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
    amendAs("Ada", "ADA@acme.example", "Merge");
    assertThat(push()).containsEntry("author", ADA).containsEntry("approver", "unknown");

    amendAs("Ada", "ada@acme.example", "Merge\n\nAcked-by: Dee <d@acme.example>");

    assertThat(push()).containsEntry("approver", "unknown").containsEntry("approval", "unknown");
  }

  @Test
  void approver_isNobodyWhomTheChangeItselfNames_whoeverCommittedIt() {
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Let bob in");
    for (String committer : List.of("Ada", "Eve")) {
      amendAs(
          committer,
          committer + "@acme.example",
          "Let bob in\n\nApproved-by: Dee <d@acme.example>");
      assertThat(push())
          .as(committer)
          .containsEntry("approver", "unknown")
          .containsEntry("approval", "unknown");
    }
  }

  @Test
  void approver_isWhoSignedTheMergeWithAKnownKey() {
    try (SigningTools tools = new SigningTools(folder)) {
      SigningTools.Key bob = tools.ssh("ed25519", "bob@acme.example");
      SigningTools.Key laptop = tools.ssh("ed25519", "laptop");
      git.write("portwrit.yaml", "version: 1\nrequire-signed:\n" + bob.item() + laptop.item())
          .write(
              "bob.yaml",
              "user: bob\naccounts: {email: bob@acme.example}\n---\nuser: ada\naccounts: {email: ada@acme.example}\n")
          .commit("Require signatures");
      letBobInByAMerge();

      signLast(bob);
      assertThat(push())
          .containsEntry("approver", "bob@acme.example")
          .containsEntry("approval", "signature");

      for (SigningTools.Key other : List.of(laptop, tools.ssh("ed25519", "unknown@acme.example"))) {
        signLast(other);
        assertThat(push())
            .containsEntry("approver", "Bob <bob@acme.example>")
            .containsEntry("approval", "merge");
      }
    }
  }

  @Test
  void since_ofWhatIsNotCommitted_saysSo() {
    git.write("acme.yaml", WITH_BOB);

    assertThat(push()).containsEntry("since", "uncommitted").containsEntry("author", "unknown");
    assertThat(audit("--subject", "user:bob").out()).contains(" | not committed\n");
  }

  @Test
  void since_passesOverCommitsThatDoNotCompile() {
    String given = letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", "organization: acme\nowner: [ada]\n");
    git.commit("Break it");
    git.at("2026-04-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Mend it");

    assertThat(push()).containsEntry("since", given);
  }

  @Test
  void since_beforeTheEdgeOfAShallowClone_isUnknownAndUndetermined() {
    letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-03-01T10:00:00Z").write("other.yaml", "service: acme/ci\n").commit("More");
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "1", "file://" + git.folder(), shallow.toString());

    Command.Outcome outcome = Command.in(shallow).run("audit", "--format", "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("shallow").contains("git fetch --unshallow");
    assertThat(outcome.out()).contains("user:bob").contains(",unknown,unknown,unknown,");
    assertThat(Command.in(shallow).run("audit", "--format", "ndjson").out())
        .endsWith("\"complete\":false}\n");
    assertThat(Command.in(shallow).run("audit", "--no-history").exitCode()).isEqualTo(ExitCode.YES);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void since_ofAMergeWhoseCommitsAShallowCloneCuts_isUnknown(int depth) {
    Path shallow = ShallowMerge.cloneOf(git, WITH_BOB, folder.resolve("shallow"), depth);

    Command.Outcome outcome =
        Command.in(shallow).run("audit", "--format", "csv", "--subject", "user:bob");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("shallow").contains("git fetch --unshallow");
    assertThat(CsvRows.of(outcome.out(), "repository", "action", "since", "author"))
        .contains("acme/pay/** push unknown unknown");
    assertThat(Command.in(shallow).run("audit", "--format", "ndjson").out())
        .endsWith("\"complete\":false}\n");
  }

  @Test
  void since_ofAMergeThatAShallowCloneHasWhole_isItsCommit() {
    letBobInByAMerge();
    git.at("2026-04-01T10:00:00Z").write("other.yaml", "service: acme/ci\n").commit("More");
    git.run("checkout", "--quiet", "-b", "late");
    git.at("2026-04-02T10:00:00Z").write("api.yaml", "repository: acme/api\nvisibility: public\n");
    String opened = git.commit("Open").trim();
    mergeInto("main", "late");
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "3", "file://" + git.folder(), shallow.toString());

    Command.Outcome outcome = Command.in(shallow).run("audit", "--format", "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "since"))
        .contains("acme/api anonymous " + opened);
  }

  @Test
  void since_ofNestedMerges_isTheCommitThatIsNoMerge() {
    git.run("checkout", "--quiet", "-b", "develop");
    git.run("checkout", "--quiet", "-b", "feature");
    String given = letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-02-02T10:00:00Z");
    mergeInto("develop", "feature");
    git.at("2026-02-03T10:00:00Z");
    mergeInto("main", "develop");
    amendAs("Ada", "ada@acme.example", "Merge develop");

    assertThat(push())
        .containsEntry("since", given)
        .containsEntry("author", ADA)
        .containsEntry("approver", "Bob <bob@acme.example>")
        .containsEntry("approval", "merge");
  }

  @Test
  void since_beforeACommitThatCannotBeRead_isUnknownAndUndetermined() throws IOException {
    letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", "# people\n\n" + WITH_BOB);
    String lost = git.commit("Reformat").trim();
    git.at("2026-04-01T10:00:00Z").write("acme.yaml", WITH_BOB).commit("Reformat again");
    git.at("2026-05-01T10:00:00Z")
        .write(
            "api.yaml", "repository: acme/api\ngrants:\n" + "  - {role: pull, to: [user:bob]}\n");
    String after = git.commit("More").trim();
    loseFile(lost, "acme.yaml");

    Command.Outcome outcome = audit("--format", "ndjson");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("commit " + lost);
    assertThat(outcome.out()).endsWith("\"complete\":false}\n").contains(after);
    assertThat(push()).containsEntry("since", "unknown");
  }

  @Test
  void since_ofAMergeOfACommitThatCannotBeRead_isUnknown() throws IOException {
    git.run("checkout", "--quiet", "-b", "change");
    letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-02-02T10:00:00Z").write("acme.yaml", "# people\n\n" + WITH_BOB);
    String lost = git.commit("Reformat").trim();
    git.at("2026-02-02T11:00:00Z").write("acme.yaml", WITH_BOB).commit("Reformat again");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-03T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
    loseFile(lost, "acme.yaml");

    assertThat(push()).containsEntry("since", "unknown");
  }

  @Test
  void since_ofWhatEverybodyHas_isToldOfASubjectToo() {
    git.at("2026-02-01T10:00:00Z").write("web.yaml", "repository: acme/web\nvisibility: public\n");
    String opened = git.commit("Open").trim();

    Command.Outcome outcome = audit("--subject", "user:bob", "--format", "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(outcome.out(), "repository", "since")).contains("acme/web " + opened);
  }

  @Test
  void since_ofATeam_isOfWhoIsInItAlone_thoughNobodyIs() {
    String night = "team: night\nmembers: []\n---\n";
    git.at("2026-02-01T10:00:00Z")
        .write("acme.yaml", ACME.replace("team: pay\n", night + "team: pay\n"))
        .commit("A team that has nothing yet");
    git.at("2026-03-01T10:00:00Z")
        .write(
            "acme.yaml",
            ACME.replace("team: pay\nmembers: []", night + "team: pay\nmembers: [team:night]"));
    String inPay = git.commit("Put it into another").trim();
    git.at("2026-04-01T10:00:00Z")
        .write("site.yaml", "repository: acme/site\nvisibility: public\n")
        .write(
            "all.yaml", "repositories: acme/**\ngrants: [{role: pull, to: [organization:acme]}]\n");
    String all = git.commit("Let all pull").trim();

    assertThat(sinceOf("team:acme/night"))
        .containsExactlyInAnyOrder(
            "acme/pay/** pull " + inPay,
            "acme/pay/** push " + inPay,
            "acme/pay/** overwrite " + inPay,
            "acme/site pull " + all);
    assertThat(sinceOf("organization:acme"))
        .containsExactlyInAnyOrder("acme/** pull " + all, "acme/site pull " + all);
    assertThat(sinceOf("team:acme/nobody-knows")).containsExactly("acme/site pull " + all);
  }

  @Test
  void since_ofATeamThatWasCalledOtherwise_isTheRenaming() {
    git.at("2026-02-01T10:00:00Z")
        .write("acme.yaml", ACME.replace("team: pay", "team: payments"))
        .write("pay.yaml", PAY.replace("acme/pay]", "acme/payments]"));
    String renamed = git.commit("Call it otherwise").trim();

    assertThat(sinceOf("team:acme/payments")).contains("acme/pay/** push " + renamed);
  }

  @Test
  void since_ofATeam_isUnknownWhereAPolicyNamesWhoStandsForItsMembers() {
    String name = "a-member-of-the-group-and-of-nothing-else";
    git.at("2026-02-01T10:00:00Z")
        .write("acme.yaml", ACME.replace("[bob]", "[bob, " + name + "]"))
        .commit("Somebody with an odd name");
    git.at("2026-03-01T10:00:00Z").write("acme.yaml", ACME).commit("Let them go");

    Command.Outcome outcome = audit("--subject", "team:acme/pay", "--format", "csv");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("names `user:" + name + "`");
    assertThat(CsvRows.of(outcome.out(), "since")).containsOnly("unknown");
  }

  @Test
  void reportOfATeam_isVerifiedWithItsOrigins() {
    Path report = folder.resolve("team.csv");
    assertThat(
            audit("--subject", "team:acme/pay", "--format", "csv", "--output", report.toString())
                .exitCode())
        .isEqualTo(ExitCode.YES);
    assertThat(Command.in(folder.resolve("work")).run("verify", report.toString()).exitCode())
        .isEqualTo(ExitCode.YES);
  }

  private List<String> sinceOf(String subject) {
    Command.Outcome outcome = audit("--subject", subject, "--format", "csv");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    return CsvRows.of(outcome.out(), "repository", "action", "since");
  }

  @Test
  void reportOfACommit_isVerifiedWithItsOrigins() throws IOException {
    String given = letBobIn("2026-02-01T10:00:00Z");
    git.at("2026-03-01T10:00:00Z").write("other.yaml", "service: acme/ci\n").commit("More");
    Path report = folder.resolve("report.json");
    String text = audit("--format", "json", "--at", "HEAD").out();
    Files.writeString(report, text);

    assertThat(text).contains("\"since\":\"" + given + "\"");
    assertThat(verify(report)).isEqualTo(ExitCode.YES);

    Files.writeString(report, text.replace(given, "0".repeat(40)));

    assertThat(verify(report)).isEqualTo(ExitCode.NO);
  }

  @Test
  void ndjsonAndMarkdown_sayThatTheyAreWhole() {
    letBobIn("2026-02-01T10:00:00Z");

    List<String> lines = audit("--format", "ndjson").out().lines().toList();
    assertThat(lines.get(0)).startsWith("{\"registry\":\"\",\"repository\":\"acme/");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("{\"count\":" + (lines.size() - 1) + ",\"complete\":true}");
    assertThat(audit("--format", "markdown").out())
        .contains("| registry | repository |")
        .contains("<code>since 2026-02-01T10")
        .doesNotContain("<ada@");
  }

  private String letBobIn(String time) {
    return git.at(time).write("acme.yaml", WITH_BOB).commit("Let bob in").trim();
  }

  private void signLast(SigningTools.Key key) {
    List<String> words = new ArrayList<>(key.gitOptions());
    words.addAll(List.of("commit", "--quiet", "--amend", "-S", "--no-edit"));
    git.run(words.toArray(String[]::new));
  }

  /** The last commit anew, with a committer and a message. */
  private void amendAs(String name, String email, String message) {
    String tree = git.run("rev-parse", "HEAD^{tree}");
    StringBuilder commit = new StringBuilder("tree " + tree + "\n");
    git.run("rev-parse", "HEAD^@").lines().forEach(one -> commit.append("parent " + one + "\n"));
    commit.append("author Ada <ada@acme.example> 1769940000 +0000\n");
    commit.append("committer " + name + " <" + email + "> 1769940000 +0000\n\n" + message + "\n");
    String made =
        git.runWith(
            commit.toString().getBytes(StandardCharsets.UTF_8),
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--stdin");
    git.run("update-ref", "HEAD", made);
  }

  private void letBobInByAMerge() {
    git.run("checkout", "--quiet", "-b", "change");
    letBobIn("2026-02-01T10:00:00Z");
    mergeInto("main", "change");
  }

  private void mergeInto(String branch, String other) {
    git.run("checkout", "--quiet", branch);
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge " + other, other);
  }

  private void loseFile(String commit, String path) throws IOException {
    String blob = git.run("rev-parse", commit + ":" + path).strip();
    Files.delete(
        git.folder().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
  }

  private Map<String, String> push() {
    return row("push");
  }

  private Map<String, String> row(String action) {
    List<String> lines = audit("--format", "csv").out().lines().toList();
    List<String> columns = List.of(lines.get(0).split(",", -1));
    for (String line : lines) {
      // Only tags are quoted here.
      List<String> cells = List.of(line.replaceAll("\"[^\"]*\"", "").split(",", -1));
      Map<String, String> row = new TreeMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), cells.get(i));
      }
      if ("user:bob".equals(row.get("subject"))
          && action.equals(row.get("action"))
          && String.valueOf(row.get("repository")).startsWith("acme/pay")) {
        return row;
      }
    }
    throw new AssertionError("no row of bob for " + action + " in " + lines);
  }

  private Command.Outcome audit(String... words) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(words));
    return Command.in(git.folder()).run(all.toArray(String[]::new));
  }

  private ExitCode verify(Path report) {
    return Command.in(git.folder()).run("verify", report.toString()).exitCode();
  }
}
