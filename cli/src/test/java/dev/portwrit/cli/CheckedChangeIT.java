package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      accounts: {email: ada@acme.example, github: bobacme}
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
    git.write("acme.yaml", ACME.replace("email: ada@", "email: other@"));
    git.commit("they are somebody else");
    git.run("branch", "-f", "main", "change");
    change("acme.yaml", ACME);
    Command.Outcome outcome = check("--self-grant");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).contains("error[PW1002]: author `").contains("is no user of the");
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
  void whatIsNotCommitted_isNobodys() {
    git.write("pay.yaml", PAY.replace("push", "pull"));
    assertThat(check("--self-grant").err()).contains("not committed");
    assertThat(Command.in(folder.resolve("work")).run("check", "--self-grant").err())
        .contains("`--self-grant` goes with `--base`");
  }
}
