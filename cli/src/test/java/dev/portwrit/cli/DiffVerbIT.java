package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.source.GitHttpServer;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} says of a change of a real repository, and how it ends. */
class DiffVerbIT {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee]
      ---
      team: pay
      members: [bob, cy, service:ci]
      ---
      service: ci
      """;

  private static final String PAY =
      """
      repositories: acme/pay/**
      grants:
        - {role: push, to: [team:acme/pay]}
      ---
      repository: acme/pay/api
      ---
      repository: acme/pay/worker
      """;

  private static final String RELEASES =
      """
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      """;

  @TempDir Path folder;
  private RealGit git;
  private String first;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n")
        .write("acme.yaml", ACME)
        .write("pay.yaml", PAY)
        .write("releases.yaml", RELEASES);
    first = git.commit("first").trim();
  }

  @Test
  void diff_ofWhatIsTheSame_saysSoAndExitsZero() {
    git.write("acme.yaml", "# moved down\n\n" + ACME);

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).isEqualTo("nobody's access changes; unchanged 14\n");
  }

  @Test
  void diff_memberWhoJoinsATeam_isNamedWithTheLineOfTheMember() {
    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, cy, dee, service:ci]"));

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out().lines().map(String::strip))
        .contains(
            "EXPANDS",
            "+ pull, push  user:dee  acme/pay/**  2 repositories"
                + "  user:dee in team:acme/pay (acme.yaml:6)",
            "user:dee pull acme/pay/x: deny -> allow",
            "+ overwrite  user:dee  acme/pay/**  except acme/**:v*  2 repositories"
                + "  user:dee in team:acme/pay (acme.yaml:6)");
  }

  @Test
  void diff_wholeTeam_isShownAsTheTeamWithItsSize() {
    git.write(
        "pay.yaml",
        PAY
            + "---\nrepositories: acme/web/*\ngrants:\n"
            + "  - {role: pull, to: [team:acme/pay]}\n");

    assertThat(diff().out())
        .contains(
            "+ pull  team:acme/pay (2 people, 1 service)  acme/web/*  0 repositories"
                + "  pull to team:acme/pay on acme/web/* (pay.yaml:11)");
  }

  @Test
  void diff_protectionThatIsGone_isMarkedAndFailsOnProtected() {
    git.write("releases.yaml", "");

    Command.Outcome outcome = diff("--fail-on", "protected");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("! overwrite")
        .contains("tags v*  PROTECTED")
        .contains("protection acme/releases (immutable) (releases.yaml:1 before)");
  }

  @Test
  void diff_ofWhatExpandsForCertain_exitsOneWhateverElseIsUnknown() {
    git.write("releases.yaml", RELEASES.replace("[v*]", "['/\\Qrel-\\E.+/']"));
    git.commit("a pattern that cannot be looked into");
    git.write("releases.yaml", "");
    Command.Outcome open = diff("--fail-on", "expands");
    assertThat(open.out()).contains("EXPANDS 0", "UNKNOWN 2");
    assertThat(open.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(diff().exitCode()).isEqualTo(ExitCode.UNDETERMINED);

    git.write("acme.yaml", ACME.replace("members: [bob, cy, service", "members: [cy, service"));
    assertThat(diff().exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.UNDETERMINED);

    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, cy, dee, service:ci]"));
    assertThat(diff("--fail-on", "expands").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "public").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(diff("--fail-on", "none").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
  }

  @Test
  void diff_failOnWhatDoesNotHappen_exitsZero() {
    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, cy, dee, service:ci]"));

    assertThat(diff("--fail-on", "protected,public").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(diff("--fail-on", "public,expands").exitCode()).isEqualTo(ExitCode.NO);
    assertThat(diff("--fail-on", "none").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(diff("--fail-on", "anything").exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void diff_repositoryThatBecomesPublic_showsItsVisibility() {
    git.write("pay.yaml", PAY.replace("acme/pay/worker", "acme/pay/worker\nvisibility: public"));

    Command.Outcome outcome = diff("--fail-on", "public");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains(
            "VISIBILITY  acme/pay/worker  private -> public"
                + "  public acme/pay/worker (pay.yaml:8)");
  }

  @Test
  void diff_sameAccessByAnotherPath_isMovedAndNoChange() {
    git.write("pay.yaml", PAY.replace("team:acme/pay", "user:bob, user:cy, service:acme/ci"));

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out())
        .contains(
            "= pull, push, overwrite  user:bob  acme/pay/**"
                + "  push to team:acme/pay on acme/pay/** (pay.yaml:3 before)"
                + " -> push to user:bob on acme/pay/** (pay.yaml:3)")
        .contains("EXPANDS 0  RESTRICTS 0  MOVED 9  UNKNOWN 0");
  }

  private static String payTo(String end) {
    return "repositories: acme/pay/**\ngrants:\n"
        + "  - {role: push, to: [user:dee], expires: %s, reason: x}\n".formatted(end);
  }

  @Test
  void diff_accessThatLastsLonger_expandsLater_fails_andReplaysAtItsInstant() throws IOException {
    git.write("pay.yaml", payTo("2098-12-31"));
    git.commit("for a while");
    git.write("pay.yaml", payTo("2099-12-31"));

    Command.Outcome outcome = diff("--fail-on", "expands");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out().lines().map(String::strip))
        .contains(
            "EXPANDS LATER",
            "+ after 2098-12-31  pull, push  user:dee  acme/pay/**  0 repositories"
                + "  push to user:dee on acme/pay/** (pay.yaml:3)")
        .doesNotContain("EXPANDS")
        .anyMatch(line -> line.startsWith("EXPANDS 0  RESTRICTS 0  EXPANDS LATER 3  "));
    List<String> commands =
        outcome.out().lines().map(String::strip).filter(l -> l.startsWith("portwrit ")).toList();
    assertThat(commands).hasSize(2).allMatch(one -> one.endsWith(" --now 2099-01-01T00:00:00Z"));
    assertThat(run(commands.get(0)).exitCode()).isEqualTo(ExitCode.NO);
    assertThat(run(commands.get(1)).exitCode()).isEqualTo(ExitCode.YES);
    assertThat(diff("--fail-on", "protected,public").exitCode()).isEqualTo(ExitCode.YES);
    JsonNode json = new ObjectMapper().readTree(diff("--format", "json").out());
    assertThat(json.get("expands"))
        .hasSize(3)
        .allMatch(one -> one.get("from").asText().equals("2099-01-01T00:00:00Z"));
    assertThat(diff("--format", "markdown").out())
        .startsWith("### Access changes\n")
        .contains("#### Expands later", "| <code>after 2098-12-31</code><br><code>pull, push");
  }

  @Test
  void diff_exceptionThatLastsLonger_failsOnProtected() {
    String pay =
        payTo("2099-12-31")
            + "---\nexception: acme/mine\nprotection: acme/releases\n"
            + "repositories: [acme/pay/**]\ntags: [v*]\nto: [user:dee]\nreason: x\nexpires: ";
    git.write("pay.yaml", pay + "2098-12-31\n");
    git.commit("for a while");
    git.write("pay.yaml", pay + "2099-12-31\n");

    Command.Outcome outcome = diff("--fail-on", "protected");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("! after 2098-12-31  overwrite  user:dee  acme/pay/**  tags v*  PROTECTED");
  }

  @Test
  void diff_ofTwoCommits_isRestrictedTheOtherWayRound() {
    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, service:ci]"));
    String second = git.commit("second").trim();

    assertThat(diff(first, second).out())
        .contains("RESTRICTS")
        .contains(
            "- pull, push  user:cy  acme/pay/**  2 repositories"
                + "  user:cy in team:acme/pay (acme.yaml:6 before)");
    assertThat(diff(second, first).out()).contains("EXPANDS").doesNotContain("RESTRICTS\n");
    assertThat(diff(second).exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void diff_asJson_hasTheEntriesOfEachSubjectAndAction() throws IOException {
    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, cy, dee, service:ci]"));

    JsonNode json = new ObjectMapper().readTree(diff("--format", "json").out());

    assertThat(fields(json))
        .containsExactly(
            "expands",
            "restricts",
            "moved",
            "accounts",
            "unknown",
            "settings",
            "registries",
            "unchanged");
    assertThat(json.get("expands"))
        .anySatisfy(
            one -> {
              assertThat(one.get("subject").asText()).isEqualTo("user:dee");
              assertThat(one.get("action").asText()).isEqualTo("push");
              assertThat(one.get("repository").asText()).isEqualTo("acme/pay/**");
              assertThat(one.get("via").asText()).isEqualTo("team:acme/pay");
              assertThat(one.get("file").asText()).isEqualTo("acme.yaml");
              assertThat(one.get("line").asInt()).isEqualTo(6);
              assertThat(one.has("tags")).isFalse();
            });
    assertThat(json.get("unchanged").asInt()).isEqualTo(14);
  }

  @Test
  void replayedCommands_answerAsTheWitnessSays() {
    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, cy, dee, service:ci]"));
    List<String> commands =
        diff().out().lines().map(String::strip).filter(l -> l.startsWith("portwrit ")).toList();

    assertThat(commands).hasSize(2);
    assertThat(run(commands.get(0)).exitCode()).isEqualTo(ExitCode.NO);
    assertThat(run(commands.get(1)).exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void replayedCommands_ofARemote_sayNoPassword() {
    git.write("acme.yaml", ACME.replace("[bob, cy, service:ci]", "[bob, cy, dee, service:ci]"));
    git.commit("second");
    git.run("clone", "--quiet", "--bare", ".", folder.resolve("bare.git").toString());
    try (GitHttpServer server = new GitHttpServer(folder, Optional.empty(), null)) {
      String place = server.url("bare.git").replace("://", "://bob:s3cret@") + "#main";
      for (String format : List.of("text", "markdown")) {
        Command.Outcome outcome =
            Command.in(folder).run("diff", "-C", place, first, "HEAD", "--format", format);
        assertThat(outcome.out())
            .contains("portwrit explain user", "main")
            .doesNotContain("s3cret", "bob:", "bob&#58;");
      }
    }
  }

  @Test
  void diff_commitThatDoesNotCompile_isWrongAndSaysWhich() {
    git.write("pay.yaml", "repositories: acme/pay/**\ngrant: []\n");
    String broken = git.commit("broken").trim();

    Command.Outcome outcome = diff(first, broken);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains(broken).contains("pay.yaml:2:1");
  }

  @Test
  void diff_policyWithEscapesOfATerminal_isRefusedWithoutAny() {
    git.write(
        "red.yaml", RELEASES.replace("releases", "red").replace("v*", "\"/x(\\e\\\\[31m)?/\""));

    Command.Outcome outcome = diff();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out() + outcome.err()).contains("\\u001b").doesNotContain("\u001b");
  }

  @Test
  void diff_asMarkdown_isATableInWhichNothingOfAPolicyHasAMeaning() {
    git.write(
        "red.yaml", RELEASES.replace("releases", "red").replace("v*", "\"/x|<b>@acme|[a](b)`*/\""));

    String markdown = diff("--format", "markdown").out();

    assertThat(markdown).startsWith("### Access changes\n").contains("#### Restricts");
    assertThat(markdown)
        .contains("<code>/x&#124;&#60;b&#62;&#64;acme")
        .doesNotContain("<b>")
        .doesNotContain("@acme")
        .doesNotContain("](b)")
        .doesNotContain("`");
    assertThat(markdown.lines().filter(line -> line.startsWith("| ") && line.contains("red")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(7));
  }

  @Test
  void diff_withAt_isWrong() {
    assertThat(diff("--at", first).exitCode()).isEqualTo(ExitCode.WRONG);
  }

  private Command.Outcome diff(String... words) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(List.of(words));
    return Command.in(git.folder()).run(all.toArray(String[]::new));
  }

  private Command.Outcome run(String command) {
    String[] words = command.substring("portwrit ".length()).split(" ");
    return Command.in(git.folder()).run(words);
  }

  private static List<String> fields(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void diff_asMarkdownOfAHugeChange_fitsIntoAComment_whatIsProtectedFirst_andSaysHowMuchMore() {
    StringBuilder grants = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      grants.append("repository: acme/n%03d\n".formatted(i));
      grants.append("grants: [{role: pull, to: [user:dee]}]\n---\n");
    }
    git.write("n.yaml", grants.toString())
        .write("pay.yaml", PAY.replace("push", "pull"))
        .write("releases.yaml", RELEASES.replace("v*", "w*"));

    String markdown = diff("--format", "markdown").out();

    assertThat(markdown.length()).isBetween(40_000, 50_000);
    assertThat(markdown).contains("EXPANDS 6").contains("#### Restricts");
    assertThat(markdown.lines().filter(line -> line.startsWith("| ")).skip(1).findFirst())
        .hasValueSatisfying(line -> assertThat(line).startsWith("| :warning: protected tags |"));
    long shown = markdown.lines().filter(line -> line.contains("user&#58;dee</code> | ")).count();
    String more = DiffWords.number(600 - shown);
    assertThat(markdown)
        .contains("**" + more + " more:** <code>portwrit diff " + first.substring(0, 12));
  }

  @Test
  void diff_asMarkdownOfAHugeChange_hasWhatIsProtectedLater() {
    String mine =
        payTo("2099-12-31")
            + "---\nexception: acme/mine\nprotection: acme/releases\n"
            + "repositories: [acme/pay/**]\ntags: [v*]\nto: [user:dee]\nreason: x\nexpires: ";
    git.write("pay.yaml", mine + "2098-12-31\n");
    git.commit("for a while");
    StringBuilder grants = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      grants.append("repository: acme/n%03d\n".formatted(i));
      grants.append("grants: [{role: pull, to: [user:cy]}]\n---\n");
    }
    git.write("n.yaml", grants.toString()).write("pay.yaml", mine + "2099-12-31\n");

    String markdown = diff("--format", "markdown").out();

    assertThat(markdown).contains(" more:** ");
    assertThat(markdown.substring(markdown.indexOf("#### Expands later")))
        .contains("| :warning: protected tags | <code>after 2098-12-31</code><br>");
  }

  @Test
  void diff_ofWhatEndsWithTheLastInstantThatCanBeWritten_endsNever() throws IOException {
    git.write("pay.yaml", payTo("9999-12-30"));
    git.commit("nearly for ever");
    git.write("pay.yaml", payTo("9999-12-31"));
    JsonNode expands = new ObjectMapper().readTree(diff("--format", "json").out()).get("expands");
    assertThat(expands)
        .isNotEmpty()
        .allMatch(one -> one.get("from").asText().equals("9999-12-31T00:00:00Z"));
    git.commit("for ever");
    git.write("pay.yaml", payTo("9999-12-31").replace(", expires: 9999-12-31, reason: x", ""));

    assertThat(diff().out()).startsWith("nobody's access changes");
    assertThat(diff("--now", "+10000-01-01T00:00:00Z").exitCode()).isEqualTo(ExitCode.WRONG);
  }
}
