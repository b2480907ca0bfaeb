package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.source.RealGit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the view {@code unused} says by decision logs, and what it leaves open. */
class AuditUnusedIT {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      team: acme/pay
      members: [bob]
      ---
      repository: acme/api
      grants:
        - {role: push, to: [team:acme/pay]}
        - {role: pull, to: [user:cy], expires: 2026-12-01, reason: incident 4711}
      ---
      repository: acme/web
      visibility: public
      """;
  private static final String LIVE =
      """
      registry: live
      type: distribution
      url: http://127.0.0.1:1
      repositories: [acme/**]
      gateway: true
      """;
  private static final String HUB =
      """
      registry: hub
      type: distribution
      url: http://127.0.0.1:2
      repositories: [acme/web]
      """;

  @TempDir Path folder;
  private RealGit git;

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-10T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME);
    registries(LIVE);
  }

  private void registries(String text) {
    git.write("registries.yaml", text).commit("Registries");
  }

  @Test
  void unused_isWhatNoLogSaw() throws Exception {
    Command.Outcome outcome =
        unused(
            log(
                "log",
                accepted("live"),
                allowed("bob", "push"),
                decision("bob", "overwrite", DecisionRecord.Outcome.DENY),
                allowed("cy", "pull")));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "action", "log-from"))
        .contains(
            "acme/api user:bob pull " + Command.NOW,
            "acme/api user:bob overwrite " + Command.NOW,
            "acme/web anonymous pull " + Command.NOW)
        .doesNotContain(
            "acme/api user:bob push " + Command.NOW, "acme/api user:cy pull " + Command.NOW)
        .noneMatch(row -> row.contains("administer"));
    assertThat(run("audit", "--view", "unused").exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void unused_saysOfWhichRegistriesAndGatewaysTheLogsAre() throws Exception {
    Path one = log("one", accepted("live"), allowed("cy", "pull"));
    Path other = log("other", accepted("live"), allowed("bob", "pull"));
    Command.Outcome outcome = unused(one, "--decision-log", other.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(outcome.out(), "log-registries", "log-instances"))
        .containsOnly(
            "live "
                + Stream.of(instance(one), instance(other))
                    .sorted()
                    .reduce((a, b) -> a + ", " + b)
                    .orElseThrow());
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "action"))
        .contains("acme/api user:bob push")
        .doesNotContain("acme/api user:cy pull", "acme/api user:bob pull");
  }

  @Test
  void unused_byTheLogOfOneGatewayTwice_isRefused() throws Exception {
    Path log = log("log", accepted("live"));
    Command.Outcome outcome = unused(log, "--decision-log", log.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("two of the decision logs are of one gateway");
  }

  @Test
  void unused_whereAnotherRegistryHoldsARepository_isUnknownThere() throws Exception {
    registries(LIVE + "---\n" + HUB + "gateway: true\n");
    Path log = log("log", accepted("live"), allowed("cy", "pull"));

    Command.Outcome outcome = unused(log);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "action"))
        .contains("acme/api user:bob push")
        .noneMatch(row -> row.startsWith("acme/web "));
    assertThat(CsvRows.of(outcome.out(), "rule"))
        .last()
        .isEqualTo(
            "no decision log that was given says that it is of the registry `hub` alone: what is"
                + " used there is unknown");

    Command.Outcome scoped = unused(log, "--registry", "live");
    assertThat(scoped.exitCode()).as(scoped.err()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(scoped.out(), "repository", "subject", "action"))
        .contains("acme/web anonymous pull");
    Command.Outcome elsewhere = unused(log, "--registry", "hub");
    assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(elsewhere.out(), "repository")).containsExactly("unknown");

    Path other = log("other", accepted("hub"), allowed("cy", "pull"));
    Command.Outcome both = unused(log, "--decision-log", other.toString());
    assertThat(both.exitCode()).as(both.err()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(both.out(), "repository", "subject", "action"))
        .contains("acme/web anonymous pull");
  }

  @Test
  void unused_ofARegistryThatIsReachedPastItsGateway_isUnknown() throws Exception {
    registries(LIVE.replace("gateway: true", "gateway: false"));
    Command.Outcome outcome = unused(log("log", accepted("live"), allowed("cy", "pull")));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository", "rule"))
        .containsExactly(
            "unknown the registry `live` may be reached past its gateway (it is not `gateway:"
                + " true`): what is used there is unknown");
  }

  @Test
  void unused_byALogThatNamesNoRegistry_isOfTheOnlyOneThereIs() throws Exception {
    Path log = log("log", allowed("cy", "pull"));
    assertThat(unused(log).exitCode()).isEqualTo(ExitCode.YES);

    registries(LIVE + "---\n" + HUB.replace("acme/web", "acme/other") + "gateway: true\n");
    Command.Outcome outcome = unused(log);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository")).containsOnly("unknown");
  }

  @Test
  void unused_byALogOfTwoRegistriesOneAfterTheOther_isUnknownOfBoth() throws Exception {
    registries(LIVE + "---\n" + HUB + "gateway: true\n");
    Command.Outcome outcome = unused(log("log", accepted("live"), accepted("hub")));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository")).containsOnly("unknown");
  }

  @Test
  void unused_ofARepositoryThatNoRegistryHolds_isUnknown() throws Exception {
    registries(LIVE.replace("acme/**", "acme/web"));
    Command.Outcome outcome = unused(log("log", accepted("live")), "--subject", "user:cy");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository", "rule"))
        .contains("unknown no registry of the policies holds acme/api: no log tells of it");
  }

  @Test
  void unused_whereTheLogHasAGap_isUnknownToo() throws Exception {
    LogRecord gap = new EventRecord("gap", Map.of("missed", "4711", "refused", "0"));
    Command.Outcome outcome = unused(log("log", accepted("live"), gap));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("the log misses 4711 pulls before");
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "rule"))
        .last()
        .asString()
        .startsWith("unknown unknown the log misses 4711 pulls");
  }

  @Test
  void unused_byALogWhoseOldFilesAreGone_saysThatItIsNotAll() throws Exception {
    Path log = rotated();
    assertThat(unused(log).exitCode()).isEqualTo(ExitCode.YES);
    Files.delete(log.resolve("decisions-000001.jsonl"));
    Files.delete(log.resolve("decisions-000002.jsonl"));
    Command.Outcome outcome = unused(log);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository", "rule"))
        .last()
        .isEqualTo(
            "unknown the log begins behind sequence 2: what was done before "
                + Command.NOW
                + " is unknown");
  }

  @Test
  void unused_byALogWhoseLastFileIsGone_isFoundByANotedHead() throws Exception {
    Path log = rotated();
    String head = run("verify", log.toString()).out().strip().replaceAll(".*head ", "");
    Path report = folder.resolve("unused.csv");
    Command.Outcome whole = unused(log, "--head", head, "--output", report.toString());
    assertThat(whole.exitCode()).as(whole.err()).isEqualTo(ExitCode.YES);
    Files.delete(log.resolve("decisions-000003.jsonl"));

    Command.Outcome cut = unused(log, "--head", head);
    assertThat(cut.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(cut.err()).contains("the log ends with sequence 2, but 3 was noted");
    assertThat(unused(log, "--head", "3").exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(unused(log, "--head", head, "--head", head).err())
        .contains("there are 2 noted heads and 1 decision log");
    assertThat(run("audit", "--head", head).exitCode()).isEqualTo(ExitCode.WRONG);

    assertThat(run("verify", report.toString()).exitCode()).isEqualTo(ExitCode.YES);
    Path manifest = folder.resolve("unused.csv.manifest");
    String text = Files.readString(manifest);
    assertThat(text).contains("\"head\" : \"" + head + "\"");
    Files.writeString(manifest, text.replace("\"" + head, "\"4" + head.substring(1)));
    Command.Outcome forged = run("verify", report.toString());
    assertThat(forged.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(forged.out())
        .contains("the decision logs of its evidence do not hold the heads of `--head`");
  }

  /** Of other reports the evidence does not say which lines were read. */
  @Test
  void access_withANotedHead_isVerifiedWithoutIt() throws Exception {
    Path log = rotated();
    String head = run("verify", log.toString()).out().strip().replaceAll(".*head ", "");
    Path report = folder.resolve("access.csv");
    String[] words = {"audit", "--output", report.toString(), "--format", "csv"};
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--decision-log", log.toString(), "--head", head));
    run(all.toArray(String[]::new));
    assertThat(report).exists();

    Command.Outcome verified = run("verify", report.toString());
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isNotEqualTo(ExitCode.NO);
    assertThat(verified.out()).doesNotContain("--head");
    Files.delete(log.resolve("decisions-000003.jsonl"));
    assertThat(run(all.toArray(String[]::new)).err()).contains("but 3 was noted");
  }

  @Test
  void unused_byLogsThatBeginAtDifferentTimes_isSinceTheLaterOne() throws Exception {
    Path one = log("one", accepted("live"), allowed("cy", "pull"));
    Instant later = Command.NOW.plusSeconds(3600);
    Path other = folder.resolve("other");
    try (DecisionLog decisions =
        DecisionLog.open(
            other,
            DecisionLogSettings.DEFAULT,
            Clock.fixed(later, ZoneOffset.UTC),
            new SimpleMeterRegistry())) {
      decisions.append(accepted("live"));
    }
    Command.Outcome outcome =
        unused(one, "--decision-log", other.toString(), "--now", later.toString());
    assertThat(CsvRows.of(outcome.out(), "log-from")).containsOnly(later.toString());
  }

  @Test
  void unused_byALogBegunAnew_saysThatItIsNotAll() throws Exception {
    Map<String, String> detail =
        Map.of("registry", "live", "version", "commit", "reason", "restarted");
    Command.Outcome outcome = unused(log("log", new EventRecord("policy-accepted", detail)));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "rule"))
        .last()
        .asString()
        .startsWith("the gateway enforced policies before its log begins");
  }

  /** A log of three files, in whose last one somebody pulls. */
  private Path rotated() throws Exception {
    DecisionLogSettings aLineEach =
        new DecisionLogSettings(
            1,
            DecisionLogSettings.DEFAULT.maxPendingBytes(),
            DecisionLogSettings.DEFAULT.noteDelay(),
            DecisionLogSettings.DEFAULT.appendTimeout());
    return log("log", aLineEach, accepted("live"), allowed("bob", "push"), allowed("cy", "pull"));
  }

  @Test
  void unused_whereACrashCutTheLog_isUnknownToo() throws Exception {
    LogRecord recovered = new EventRecord("recovered", Map.of("bytes", "12", "kept-in", "x"));
    Command.Outcome outcome = unused(log("log", accepted("live"), recovered));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "rule"))
        .last()
        .asString()
        .startsWith("the log was cut off by a crash before " + Command.NOW);
  }

  @Test
  void unused_ofAPastDate_knowsNothingOfWhatCameLater() throws Exception {
    Command.Outcome outcome =
        unused(
            log("log", accepted("live"), allowed("bob", "push")),
            "--now",
            Command.NOW.minusSeconds(1).toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err())
        .contains("the log begins at " + Command.NOW + ", after what is asked");
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "action"))
        .contains("acme/api user:bob push");
  }

  @Test
  void unused_ofATeam_countsWhatItsMembersDid() throws Exception {
    Command.Outcome outcome =
        unused(log("log", accepted("live"), allowed("bob", "push")), "--subject", "team:acme/pay");
    assertThat(CsvRows.of(outcome.out(), "repository", "action"))
        .contains("acme/api pull", "acme/api overwrite")
        .doesNotContain("acme/api push");
  }

  @Test
  void unused_ofWhoMounted_saysNothingOfWhatItPulled() throws Exception {
    Path log = log("log", accepted("live"), allowed("bob", "mount"));
    Command.Outcome outcome = unused(log);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("user:bob mounted contents of a repository");
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "action"))
        .contains("acme/api user:bob push", "acme/api user:cy pull")
        .doesNotContain("acme/api user:bob pull");
  }

  @Test
  void unused_ofWhoPushedATag_doesNotSayThatItOverwroteNone() throws Exception {
    Path log = log("log", accepted("live"), tagged("push"), tagged("push"), allowed("bob", "pull"));
    Command.Outcome outcome = unused(log);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CsvRows.of(outcome.out(), "repository", "subject", "action"))
        .contains("acme/** user:ada overwrite")
        .noneMatch(row -> row.startsWith("acme/api user:bob"));
    assertThat(CsvRows.of(outcome.out(), "repository", "rule"))
        .last()
        .asString()
        .startsWith("unknown user:bob pushed tags in acme/api of which the log does not tell");

    Path seen = log("seen", accepted("live"), tagged("overwrite"));
    assertThat(unused(seen).exitCode()).isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(unused(seen).out(), "repository", "subject", "action"))
        .contains("acme/api user:bob pull")
        .doesNotContain("acme/api user:bob push", "acme/api user:bob overwrite");
  }

  @Test
  void unused_inAFile_isVerifiedByWhatTheLogsSaidThen() throws Exception {
    registries(LIVE + "---\n" + HUB);
    Path one =
        log(
            "one",
            accepted("live"),
            allowed("cy", "pull"),
            allowed("bob", "mount"),
            tagged("push"));
    Path other = log("other", accepted("hub"));
    Path report = folder.resolve("unused.csv");
    unused(one, "--decision-log", other.toString(), "--output", report.toString());
    Files.delete(one.resolve("decisions-000001.jsonl"));
    Command.Outcome verified = run("verify", report.toString());
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isEqualTo(ExitCode.YES);
  }

  @Test
  void unused_ofALogWithoutALine_orWithATimeThatIsNone_isUndetermined() throws Exception {
    Path log = Files.createDirectories(folder.resolve("log"));
    Path file = log.resolve("decisions-000001.jsonl");
    for (String text :
        List.of(
            "",
            "{\"sequence\":1,\"previous\":\""
                + "0".repeat(64)
                + "\",\"time\":\"yesterday\",\"instance\":\"g1\",\"kind\":\"started\",\"detail\":{}}\n")) {
      Files.writeString(file, text);
      Command.Outcome outcome = unused(log);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(outcome.err()).contains("log").doesNotContain("mistake in portwrit");
    }
  }

  private Path log(String name, LogRecord... records) throws Exception {
    return log(name, DecisionLogSettings.DEFAULT, records);
  }

  private Path log(String name, DecisionLogSettings settings, LogRecord... records)
      throws Exception {
    Path log = folder.resolve(name);
    try (DecisionLog decisions =
        DecisionLog.open(
            log, settings, Clock.fixed(Command.NOW, ZoneOffset.UTC), new SimpleMeterRegistry())) {
      for (LogRecord one : records) {
        decisions.append(one);
      }
    }
    return log;
  }

  private static String instance(Path log) throws Exception {
    String first = Files.readString(log.resolve("decisions-000001.jsonl"));
    return first.replaceAll("(?s).*?\"instance\":\"([^\"]*)\".*", "$1");
  }

  private static LogRecord accepted(String registry) {
    return new EventRecord(
        "policy-accepted", Map.of("registry", registry, "version", "commit", "reason", "first"));
  }

  private static LogRecord allowed(String user, String operation) {
    return decision(user, operation, DecisionRecord.Outcome.ALLOW);
  }

  private static LogRecord decision(String user, String operation, DecisionRecord.Outcome outcome) {
    return decision(user, operation, List.of(), outcome);
  }

  private static LogRecord tagged(String operation) {
    return decision("bob", operation, List.of(new Tag("latest")), DecisionRecord.Outcome.ALLOW);
  }

  private static LogRecord decision(
      String user, String operation, List<Tag> tags, DecisionRecord.Outcome outcome) {
    return new DecisionRecord(
        new Subject.User(user),
        operation,
        Optional.of(new RepositoryName("acme/api")),
        tags,
        Optional.empty(),
        outcome,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "commit");
  }

  private Command.Outcome unused(Path log, String... words) {
    List<String> all =
        new ArrayList<>(List.of("audit", "--view", "unused", "--format", "csv", "--decision-log"));
    all.add(log.toString());
    all.addAll(Arrays.asList(words));
    return run(all.toArray(String[]::new));
  }

  private Command.Outcome run(String... words) {
    return Command.in(git.folder()).run(words);
  }
}
