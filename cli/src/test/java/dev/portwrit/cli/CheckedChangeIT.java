package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.GitHttpServer;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} of changes that are held against the branch that they are for. */
class CheckedChangeIT {
  private static final String SETTINGS =
      "version: 1\nadmins: [ada]\nguardrails: {standard: [expiring-user-grants]}\n";
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      user: bob
      accounts: {email: "ada@acme.example, bob@acme.example", github: bobacme}
      ---
      team: acme/pay
      members: [bob]
      """;
  private static final String PAY =
      "repositories: acme/pay/**\ngrants: [{role: push, to: [team:acme/pay]}]\n";

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", SETTINGS).write("acme.yaml", ACME).write("pay.yaml", PAY);
    git.commit("first");
    git.run("checkout", "-q", "-b", "change");
  }

  private Command.Outcome check(String... options) {
    List<String> words = new ArrayList<>(List.of("check", "--base", "main"));
    words.addAll(List.of(options));
    return Command.in(folder.resolve("work")).run(words.toArray(String[]::new));
  }

  private void change(String file, String text) {
    git.write(file, text);
    git.commit("change");
  }

  @Test
  void harmlessChange_passes() {
    change("pay.yaml", "# now with a comment\n" + PAY);
    assertThat(check("--self-grant", "--author", "github:bobacme").exitCode())
        .isEqualTo(ExitCode.YES);
  }

  @Test
  void authorWhoGains_isNamed_andExitsOne() {
    change("pay.yaml", PAY.replace("role: push", "role: maintain"));
    Command.Outcome outcome = check("--self-grant");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("pay.yaml:2:10: error[PW1001]: `user:bob` gains delete in `acme/pay/**`");
    assertThat(check().exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void branchOfABareRepository_isTheChange_andNotItsHead() {
    change("pay.yaml", PAY.replace("role: push", "role: maintain"));
    git.run("clone", "-q", "--bare", ".", folder.resolve("bare").toString());
    RealGit.at(folder.resolve("bare")).run("symbolic-ref", "HEAD", "refs/heads/main");
    for (String place : List.of("bare", folder.resolve("bare").toUri().toString())) {
      Command.Outcome outcome =
          Command.in(folder)
              .run("check", "-C", place + "#change", "--base", "refs/heads/main", "--self-grant");
      assertThat(outcome.out()).contains("`user:bob` gains delete in `acme/pay/**`");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
      Command.Outcome diff =
          Command.in(folder).run("diff", "-C", place + "#change", "HEAD~1", "HEAD");
      assertThat(diff.out()).contains("delete  team:acme/pay (1 person)  acme/pay/**");
    }
  }

  @Test
  void remote_isAskedOnce() {
    change("pay.yaml", "# moved\n" + PAY);
    git.run("clone", "-q", "--bare", ".", folder.resolve("bare.git").toString());
    try (GitHttpServer server = new GitHttpServer(folder, Optional.empty(), null)) {
      String place = server.url("bare.git") + "#change";
      Command.Outcome outcome =
          Command.in(folder)
              .run("check", "-C", place, "--base", "refs/heads/main", "--format", "sarif");
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
      assertThat(server.fetches()).isEqualTo(1);
    }
  }

  @Test
  void changeThatLacksWhatTheBranchHas_isUnknown_untilItIsBroughtUpToDate() {
    change("pay.yaml", "# moved\n" + PAY);
    git.run("checkout", "-q", "main");
    change("acme.yaml", ACME.replace("members: [bob]", "members: []"));
    git.run("checkout", "-q", "change");
    for (Command.Outcome outcome : List.of(check(), check("--self-grant"))) {
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(outcome.err()).contains("bring it up to date: merge `main` into it");
    }
    git.run("merge", "-q", "main");
    assertThat(check("--self-grant").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void accessThatTheBranchTookAway_comesBackByNoChangeFromBefore() {
    String admin = "repository: acme/web\ngrants: [{role: admin, to: [team:acme/pay]}]\n";
    git.run("checkout", "-q", "main");
    change("web.yaml", admin);
    git.run("checkout", "-q", "-B", "change");
    git.run("checkout", "-q", "main");
    change("web.yaml", "repository: acme/web\n");
    git.run("checkout", "-q", "change");
    change("n.yaml", admin.replace("repository:", "repositories:"));
    assertThat(check("--self-grant").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    git.run("merge", "-q", "main");
    assertThat(check("--self-grant").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void twoCommonCommits_doNotMakeAChangeUpToDate() {
    change("a.yaml", "repository: acme/a\n");
    git.run("checkout", "-q", "main");
    change("b.yaml", "repository: acme/b\n");
    git.run("branch", "other");
    git.run("merge", "-q", "-m", "x", "change");
    git.run("checkout", "-q", "change");
    git.run("merge", "-q", "-m", "y", "other");
    git.run("checkout", "-q", "main");
    change("b.yaml", "# more\nrepository: acme/b\n");
    git.run("checkout", "-q", "change");
    assertThat(check().exitCode()).isEqualTo(ExitCode.UNDETERMINED);
  }

  @Test
  void timeThatACommitSays_endsNothing() {
    String ends = PAY + "---\nrepository: acme/x\ngrants:\n  - {role: pull, to: [user:bob]";
    String limited = ", expires: 2097-01-01, reason: x}\n";
    git.at("2098-01-01T00:00:00Z");
    change("x.yaml", ends.substring(ends.indexOf("repository: ")) + limited);
    assertThat(check("--self-grant", "--at", "HEAD").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void guardrailThatTheChangeItselfTakesOut_restrainsItAllTheSame() {
    git.write("portwrit.yaml", "version: 1\nadmins: [ada]\n");
    change("cy.yaml", "repository: acme/x\ngrants: [{role: pull, to: [user:cy]}]\n");
    assertThat(Command.in(folder.resolve("work")).run("check").exitCode()).isEqualTo(ExitCode.YES);
    Command.Outcome outcome = check();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("error[PW0601]");
  }

  @Test
  void adminWhomTheChangeItselfTakesOut_hasToStay() {
    git.write("portwrit.yaml", SETTINGS.replace("ada", "cy"));
    change(
        "acme.yaml", ACME.replace("owners: [ada]", "owners: [cy]").replace("bob, cy", "bob, ada"));
    Command.Outcome outcome = check();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("admin `user:ada` does not administer everything");
  }

  @Test
  void authorWhoIsNobody_isUnknown_thoughTheChangeSaysWho() {
    base("acme.yaml", ACME.replace("ada@acme.example, ", ""));
    change("pay.yaml", "# more\n" + PAY);
    Command.Outcome outcome = check("--self-grant");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).contains("error[PW1002]: author `").contains("is no user of the");
    change("acme.yaml", ACME);
    outcome = check("--self-grant");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("error[PW1002]: author `").contains("is no user of the");
  }

  @Test
  void accountsByWhichAuthorsAreKnown_areChangedByAnAdminAlone() {
    change("cy.yaml", "user: cy\naccounts: {email: ada@acme.example}\n");
    Command.Outcome outcome = check("--self-grant");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("cy.yaml:1:1: error[PW1001]: the accounts by which `user:cy` is known");
    assertThat(check("--self-grant", "--author", "user:ada").exitCode()).isEqualTo(ExitCode.NO);
    change("cy.yaml", "user: cy\n");
    assertThat(check("--self-grant").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void accounts_thatAnAdminChanges_pass() {
    base("acme.yaml", ACME.replace("user: bob", "user: ada"));
    change("cy.yaml", "user: cy\naccounts: {email: cy@acme.example}\n");
    assertThat(check("--self-grant").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(check("--self-grant", "--author", "user:cy").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void authorWhoIsRenamed_isWhoeverTheyAreNow() {
    git.write("acme.yaml", ACME.replace("[bob", "[bobby").replace("user: bob", "user: bobby"));
    change("pay.yaml", PAY.replace("role: push", "role: maintain"));
    assertThat(check("--self-grant").out())
        .contains("`user:bobby` gains")
        .contains("accounts by which `user:bob` is known");
  }

  @Test
  void whoCommitted_andWhoHelped_areAuthorsToo() {
    base("acme.yaml", ACME.replace("ada@acme.example, ", ""));
    String admin = PAY.replace("role: push", "role: maintain");
    git.write("pay.yaml", admin);
    git.run("add", "--all");
    git.run("commit", "-q", "--author", "Cy <cy@acme.example>", "-m", "x");
    assertThat(check("--self-grant").out()).contains("`user:bob` gains delete");
    git.run("reset", "-q", "--hard", "main");
    base("acme.yaml", ACME.replace("ada@acme.example, bob@acme.example", "b@home.example"));
    git.write("pay.yaml", admin);
    git.commit("x\n\nCo-authored-by: Bob <b@home.example>\n");
    assertThat(check("--self-grant").out())
        .contains("`user:bob` gains delete")
        .contains("author `Bob <bob@acme.example> of commit");
  }

  @Test
  void whatAHostCommitsBy_isNobody_butAsAnAuthor() {
    change("pay.yaml", "# more\n" + PAY);
    String commit = git.run("cat-file", "commit", "HEAD") + "\n";
    for (String person : List.of("bob@acme.example", "ada@acme.example")) {
      byte[] other = commit.replace(person, "noreply@github.com").getBytes(StandardCharsets.UTF_8);
      String id = git.runWith(other, "hash-object", "-t", "commit", "-w", "--stdin");
      git.run("reset", "-q", "--hard", id);
      assertThat(check("--self-grant").exitCode())
          .isEqualTo(person.startsWith("ada") ? ExitCode.UNDETERMINED : ExitCode.YES);
    }
  }

  @Test
  void severalWhoProposeIt_allCount() {
    change("acme.yaml", ACME.replace("members: [bob]\n", "members: [bob, cy]\n"));
    assertThat(check("--self-grant", "--author", "github:bobacme").exitCode())
        .isEqualTo(ExitCode.YES);
    for (List<String> two :
        List.of(List.of("user:cy", "user:ada"), List.of("user:ada", "user:cy"))) {
      Command.Outcome outcome =
          check("--self-grant", "--author", two.get(0), "--author", two.get(1));
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
      assertThat(outcome.out()).contains("`user:cy` gains");
    }
  }

  @Test
  void folderOfTheWorkspace_thatBecomesALink_isRefused() throws IOException {
    for (String place : List.of("ops/policies", "other/policies")) {
      git.write(place + "/portwrit.yaml", "version: 1\nadmins: [ada]\n");
      git.write(place + "/acme.yaml", ACME);
    }
    git.write("readme", "x");
    Files.createSymbolicLink(folder.resolve("work/doc"), Path.of("readme"));
    Files.createSymbolicLink(folder.resolve("work/way"), Path.of("ops"));
    for (String file : List.of("portwrit.yaml", "acme.yaml", "pay.yaml")) {
      Files.delete(folder.resolve("work").resolve(file));
    }
    git.commit("two workspaces");
    git.run("branch", "-f", "main");
    link("doc", "other/policies/acme.yaml");
    assertThat(checkAt("ops/policies").exitCode()).isEqualTo(ExitCode.YES);
    link("way", "other");
    assertThat(checkAt("way/policies").exitCode()).isEqualTo(ExitCode.WRONG);
    git.run("reset", "-q", "--hard", "main");
    link("ops/policies", "../other/policies");
    assertThat(checkAt("ops/policies").exitCode()).isEqualTo(ExitCode.WRONG);
    git.run("reset", "-q", "--hard", "main");
    link("ops", "other");
    Command.Outcome outcome = checkAt("ops/policies");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("by the change `ops` leads to another folder");
  }

  private void link(String path, String target) throws IOException {
    git.run("rm", "-q", "-r", path);
    Path link = folder.resolve("work").resolve(path);
    Files.createDirectories(link.resolveSibling("."));
    Files.createSymbolicLink(link, Path.of(target));
    git.commit("a link");
  }

  private Command.Outcome checkAt(String place) {
    return Command.in(folder.resolve("work"))
        .run("check", "-C", place, "--base", "main", "--self-grant");
  }

  /** What is on the branch, from which the change begins. */
  private void base(String file, String text) {
    change(file, text);
    git.run("branch", "-f", "main");
  }

  @Test
  void whoProposes_countsBesideTheAuthors() {
    change("acme.yaml", ACME.replace("members: [bob]\n", "members: [bob, cy]\n"));
    assertThat(check("--self-grant").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(check("--self-grant", "--author", "user:cy").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(check("--self-grant", "--author", "github:who").exitCode())
        .isEqualTo(ExitCode.UNDETERMINED);
    assertThat(check("--self-grant", "--author", "team:acme/pay").exitCode())
        .isEqualTo(ExitCode.WRONG);
  }

  @Test
  void ownerOfAFile_whoGivesMoreInItThanTheyAdminister_isNamed() {
    git.write(
        "people.yaml",
        "user: ada\naccounts: {github: ada-l}\n---\nuser: cy\naccounts: {github: cy-c}\n");
    String pay = PAY.replace("[{", "[{role: admin, to: [user:cy]}, {");
    git.write("pay.yaml", pay);
    Command.in(folder.resolve("work")).run("owners");
    base("acme.yaml", ACME);
    change("pay.yaml", "# more\n" + pay);
    assertThat(owners().exitCode()).isEqualTo(ExitCode.YES);
    String more = "---\nrepositories: acme/secret/keys\ngrants: [{role: admin, to: [user:cy]}]\n";
    change("pay.yaml", pay + more);
    assertThat(Command.in(folder.resolve("work")).run("owners", "--check").exitCode())
        .isEqualTo(ExitCode.YES);
    Command.Outcome outcome = owners();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).isEqualTo("! pay.yaml @cy-c\n");
    git.run("checkout", "-q", "main");
    change("web.yaml", "repository: acme/web\n");
    git.run("checkout", "-q", "change");
    assertThat(owners().exitCode()).isEqualTo(ExitCode.UNDETERMINED);
  }

  private Command.Outcome owners() {
    return Command.in(folder.resolve("work")).run("owners", "--check", "--base", "main");
  }

  @Test
  void whatIsNotCommitted_isNobodys() {
    git.write("pay.yaml", PAY.replace("push", "pull"));
    assertThat(check("--self-grant").err()).contains("not committed");
    assertThat(Command.in(folder.resolve("work")).run("check", "--self-grant").err())
        .contains("`--self-grant` goes with `--base`");
  }

  @Test
  void changeThatIsNotUpToDate_hasLogsThatSaySo() {
    git.run("checkout", "-q", "main");
    change("web.yaml", "repository: acme/web\n");
    git.run("checkout", "-q", "change");
    Command.Outcome sarif = check("--format", "sarif");
    assertThat(sarif.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(sarif.out())
        .contains("\"executionSuccessful\" : false")
        .contains("\"ruleId\" : \"undetermined\"")
        .contains("bring it up to date");
    Command.Outcome junit = check("--format", "junit");
    assertThat(junit.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(junit.out()).contains("errors=\"1\"").contains("<error message=\"the change does");
    assertThat(check("--format", "github").out()).startsWith("::error title=portwrit::the change");
    assertThat(check("--format", "json").out()).isEmpty();
  }

  @Test
  void workspaceInAFolder_isNamedFromTheRootOfTheRepository() {
    String place = "ops/policies/";
    git.write(place + "portwrit.yaml", SETTINGS).write(place + "acme.yaml", ACME);
    change(place + "pay.yaml", PAY.replace("push", "pusher"));
    assertThat(in(place, "check", "--format", "sarif").out())
        .contains("\"uri\" : \"ops/policies/pay.yaml\"");
    assertThat(in(place, "check", "--format", "github").out())
        .startsWith("::error file=ops/policies/pay.yaml,line=2,");
    assertThat(in(place, "check").out()).startsWith("pay.yaml:2:");
    assertThat(in(place, "check", "--at", "HEAD", "--format", "github").out())
        .startsWith("::error file=ops/policies/pay.yaml,line=2,");
    String bare = folder.resolve("work/.git") + "#change:ops/policies";
    assertThat(in("", "check", "-C", bare, "--format", "github").out())
        .startsWith("::error file=ops/policies/pay.yaml,line=2,");
  }

  private Command.Outcome in(String place, String... words) {
    return Command.in(folder.resolve("work").resolve(place)).run(words);
  }
}
