package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs about live registries, on commits of a real Git and a registry in memory. */
class LiveVerbsIT {
  private static final String PEOPLE =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      user: ada
      accounts: {live: ada}
      ---
      user: bob
      accounts: {live: bob}
      ---
      user: cy
      accounts: {live: cy}
      ---
      """;
  private static final String REGISTRY =
      """
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      mode: MODE
      """;
  private static final String BOB =
      "repository: acme/api\ngrants:\n  - {role: push, to: [user:bob]}\n---\n";
  private static final String CY =
      "repository: acme/api\ngrants:\n  - {role: pull, to: [user:cy]}\n---\n";

  @TempDir Path folder;
  private RealGit git;
  private MemoryTwin twin =
      new MemoryTwin(
          LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));

  @BeforeEach
  void firstCommit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n");
    commit(BOB, "authoritative");
  }

  private void commit(String documents, String mode) {
    git.write("acme.yaml", PEOPLE + documents + REGISTRY.replace("MODE", mode));
    git.commit("a change");
  }

  private Command.Outcome run(String verb, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(verb, "--registry", "live", "--state", folder.resolve("state").toString()));
    words.addAll(List.of(more));
    return command().run(words.toArray(String[]::new));
  }

  private Command command() {
    return Command.in(folder.resolve("work")).withRegistries(new TwinRegistries(twin));
  }

  @Test
  void plan_showsAccessBeforeTheCalls_andHoldsNoWriter() {
    Command.Outcome outcome = run("plan");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .containsSubsequence(
            "registry live (distribution, authoritative)",
            "at first contact",
            "+ pull,push,overwrite",
            "user:bob",
            "acme/api",
            "CALL",
            "Create",
            "repository acme/api",
            "Grant",
            "2 calls");
    assertThat(twin.writers()).isZero();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void plan_json_saysTheSame() throws Exception {
    JsonNode plan = JsonMapper.builder().build().readTree(run("plan", "--format", "json").out());

    assertThat(plan.get("complete").booleanValue()).isTrue();
    assertThat(plan.get("gained")).hasSize(8);
    assertThat(plan.get("steps").get(0).get("call").textValue()).isEqualTo("Create");
    assertThat(plan.get("digest").textValue()).hasSize(64);
  }

  @Test
  void savedPlan_isAppliedOnce_andThenThereIsNothingToDo() {
    assertThat(run("plan", "--out", "live.plan").exitCode()).isEqualTo(ExitCode.NO);

    Command.Outcome applied = run("apply", "live.plan");
    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.YES);
    assertThat(twin.at("grants", "acme/api"))
        .isEqualTo(Reading.present("{\"ada\":\"admin\",\"bob\":\"push\"}"));
    Command.Outcome again = run("plan");
    assertThat(again.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(again.out()).endsWith("nothing to do\n");
  }

  @Test
  void savedPlan_thatWasChanged_isRefused() throws Exception {
    run("plan", "--out", "live.plan");
    Path plan = folder.resolve("work/live.plan");
    Files.writeString(plan, Files.readString(plan).replace("acme/api", "acme/web"));

    Command.Outcome outcome = run("apply", "live.plan");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("or was changed since");
    assertThat(twin.writers()).isZero();
  }

  @Test
  void savedPlan_whereItWouldBePolicy_isRefused() {
    Command.Outcome outcome = run("plan", "--out", "plan.json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("would be read as policy");
  }

  @Test
  void uncommittedPolicy_isNeitherPlannedNorApplied() {
    git.write("more.yaml", "repository: acme/more\n");
    for (String verb : List.of("plan", "apply")) {
      Command.Outcome outcome = run(verb);
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).contains("that is not committed");
    }
    assertThat(twin.writers()).isZero();
  }

  @Test
  void plainFolder_isNotApplied() throws Exception {
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Files.writeString(plain.resolve("portwrit.yaml"), "version: 1\n");
    Command.Outcome outcome = run("apply", "-C", plain.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("is a plain folder");
  }

  @Test
  void apply_whatIsOnlyObserved_writesNothing() {
    commit(BOB, "observe");
    Command.Outcome outcome = run("apply");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("is only observed: nothing was written");
    assertThat(twin.writers()).isZero();
  }

  @Test
  void apply_anOlderCommit_needsAnOverrideOfThatPlan() {
    run("apply");
    commit(CY, "authoritative");
    run("apply");

    Command.Outcome refused = run("apply", "--at", "HEAD~1");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(refused.err()).contains("does not come after");
    String digest = refused.out().strip().replaceFirst("(?s).*plan ", "");
    assertThat(run("apply", "--at", "HEAD~1", "--override", "history=" + digest).exitCode())
        .isEqualTo(ExitCode.YES);
  }

  @Test
  void apply_unsigned_isRefusedOnceTheCommitBeforeAskedForSignatures() {
    run("apply");
    try (SigningTools tools = new SigningTools(folder)) {
      String key = tools.ssh("ed25519", "ada").item();
      git.write("portwrit.yaml", "version: 1\nrequire-signed:\n" + key);
    }
    git.commit("ask for signatures");
    assertThat(run("apply").exitCode())
        .as("the commit before asks for none")
        .isEqualTo(ExitCode.YES);
    commit(CY, "authoritative");

    Command.Outcome outcome = run("apply");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("it is not signed");
    assertThat(twin.at("grants", "acme/api"))
        .isEqualTo(Reading.present("{\"ada\":\"admin\",\"bob\":\"push\"}"));
  }

  @Test
  void drift_isWhatSomebodyChangedSince() {
    run("apply");
    assertThat(run("drift").exitCode()).isEqualTo(ExitCode.YES);
    twin.put("grants", "acme/api", "{\"ada\":\"admin\",\"bob\":\"pull\",\"stranger\":\"pull\"}");

    Command.Outcome outcome = run("drift");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out())
        .contains("EXTRA    account stranger pull acme/api")
        .contains("MISSING  user:bob push acme/api");
  }

  @Test
  void drift_ofACommitThatIsNotApplied_isNone() {
    run("apply");
    commit(CY, "authoritative");
    assertThat(run("drift").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("drift", "--at", "HEAD").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void whatCannotBeRead_isUnknown() {
    run("apply");
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return call == 2 ? Read.FAILED : Read.ANSWERED;
          }
        });
    assertThat(run("plan").exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(run("drift").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void sync_once_applies_andNeedsToBeToldHowOften() {
    assertThat(run("sync").exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(run("sync", "--interval", "soon").exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(run("sync", "--once", "--interval", "PT5M").exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(run("sync", "--once").exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("plan").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void sync_takesWhatHasExpired() {
    commit(BOB.replace("[user:bob]", "[user:bob], expires: 2026-11-21"), "authoritative");
    run("sync", "--once");
    assertThat(run("plan", "--now", "2026-11-23T00:00:00Z").out())
        .contains("- pull,push,overwrite")
        .contains("drift");
  }

  @Test
  void compile_asksNobody() {
    Command.Outcome outcome = command().run("compile", "--registry", "live");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).contains("grants acme/api\n  {\"ada\":\"admin\",\"bob\":\"push\"}\n");
    assertThat(twin.reads()).isZero();
  }

  @Test
  void import_writesFilesAndOverwritesNone() {
    run("apply");
    String out = folder.resolve("imported").toString();
    Command command = command();
    Command.Outcome outcome = command.run("import", "--registry", "live", "--out", out);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(folder.resolve("imported/imported.yaml"))
        .content()
        .contains("repository: acme/api")
        .contains("{role: push, to: [user:bob]}");

    Command.Outcome again = command.run("import", "--registry", "live", "--out", out);
    assertThat(again.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(again.err()).contains("is already there");
  }

  @Test
  void typeThatIsNotServed_saysSo() {
    for (String verb : List.of("plan", "apply", "drift", "import", "compile")) {
      Command.Outcome outcome =
          Command.in(folder.resolve("work"))
              .withVariables(Map.of("XDG_STATE_HOME", folder.toString()))
              .run(verb, "--registry", "live");
      assertThat(outcome.exitCode()).as(verb).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).as(verb).contains("`distribution` are not served yet");
    }
  }

  @Test
  void registry_mustBeNamed() {
    for (String verb : List.of("plan", "apply", "sync", "drift", "import", "compile")) {
      Command.Outcome outcome =
          verb.equals("sync") ? command().run(verb, "--once") : command().run(verb);
      assertThat(outcome.exitCode()).as(verb).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).as(verb).contains("needs `--registry NAME`");
    }
  }
}
