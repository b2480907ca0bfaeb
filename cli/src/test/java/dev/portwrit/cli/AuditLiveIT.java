package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.source.RealGit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report held against a live registry, and against the records of who enforces policies. */
class AuditLiveIT {
  private static final String PEOPLE =
      """
      organization: acme
      members: [ada, bob, cy]
      ---
      user: ada
      accounts: {live: ada}
      ---
      user: bob
      accounts: {live: bob}
      ---
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      mode: authoritative
      ---
      repository: acme/web
      ---
      """;
  private static final String API =
      "repository: acme/api\ngrants:\n  - {role: pull, to: [user:ada, user:cy]}\n"
          + "  - {role: push, to: [user:bob]}\n";

  @TempDir Path folder;
  private RealGit git;
  private MemoryTwin twin =
      new MemoryTwin(
          LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));

  @BeforeEach
  void firstCommit() {
    git = RealGit.init(folder.resolve("work")).at("2026-11-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("people.yaml", PEOPLE);
    git.write("api.yaml", API).commit("Begin");
  }

  @Test
  void columns_areThoseOfTheContract_andOneBehind() {
    assertThat(audit().out().lines().findFirst())
        .contains(
            "registry,repository,tags,subject,kind,action,via,rule,file,line,since,author,approver,"
                + "in-force,expires,declared,live,drift,since-time,approval");
  }

  @Test
  void registryThatIsAsPolicyAsks_hasNoDrift() {
    apply();
    Command.Outcome outcome = audit();
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(cells(outcome))
        .containsExactly(
            "acme/api user:ada pull yes yes none",
            "acme/api user:cy pull yes no not-asked",
            "acme/api user:bob pull yes yes none",
            "acme/api user:bob push yes yes none",
            "acme/api user:bob overwrite yes yes none");
  }

  @Test
  void whatSomebodyChanged_isARow_liveAndNotDeclared_orDeclaredAndNotLive() {
    apply();
    twin.put("grants", "acme/api", "{\"ada\":\"push\",\"bob\":\"pull\",\"stranger\":\"pull\"}");

    assertThat(cells(audit()))
        .containsExactly(
            "acme/api user:ada pull yes yes none",
            "acme/api user:cy pull yes no not-asked",
            "acme/api user:bob pull yes yes none",
            "acme/api user:bob push yes no missing",
            "acme/api user:bob overwrite yes no missing",
            "acme/api account:stranger pull no yes extra",
            "acme/api user:ada overwrite no yes extra",
            "acme/api user:ada push no yes extra");
    assertThat(cells(run("audit", "--subject", "user:ada")))
        .containsExactly(
            "acme/api user:ada pull yes yes none",
            "acme/api user:ada overwrite no yes extra",
            "acme/api user:ada push no yes extra");
  }

  @Test
  void rowThatIsNotDeclared_saysWhichTagsTheRegistryLets() {
    git.write(
        "tags.yaml",
        "protection: acme/releases\nrepositories: [acme/api]\ntags: [v*]\nrule: immutable\n");
    git.commit("Protect");
    apply();
    twin.put("grants", "acme/api", "{\"ada\":\"pull\",\"bob\":\"push\",\"stranger\":\"push\"}");

    assertThat(CsvRows.of(audit().out(), "subject", "action", "drift", "tags"))
        .contains(
            "account:stranger pull extra all",
            "account:stranger push extra all",
            "account:stranger overwrite extra all except tags v* (kept by the registry)");
    assertThat(run("audit", "--format", "text").out())
        .contains(
            "account:stranger overwrite live: acme/api all except tags v* (kept by the registry) |"
                + " not declared",
            "account:stranger push live: acme/api | not declared");
    assertThat(run("audit", "--format", "markdown").out())
        .contains("<code>all except tags v&#42; &#40;kept by the registry&#41;</code>");
    assertThat(run("audit", "--format", "html").out())
        .contains("\"all except tags v* (kept by the registry)\"");
  }

  @Test
  void rowOfAPattern_namesTheRepositoriesInWhichItIsMissing() {
    git.write("all.yaml", "repositories: acme/**\ngrants:\n  - {role: pull, to: [user:bob]}\n");
    git.commit("Everywhere");
    apply();
    twin.put("grants", "acme/web", "{}");

    assertThat(cells(audit())).contains("acme/** user:bob pull yes partly missing in acme/web");
  }

  @Test
  void tagsThatTheRegistryShouldKeep_andDoesNot_areDriftOfTheRowsTheyRestrict() {
    git.write(
        "tags.yaml",
        "protection: acme/releases\nrepositories: [acme/api]\ntags: [v*]\nrule: immutable\n");
    git.commit("Protect");
    apply();
    List<String> before = cells(audit());
    twin.put("tag-lock", "acme/api", "[]");

    assertThat(before).contains("acme/api user:bob overwrite yes yes none");
    assertThat(cells(audit()))
        .contains(
            "acme/api user:bob push yes yes none",
            "acme/api user:bob overwrite yes yes unkept tags v* in acme/api");
  }

  @Test
  void whatCouldNotBeRead_isARowUnknown_andNoDriftIsMadeUp() {
    apply();
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return call > 1 ? Read.FAILED : Read.ANSWERED;
          }
        });

    Command.Outcome outcome = audit();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(cells(outcome))
        .contains("acme/api user:bob push yes unknown unknown")
        .anyMatch(row -> row.startsWith("unknown unknown unknown unknown unknown unknown"))
        .noneMatch(row -> row.contains("missing") || row.contains(" no "));
    assertThat(outcome.err()).contains("some of the registry is unknown: ");
    assertThat(run("audit", "--format", "ndjson").out()).endsWith("\"complete\":false}\n");
    assertThat(run("audit", "--format", "text").out()).contains("not complete: what is missing");
  }

  @Test
  void registryOfATypeThatIsNotServed_isUnknown_unlessPoliciesAloneAreAskedFor() {
    Command served = Command.in(folder.resolve("work"));
    Command.Outcome outcome = served.run("audit", "--registry", "live", "--format", "csv");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "rule", "live"))
        .last()
        .asString()
        .contains("are not served yet unknown");
    assertThat(served.run("audit", "--registry", "live", "--no-live").exitCode())
        .isEqualTo(ExitCode.YES);
  }

  @Test
  void inForce_isSinceTheApplyThatBroughtIt() {
    assertThat(inForce(audit())).containsOnly("unknown");
    apply();
    git.at("2026-11-10T10:00:00Z");
    git.write("web.yaml", "repositories: acme/web\ngrants:\n  - {role: pull, to: [user:ada]}\n");
    git.commit("More");

    assertThat(CsvRows.of(audit().out(), "repository", "action", "in-force"))
        .contains("acme/api push " + Command.NOW, "acme/web pull not-yet");
    apply();
    assertThat(CsvRows.of(audit().out(), "subject", "drift", "in-force"))
        .contains("user:ada none " + Command.NOW, "user:cy not-asked unknown")
        .noneMatch(row -> row.endsWith("not-yet"));
  }

  @Test
  void inForce_ofWhatTheRegistryAllowsUnasked_isByNoApply() {
    apply();
    twin.put("grants", "acme/api", "{\"*\":\"pull\",\"ada\":\"pull\",\"bob\":\"push\"}");

    assertThat(CsvRows.of(audit().out(), "subject", "live", "drift", "in-force"))
        .contains("user:cy yes none unknown", "user:ada yes none " + Command.NOW);
  }

  @Test
  void inForce_ofAPatternThatIsAskedForNowhere_orOnlyInSomeRepositories_isByNoApply() {
    git.write(
        "all.yaml",
        "repositories: acme/new/**\ngrants:\n  - {role: pull, to: [user:ada]}\n---\n"
            + "repositories: acme/**\ngrants:\n  - {role: pull, to: [user:cy]}\n---\n"
            + "repository: acme/web\nvisibility: public\n");
    git.write("people.yaml", PEOPLE.replace("repository: acme/web\n---\n", ""));
    git.commit("Patterns");
    String digest = run("apply").out().strip().replaceFirst("(?s).*plan ", "");
    assertThat(run("apply", "--override", "public=" + digest).exitCode()).isEqualTo(ExitCode.YES);

    assertThat(CsvRows.of(audit().out(), "repository", "subject", "live", "in-force"))
        .contains(
            "acme/new/** user:ada no unknown",
            "acme/** user:cy partly unknown",
            "acme/web anonymous yes " + Command.NOW);
  }

  @Test
  void inForce_ofARegistryThatDoesNotAnswer_isByNoApply() {
    apply();
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return Read.FAILED;
          }
        });

    Command.Outcome outcome = audit();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(inForce(outcome)).containsOnly("unknown");
  }

  @Test
  void inForce_endsWithAnApplyOfAnEarlierCommit() {
    git.at("2026-11-10T10:00:00Z").write("api.yaml", API.replace("push", "maintain"));
    git.commit("More");
    apply();
    String digest = run("apply", "--at", "HEAD~1").out().strip().replaceFirst("(?s).*plan ", "");
    assertThat(run("apply", "--at", "HEAD~1", "--override", "history=" + digest).exitCode())
        .isEqualTo(ExitCode.YES);

    assertThat(CsvRows.of(audit().out(), "subject", "action", "in-force"))
        .contains("user:bob delete not-yet", "user:bob push " + Command.NOW);
  }

  @Test
  void inForce_ofRecordsThatWereChanged_isNotTold() throws IOException {
    apply();
    Path record = folder.resolve("state/runs/00000001.ndjson");
    Files.writeString(record, Files.readString(record).replace("CONVERGED", "CONVERGEd"));
    Command.Outcome outcome = audit();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("was changed");
  }

  @Test
  void inForce_isSinceTheGatewayAcceptedIt() throws Exception {
    Path log = folder.resolve("log");
    String commit = git.run("rev-parse", "HEAD").strip();
    Clock clock = Clock.fixed(Instant.parse("2026-11-02T08:00:00Z"), ZoneOffset.UTC);
    try (DecisionLog decisions =
        DecisionLog.open(log, DecisionLogSettings.DEFAULT, clock, new SimpleMeterRegistry())) {
      decisions.append(new EventRecord("policy-accepted", Map.of("version", commit)));
    }
    assertThat(inForce(runAlone("audit", "--decision-log", log.toString())))
        .containsOnly("2026-11-02T08:00:00Z");
    assertThat(inForce(runAlone("audit"))).containsOnly("unknown");
    assertThat(
            command().run("audit", "--format", "markdown", "--decision-log", log.toString()).out())
        .contains(" | expires | in-force |\n")
        .contains(" | <code>2026-11-02T08&#58;00&#58;00Z</code> |\n");
    assertThat(run("audit", "--format", "markdown").out())
        .contains(" | expires | in-force | live | drift |\n");
    assertThat(command().run("audit", "--format", "markdown").out()).contains(" | expires |\n");
  }

  @Test
  void inForce_ofAGateway_isOfTheRegistryBehindItAlone() throws Exception {
    String other =
        "registry: edge\ntype: distribution\nurl: http://127.0.0.1:2\nrepositories: [acme/**]\n";
    git.write("edge.yaml", other);
    String commit = git.commit("Another registry").strip();
    Path log = folder.resolve("log");
    accept(log, "2026-11-02T08:00:00Z", commit, "edge");

    assertThat(
            CsvRows.of(
                runAlone("audit", "--decision-log", log.toString()).out(),
                "registry",
                "repository",
                "subject",
                "action",
                "in-force"))
        .contains(
            "edge acme/api user:bob push 2026-11-02T08:00:00Z",
            "live acme/api user:bob push unknown");
    apply();
    assertThat(
            CsvRows.of(
                run("audit", "--decision-log", log.toString()).out(),
                "registry",
                "drift",
                "in-force"))
        .contains("live none " + Command.NOW, "live not-asked unknown")
        .noneMatch(row -> row.contains("08:00:00Z"));
  }

  @Test
  void inForce_ofARegistryThatTheGatewayLeft_endsThere() throws Exception {
    git.write(
        "edge.yaml",
        "registry: edge\ntype: distribution\nurl: http://127.0.0.1:2\nrepositories: [acme/**]\n");
    String commit = git.commit("Another registry").strip();
    Path log = folder.resolve("log");
    accept(log, "2026-11-02T08:00:00Z", commit, "live");
    accept(log, "2026-11-04T08:00:00Z", commit, "edge");

    assertThat(inForceByRegistry("--decision-log", log.toString()))
        .contains("live unknown", "edge 2026-11-04T08:00:00Z")
        .doesNotContain("live 2026-11-02T08:00:00Z");
    assertThat(inForceByRegistry("--decision-log", log.toString(), "--at", "2026-11-03"))
        .contains("live 2026-11-02T08:00:00Z", "edge not-yet");

    accept(log, "2026-11-06T08:00:00Z", commit, "live");
    assertThat(inForceByRegistry("--decision-log", log.toString()))
        .contains("live 2026-11-06T08:00:00Z", "edge unknown")
        .doesNotContain("live 2026-11-02T08:00:00Z", "edge 2026-11-04T08:00:00Z");
  }

  private List<String> inForceByRegistry(String... words) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(words));
    return CsvRows.of(runAlone(all.toArray(String[]::new)).out(), "registry", "in-force");
  }

  @Test
  void inForce_ofALogThatNamesNoRegistry_isOfTheOnlyOneThere() throws Exception {
    Path log = folder.resolve("log");
    accept(log, "2026-11-02T08:00:00Z", git.run("rev-parse", "HEAD").strip());
    String[] words = {"audit", "--decision-log", log.toString()};

    assertThat(inForce(runAlone(words))).containsOnly("2026-11-02T08:00:00Z");
    assertThat(runAlone(words).err()).doesNotContain("for which registry");

    git.write(
        "edge.yaml",
        "registry: edge\ntype: distribution\nurl: http://127.0.0.1:2\nrepositories: [acme/**]\n");
    git.commit("Another registry");

    assertThat(inForce(runAlone(words))).containsOnly("unknown");
    assertThat(runAlone(words).err()).contains("does not say for which registry");
  }

  @Test
  void inForce_ofAPastDate_isByTheRecordsUntilThen() throws Exception {
    String first = git.run("rev-parse", "HEAD").strip();
    git.at("2026-11-10T10:00:00Z").write("other.yaml", "service: acme/ci\n");
    String second = git.commit("More").strip();
    Path log = folder.resolve("log");
    accept(log, "2026-11-02T08:00:00Z", first);
    accept(log, "2026-11-10T12:00:00Z", second);

    String[] words = {"audit", "--decision-log", log.toString(), "--at"};
    assertThat(inForce(runAlone(words[0], words[1], words[2], words[3], "2026-11-11")))
        .containsOnly("2026-11-02T08:00:00Z");
    assertThat(inForce(runAlone(words[0], words[1], words[2], words[3], "2026-11-05")))
        .containsOnly("2026-11-02T08:00:00Z");
    assertThat(inForce(runAlone(words[0], words[1], words[2], words[3], "2026-11-01")))
        .containsOnly("not-yet");
  }

  @Test
  void inForce_ofACommitOfThePast_isNotEndedByWhatCameLater() throws Exception {
    String first = git.run("rev-parse", "HEAD").strip();
    git.at("2026-11-10T10:00:00Z").write("other.yaml", "service: acme/ci\n");
    String second = git.commit("More").strip();
    Path log = folder.resolve("log");
    accept(log, "2026-11-02T08:00:00Z", first);
    accept(log, "2026-11-10T12:00:00Z", second);

    assertThat(
            inForce(
                runAlone(
                    "audit",
                    "--decision-log",
                    log.toString(),
                    "--at",
                    first,
                    "--now",
                    "2026-11-20T00:00:00Z")))
        .containsOnly("2026-11-02T08:00:00Z");
  }

  @Test
  void inForce_byARecordOfACommitThatIsNotHere_isUnknown() throws Exception {
    Path log = folder.resolve("log");
    accept(log, "2026-11-02T08:00:00Z", "f".repeat(40));
    assertThat(inForce(runAlone("audit", "--decision-log", log.toString())))
        .containsOnly("unknown");
  }

  private static void accept(Path log, String time, String commit, String... registry)
      throws Exception {
    Map<String, String> detail = new TreeMap<>(Map.of("version", commit));
    for (String name : registry) {
      detail.put("registry", name);
    }
    accept(log, time, detail);
  }

  private static void accept(Path log, String time, Map<String, String> detail) throws Exception {
    Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    try (DecisionLog decisions =
        DecisionLog.open(log, DecisionLogSettings.DEFAULT, clock, new SimpleMeterRegistry())) {
      decisions.append(new EventRecord("policy-accepted", detail));
    }
  }

  @Test
  void inForce_byALogWhoseOlderFilesAreGone_isUnknown_beforeItToo() throws IOException {
    String log = logWithoutItsOlderFiles().toString();
    assertThat(inForce(runAlone("audit", "--decision-log", log))).containsOnly("unknown");
    assertThat(inForce(runAlone("audit", "--decision-log", log, "--at", "2026-11-01")))
        .containsOnly("unknown");
  }

  @Test
  void inForce_byALogBegunByAGatewayThatEnforcedBefore_isUnknown_beforeItToo() throws Exception {
    Path log = folder.resolve("log");
    String commit = git.run("rev-parse", "HEAD").strip();
    accept(
        log,
        "2026-11-02T08:00:00Z",
        Map.of("version", commit, "registry", "live", "reason", "restart"));
    String[] words = {"audit", "--decision-log", log.toString(), "--at", "2026-11-01"};
    assertThat(inForce(runAlone(words))).containsOnly("unknown");
    assertThat(inForce(runAlone(words[0], words[1], words[2]))).containsOnly("unknown");
  }

  private Path logWithoutItsOlderFiles() throws IOException {
    String commit = git.run("rev-parse", "HEAD").strip();
    Path log = Files.createDirectories(folder.resolve("log"));
    Files.writeString(
        log.resolve("decisions-000002.jsonl"),
        "{\"sequence\":2,\"previous\":\""
            + "a".repeat(64)
            + "\",\"time\":\"2026-11-02T08:00:00.000Z\",\"instance\":\"g1\",\"kind\":"
            + "\"policy-accepted\",\"detail\":{\"version\":\""
            + commit
            + "\"}}\n");
    return log;
  }

  @Test
  void whatATeamsAccountMayDo_isARowOfWhoIsInTheTeam() {
    git.write("team.yaml", "team: acme/pay\nmembers: [ada]\naccounts: {live: payers}\n");
    git.commit("Team");
    apply();
    twin.put("grants", "acme/api", "{\"ada\":\"pull\",\"bob\":\"push\",\"payers\":\"pull\"}");
    twin.put("grants", "acme/web", "{\"payers\":\"pull\"}");
    assertThat(cells(run("audit", "--subject", "user:ada")))
        .contains("acme/web team:acme/pay pull no yes extra");
    assertThat(cells(run("audit", "--subject", "user:bob")))
        .noneMatch(row -> row.contains("team:acme/pay"));
  }

  @Test
  void whatATeamsAccountMayDo_isLiveOfATeamInItToo_asExplainSays() {
    git.write(
        "team.yaml",
        "team: acme/pay\nmembers: [ada, team:acme/night]\naccounts: {live: payers}\n---\n"
            + "team: acme/night\nmembers: [cy]\n---\n"
            + "repositories: acme/web\ngrants:\n  - {role: pull, to: [team:acme/pay]}\n");
    git.commit("Team");
    apply();

    for (String subject : List.of("team:acme/night", "user:cy", "team:acme/pay")) {
      assertThat(cells(run("audit", "--no-history", "--subject", subject)))
          .contains("acme/web " + subject + " pull yes yes none");
      assertThat(command().run("explain", subject, "pull", "acme/web", "--registry", "live").out())
          .contains("`live` as it is now: allowed");
    }
  }

  @Test
  void driftOfTags_isOfTheScope() {
    git.write(
        "tags.yaml",
        "protection: acme/releases\nrepositories: [acme/api]\ntags: [v*]\nrule: immutable\n");
    git.commit("Protect");
    apply();
    twin.put("tag-lock", "acme/api", "[]");
    assertThat(drift("--subject", "user:bob")).contains("unkept acme/api:v*");
    assertThat(drift("--subject", "user:ada")).isEmpty();
    assertThat(drift("--repository", "acme/web")).isEmpty();
  }

  private List<String> drift(String... words) {
    List<String> all = new ArrayList<>(List.of("--view", "drift"));
    all.addAll(List.of(words));
    return CsvRows.of(run("audit", all.toArray(String[]::new)).out(), "drift", "repository");
  }

  @Test
  void reportOfOneSnapshot_isVerified_whateverBecomesOfTheRegistry() throws IOException {
    apply();
    twin.put("grants", "acme/api", "{\"ada\":\"pull\",\"stranger\":\"pull\"}");
    Path report = folder.resolve("live.csv");
    run("audit", "--output", report.toString());
    twin.put("grants", "acme/api", "{}");

    assertThat(verify(report).exitCode()).isEqualTo(ExitCode.YES);

    Path evidence = folder.resolve("live.csv.evidence");
    Files.writeString(evidence, Files.readString(evidence).replace("stranger", "eve"));
    assertThat(verify(report).out())
        .contains(evidence + ": has another SHA-256 than the manifest says")
        .contains(report + ":7: says otherwise than commit ");
  }

  @Test
  void reportInJson_ofALiveRegistry_isVerifiedByItsManifestOnly() throws IOException {
    apply();
    Path report = folder.resolve("live.json");
    Files.writeString(report, run("audit", "--format", "json").out());
    Command.Outcome outcome = verify(report);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("what only its manifest keeps");
  }

  private void apply() {
    Command.Outcome outcome = run("apply");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.YES);
  }

  private Command.Outcome audit() {
    return run("audit");
  }

  private static List<String> cells(Command.Outcome outcome) {
    return CsvRows.of(
        outcome.out(), "repository", "subject", "action", "declared", "live", "drift");
  }

  private static List<String> inForce(Command.Outcome outcome) {
    return CsvRows.of(outcome.out(), "in-force");
  }

  private Command.Outcome verify(Path report) {
    return command().run("verify", report.toString());
  }

  private Command.Outcome run(String verb, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(verb, "--registry", "live", "--state", folder.resolve("state").toString()));
    if (verb.equals("audit") && !List.of(more).contains("--format")) {
      words.addAll(List.of("--format", "csv"));
    }
    words.addAll(List.of(more));
    return command().run(words.toArray(String[]::new));
  }

  private Command.Outcome runAlone(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--format", "csv"));
    return command().run(all.toArray(String[]::new));
  }

  private Command command() {
    return Command.in(folder.resolve("work")).withRegistries(new TwinRegistries(twin));
  }
}
