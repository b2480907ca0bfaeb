package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.hub.twin.HubTwin;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs about live registries, over a stand-in for Docker Hub. */
class HubVerbsIT {
  private static final String PEOPLE =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      team: acme/pay
      description: payments
      members: [bob]
      ---
      service: acme/ci
      ---
      registry: hub
      type: docker-hub
      url: %s
      repositories: [acme/*]
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
  private final StringBuilder said = new StringBuilder();

  @BeforeEach
  void start() {
    twin = HubTwin.start("acme", Clock.fixed(Command.NOW, ZoneOffset.UTC));
    hub = twin.world();
    hub.member("engine", "owner").member("ada", "owner");
    hub.member("bob", "member").member("cy", "member");
    variables = Map.of("HUB_USER", "engine", "HUB_TOKEN", "password-of-engine");
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n");
    git.write("people.yaml", PEOPLE.formatted(twin.url()));
    git.commit("people and the registry");
  }

  @AfterEach
  void stop() {
    twin.close();
  }

  @AfterEach
  void noSecret_isPrinted_orKeptButInTheFileOfItsToken() throws IOException {
    assertThat(said.toString()).doesNotContain("neverToBeShown", "password-of-", "dckr_oat_");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".token")) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as("%s", file)
              .doesNotContain("neverToBeShown", "password-of-", "dckr_oat_");
        }
      }
    }
  }

  private Command.Outcome run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--registry", "hub"));
    if (!List.of("import", "compile", "explain", "diff").contains(words[0])) {
      all.addAll(List.of("--state", folder.resolve("state").toString()));
    }
    Command.Outcome outcome =
        Command.in(folder.resolve("work")).withVariables(variables).run(all.toArray(String[]::new));
    said.append(outcome.out()).append(outcome.err());
    return outcome;
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
    assertThat(plan.out()).contains("CreateRepository", "SetTeamPermission");
    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    assertThat(hub.permissions("api")).isEqualTo(Map.of("pay", "write"));
    assertThat(run("plan").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("drift").out()).contains("no drift");
  }

  @Test
  void drift_ofARepositoryThatSomebodyOpened_saysWhoMayPull_andSyncClosesIt() {
    commit("api.yaml", API);
    run("apply");
    hub.repository("api").open();

    Command.Outcome drift = run("drift");

    assertThat(drift.exitCode()).as(drift.out() + drift.err()).isEqualTo(ExitCode.NO);
    assertThat(drift.out()).contains("EXTRA    everybody pull acme/api");
    assertThat(run("sync", "--once").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(hub.repository("api").isPublic()).isFalse();
  }

  @Test
  void nativeWebhooks_areMadeAndTaken_andTheirAddressesStandInNoOutput() {
    commit("api.yaml", API + "native-webhooks:\n  ci: https://ci.example/hub?k=neverToBeShown1\n");
    run("plan", "--format", "json");
    run("compile", "--format", "json");
    Command.Outcome apply = run("apply", "--format", "json");
    hub.repository("api").telling("chat", "https://chat.example/neverToBeShown2");

    Command.Outcome drift = run("drift", "--format", "json");

    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    assertThat(hub.repository("api").webhooks())
        .containsEntry("ci", "https://ci.example/hub?k=neverToBeShown1");
    assertThat(drift.out()).contains("DeleteWebhook", "https://chat.example/\\u2026");
    assertThat(run("sync", "--once").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(hub.repository("api").webhooks()).containsOnlyKeys("ci");
    commit("api.yaml", API);
  }

  @Test
  void importedWebhooks_areLeftByAPlan() throws IOException {
    hub.repository("api").telling("ci", "https://ci.example/hub");
    run("import", "--out", folder.resolve("work").toString());
    git.commit("imported");

    Command.Outcome plan = run("plan");

    try (Stream<Path> files = Files.walk(folder.resolve("work/imported"))) {
      assertThat(files.filter(Files::isRegularFile).map(HubVerbsIT::text))
          .anyMatch(text -> text.contains("native-webhooks:\n  ci: https://ci.example/hub"));
    }
    assertThat(plan.out()).doesNotContain("Webhook");
    hub.repository("api").telling("chat", "https://chat.example/");
    assertThat(run("plan").out()).contains("DeleteWebhook  webhook acme/api/chat");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void drift_saysWhoChangedWhatAndWhen_andOfWhatTheLogIsSilent() {
    commit("api.yaml", API);
    run("apply");
    hub.log("org.team.member.add", "cy", "mal", Map.of("team", "pay"));
    hub.team("pay", "", "cy");
    hub.permit("api", "pay", "admin");

    Command.Outcome drift = run("drift");
    Command.Outcome json = run("drift", "--format", "json");

    assertThat(drift.out())
        .contains(
            "DIFFERS  team-member pay/cy\n         changed by `mal` at "
                + Command.NOW
                + ": org.team.member.add\n",
            "DIFFERS  team-permission acme/api/pay\n         who changed it is not known:"
                + " Docker Hub's audit log has no event for what a team may do in a repository\n");
    assertThat(json.out())
        .contains(
            "\"origins\"", "\"by\" : \"mal\"", "\"portwrit\" : false", "\"unknown\" : \"Docker");
    assertThat(drift.err()).contains("ListAuditLogs");
  }

  @Test
  void compile_saysThatAnInvitationWouldBeSent() {
    assertThat(run("compile").out())
        .contains(
            "invitation bob, which an apply sends where nobody is invited yet\n"
                + "  {\"role\":\"member\"}\n");
  }

  @Test
  void driftOfNothing_doesNotAskTheLog() {
    commit("api.yaml", API);
    run("apply");

    assertThat(run("drift").err()).doesNotContain("ListAuditLogs");
  }

  @Test
  void service_getsATokenWhoseSecretIsInAFile_thatTheOutputNames() throws IOException {
    commit("api.yaml", API.replace("team:acme/pay", "team:acme/pay, service:acme/ci"));

    Command.Outcome apply = run("apply");

    assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.YES);
    assertThat(hub.tokens()).hasSize(1);
    Path file = folder.resolve("state/tokens/" + hub.tokens().get(0) + ".token");
    assertThat(apply.err()).contains("the secret of a new access token is in `" + file);
    assertThat(hub.secrets()).contains(Files.readString(file).strip());
  }

  @Test
  void credentials_thatAreMissingOrWrong_areSaid() {
    commit("api.yaml", API);
    variables = Map.of("HUB_USER", "engine");
    assertThat(run("plan").err()).contains("`env:HUB_TOKEN` cannot be read");
    variables = Map.of("HUB_USER", "engine", "HUB_TOKEN", "wrong");
    Command.Outcome wrong = run("plan");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(wrong.err()).contains("the credentials were not accepted");
    variables =
        Map.of("HUB_USER", "engine", "HUB_TOKEN", hub.organizationToken("t", "scope-group-read"));
    Command.Outcome mismatch = run("plan");
    assertThat(mismatch.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(mismatch.err()).contains("`username` is not `acme`");
  }

  @Test
  void tokenOfTheOrganization_plansAsFarAsItsScopesGo() {
    commit("api.yaml", API);
    run("apply");
    variables =
        Map.of(
            "HUB_USER",
            "acme",
            "HUB_TOKEN",
            hub.organizationToken(
                "engine",
                "scope-member-read",
                "scope-invite-read",
                "scope-group-read",
                "scope-repository-list",
                "scope-repository-read",
                "scope-repo-group-read"));
    Command.Outcome plan = run("plan");
    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(plan.out() + plan.err()).contains("access-token");
  }

  @Test
  void organizationThatDoesNotExist_isSaid() {
    git.write(
        "people.yaml",
        PEOPLE.formatted(twin.url()).replace("[acme/*]", "[acme/*]\nprefix: {acme/: ghost/}"));
    git.commit("elsewhere");
    Command.Outcome plan = run("plan");
    assertThat(plan.err()).contains("there is no organization `ghost`");
  }

  @Test
  void audit_holdsPolicyAgainstWhatDockerHubAllows() {
    commit("api.yaml", API);
    run("apply");
    hub.repository("api").open();

    Command.Outcome outcome = run("audit", "--format", "csv");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(
            CsvRows.of(
                outcome.out(), "repository", "subject", "action", "declared", "live", "drift"))
        .contains(
            "acme/api user:bob push yes yes none",
            "acme/** user:ada administer yes yes none",
            "acme/api anonymous pull no yes extra");
  }

  @Test
  void explain_asksDockerHubTheSameQuestion() {
    commit("api.yaml", API);
    Command.Outcome before = run("explain", "user:bob", "push", "acme/api");
    run("apply");
    Command.Outcome after = run("explain", "user:bob", "push", "acme/api");

    assertThat(before.exitCode()).as(before.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(before.out())
        .contains("`hub` as it is now: unknown, nobody has anything in `acme/api`");
    assertThat(after.exitCode()).as(after.err()).isEqualTo(ExitCode.YES);
    assertThat(after.out()).contains("`hub` as it is now: allowed, `bob` has `push`");
  }

  @Test
  void diff_ofPolicyAndTheHub_saysWhatAnApplyWouldGiveAndTake_orThatItDoesNotAnswer() {
    commit("api.yaml", API);
    run("apply");
    Command.Outcome same = run("diff");
    assertThat(same.exitCode()).as(same.out() + same.err()).isEqualTo(ExitCode.YES);
    hub.repository("api").open();
    commit("api.yaml", API.replace("push", "maintain"));

    Command.Outcome outcome = run("diff");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("- pull  anonymous (everybody, logged in or not)  acme/api")
        .contains("anonymous pull acme/api: allow -> deny");
    assertThat(run("explain", "anonymous", "pull", "acme/api").exitCode()).isEqualTo(ExitCode.YES);

    twin.close();
    Command.Outcome silent = run("diff");
    assertThat(silent.exitCode()).as(silent.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(silent.out()).contains("UNKNOWN\n  ? ", "UNKNOWN 1");
  }

  @Test
  void diff_ofWhatTheHubLacks_expandsWithItsRule_andFailOnIsOfThat() {
    commit("api.yaml", API);
    run("apply");
    hub.repository("api").open();
    assertThat(run("diff", "--fail-on", "expands").exitCode()).isEqualTo(ExitCode.YES);
    commit("api.yaml", API.replace("push", "admin"));

    Command.Outcome outcome = run("diff", "--fail-on", "expands");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("user:bob  acme/api  admin to team:acme/pay on acme/api (api.yaml:3)");
    assertThat(run("diff", "--fail-on", "public,protected").exitCode()).isEqualTo(ExitCode.YES);

    twin.faults().always("ListRepositoryGroups", Fault.HALVED);
    Command.Outcome part = run("diff", "--fail-on", "expands");
    assertThat(part.exitCode()).as(part.out() + part.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(part.out()).contains("- pull  anonymous", "EXPANDS 0", "UNKNOWN\n  ? ");
    assertThat(run("diff").exitCode()).isEqualTo(ExitCode.NO);
  }
}
