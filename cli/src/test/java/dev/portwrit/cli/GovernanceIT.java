package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of settings and registries, by which nobody's access differs. */
class GovernanceIT {
  private static final String SETTINGS =
      "version: 1\nadmins: [ada]\nremoval-budget: 10\n"
          + "guardrails: {standard: [expiring-user-grants]}\n";
  private static final String ACME =
      """
      organization: acme
      owners: [ada, cy]
      members: [bob]
      ---
      team: acme/web
      members: [bob]
      ---
      user: bob
      accounts: {email: "ada@acme.example, bob@acme.example"}
      ---
      repositories: acme/web/**
      grants: [{role: push, to: [team:acme/web]}]
      """;
  private static final String REGISTRY =
      """
      registry: zot
      type: zot
      url: https://zot.acme.example
      repositories: [acme/**]
      gateway: true
      prefix: {acme/web/: acme/w/}
      """;

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", SETTINGS).write("acme.yaml", ACME).write("registry.yaml", REGISTRY);
    git.commit("first");
    git.run("checkout", "-q", "-b", "change");
  }

  private Command.Outcome run(String... words) {
    return Command.in(folder.resolve("work")).run(words);
  }

  private Command.Outcome check(String... options) {
    List<String> words = new ArrayList<>(List.of("check", "--base", "main", "--self-grant"));
    words.addAll(List.of(options));
    return run(words.toArray(String[]::new));
  }

  /** What is on the branch, from which the change begins. */
  private void base(String file, String text) {
    change(file, text);
    git.run("branch", "-f", "main");
  }

  private void change(String file, String text) {
    git.write(file, text);
    git.commit("change");
  }

  @Test
  void settingsThatRestrainTheNextChange_areTakenAwayByAnAdminAlone() {
    change("portwrit.yaml", "version: 1\n");
    Command.Outcome outcome = check();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("portwrit.yaml:2:10: error[PW1001]: `admins` of `portwrit.yaml` loses `user:ada`")
        .contains("`removal-budget` of `portwrit.yaml` changes from `10` to `25`")
        .contains("`guardrails.expiring-user-grants` of `portwrit.yaml` loses `in force`");
  }

  @Test
  void settingsAndRegistries_thatAnAdminChanges_pass() {
    base("acme.yaml", ACME.replace("user: bob", "user: ada"));
    git.write("portwrit.yaml", "version: 1\nadmins: [ada]\n");
    change("registry.yaml", REGISTRY.replace("gateway: true", "gateway: false"));
    assertThat(check()).isEqualTo(new Command.Outcome(ExitCode.YES, "", "3 files, 0 errors\n"));
    assertThat(check("--author", "user:cy").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void whoAdministersEverything_isAnAdmin_whereNoneIsNamed() {
    git.write("portwrit.yaml", "version: 1\n");
    base("acme.yaml", ACME.replace("user: bob", "user: cy"));
    change("registry.yaml", REGISTRY.replace("gateway: true", "gateway: false"));
    assertThat(check().exitCode()).isEqualTo(ExitCode.YES);
    assertThat(check("--author", "user:bob").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void registry_isChangedByAnAdminAlone() {
    for (String other :
        List.of(
            REGISTRY.replace("acme/w/", "acme/pay/"),
            REGISTRY.replace("gateway: true", "gateway: false"),
            REGISTRY.replace("https://zot.acme.example", "http://evil.example:5000"),
            REGISTRY + "mode: authoritative\n")) {
      change("registry.yaml", other);
      Command.Outcome outcome = check();
      assertThat(outcome.exitCode()).as(other).isEqualTo(ExitCode.NO);
      assertThat(outcome.out())
          .contains("registry.yaml:1:1: error[PW1001]: `registry:zot` changes");
      assertThat(run("diff", "main", "HEAD").exitCode()).isEqualTo(ExitCode.NO);
    }
  }

  @Test
  void diff_namesSettingsAndRegistries() throws IOException {
    git.write("portwrit.yaml", "version: 1\nadmins: [ada, cy]\nremoval-budget: 50%\n");
    git.write("registry.yaml", REGISTRY.replace("acme/w/", "acme/pay/"));
    Command.Outcome outcome = run("diff");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .isEqualTo(
            """
            SETTINGS
              + admins  user:cy  (portwrit.yaml:2)
              ~ removal-budget  10 -> 50%  (portwrit.yaml:1)
              - guardrails.expiring-user-grants  in force  (portwrit.yaml:4 before)
            REGISTRIES
              ~ registry:zot  prefix.acme/web/  acme/w/ -> acme/pay/  (registry.yaml:1)
            nobody's access changes; unchanged 13  SETTINGS 3  REGISTRIES 1
            """);
    JsonNode json = new ObjectMapper().readTree(run("diff", "--format", "json").out());
    assertThat(json.get("settings").get(1).toString())
        .isEqualTo(
            "{\"document\":\"portwrit.yaml\",\"key\":\"removal-budget\",\"before\":\"10\",\"after\":\"50%\","
                + "\"file\":\"portwrit.yaml\",\"line\":1}");
    assertThat(json.get("registries").get(0).toString())
        .isEqualTo(
            "{\"document\":\"registry:zot\",\"key\":\"prefix.acme/web/\",\"before\":\"acme/w/\","
                + "\"after\":\"acme/pay/\",\"file\":\"registry.yaml\",\"line\":1}");
    assertThat(run("diff", "--format", "markdown").out())
        .startsWith("### No access changes, but settings or registries do\n")
        .contains("#### Settings\n", "#### Registries\n", "SETTINGS 3  REGISTRIES 1");
    assertThat(run("diff", "--fail-on", "expands,public").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void diff_ofDocumentsThatMoved_saysNothing() {
    git.write("registry.yaml", "# moved down\n\n" + REGISTRY);
    git.write("portwrit.yaml", "# moved down\n" + SETTINGS);
    assertThat(run("diff").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("diff", "--format", "markdown").out()).startsWith("### No access changes\n");
  }
}
