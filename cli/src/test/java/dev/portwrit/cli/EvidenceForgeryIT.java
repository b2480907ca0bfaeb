package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.SmallDisk;
import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogSettings;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.decisionlog.LogRecord;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.MemoryTwin;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.source.RealGit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports that hold policies against a live registry or a decision log, as somebody leaves them who
 * takes away what they say and mends the manifest.
 */
class EvidenceForgeryIT {
  private static final String ACME =
      """
      organization: acme
      members: [ada, bob, cy]
      ---
      team: acme/pay
      members: [bob]
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
      gateway: true
      mode: authoritative
      ---
      repository: acme/api
      grants:
        - {role: push, to: [team:acme/pay]}
        - {role: pull, to: [user:ada, user:cy]}
      """;

  @TempDir Path folder;
  private RealGit git;
  private ForgedReport report;
  private final MemoryTwin twin =
      new MemoryTwin(
          LawWorkspaces.registry(Registry.Type.DISTRIBUTION, Registry.Mode.AUTHORITATIVE));

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-10T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).commit("Begin");
    report = new ForgedReport(folder.resolve("q1.csv"));
  }

  @Test
  void registryThatWasNotRead_isNotMadeOneThatWas() throws IOException {
    unreadable();
    for (String view : List.of("access", "who-can", "matrix", "orphans", "drift")) {
      assertThat(save("--view", view, "--registry", "live")).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(verify().exitCode()).as(view).isEqualTo(ExitCode.YES);
      assertThat(verify().out()).contains("as `live` was at " + Command.NOW + ", not complete: ");
      if (!view.equals("access")) {
        report.without(row -> row.contains("unknown"));
      }
      report.withoutEvidence().complete();
      assertDiffers("holds policies against the registry `live`, and its evidence is of none");
    }
  }

  @Test
  void registryThatWasNotAsked_isNotMadeOneThatWas() throws IOException {
    save("--registry", "live", "--no-live");
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    report.without("no-live");
    assertDiffers("holds policies against the registry `live`, and its evidence is of none");
  }

  @Test
  void evidenceOfAnotherRegistry_orOfOneThatWasNotAskedFor_isNamed() throws IOException {
    save("--registry", "live");
    report.withEvidence("\"registry\" : \"live\"", "\"registry\" : \"hub\"");
    assertDiffers("holds policies against the registry `live`, and its evidence is of `hub`");
    save("--registry", "live");
    report.with("no-live", "");
    assertDiffers("holds policies against no registry, and its evidence is of `live`");
  }

  @Test
  void unused_withoutWhatWasDone_andAnyOtherViewWithIt_areNamed() throws Exception {
    List<String> unused = List.of("--view", "unused", "--decision-log", log());
    save(unused);
    assertThat(verify().exitCode()).as(verify().out()).isEqualTo(ExitCode.YES);
    String uses = Files.readString(report.evidence()).replaceFirst("(?s).*(,\n  \"uses\".*)", "$1");
    report.withEvidence(uses, "\n}\n");
    assertDiffers("says what was not used, and its evidence does not say what was done");

    save("--decision-log", log());
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    assertThat(Files.readString(report.evidence()))
        .as("who did what is kept for what is made of it")
        .doesNotContain("\"uses\"");
    report.withEvidence("\n}\n", uses);
    assertDiffers("its evidence says what was done, of which it makes nothing");
  }

  @Test
  void rowRemoved_ofAReportHeldAgainstARegistryOrALog_isNamed() throws Exception {
    twin.put("grants", "acme/api", "{\"ada\":\"pull\",\"stranger\":\"pull\"}");
    for (String view : List.of("access", "who-can", "drift")) {
      save("--view", view, "--registry", "live");
      report.without(row -> row.contains("stranger") || row.contains("ada"));
      assertDiffers("lacks", "of commit");
    }
    save("--view", "unused", "--decision-log", log());
    report.without(row -> row.contains("user:cy"));
    assertDiffers("lacks 1 line of commit");
  }

  @Test
  void rowRemoved_whereTheLogHasAGap_isNamed_inACloneThatLacksNothing() throws Exception {
    EventRecord gap = new EventRecord("gap", Map.of("missed", "4711", "refused", "0"));
    assertThat(save("--view", "unused", "--decision-log", log(gap)))
        .isEqualTo(ExitCode.UNDETERMINED);
    assertThat(verify().exitCode()).as("as it was made").isEqualTo(ExitCode.YES);
    report.without(row -> row.contains("user:cy"));
    assertDiffers("lacks 1 line of commit");
  }

  @Test
  void rowRemoved_ofAReportOfATeam_isNamed_inACloneThatLacksNothing() throws IOException {
    save("--subject", "team:acme/pay");
    assertThat(verify().exitCode()).as("as it was made").isEqualTo(ExitCode.YES);
    report.without(row -> row.contains(",overwrite,"));
    assertDiffers("lacks 1 line of commit");
  }

  @Test
  void diskThatFills_whileTheEvidenceIsWritten_leavesTheReportBefore() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      report = new ForgedReport(disk.folder().resolve("q1.csv"));
      save("--registry", "live");
      String before = Files.readString(report.evidence());
      disk.fill();
      disk.free(1);
      assertThat(save("--registry", "live", "--subject", "user:bob"))
          .isEqualTo(ExitCode.UNDETERMINED);
      assertThat(report.evidence()).hasContent(before);
      try (Stream<Path> left = Files.list(disk.folder())) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .containsExactlyInAnyOrder("q1.csv", "q1.csv.evidence", "q1.csv.manifest", "filler");
      }
      assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    }
  }

  private void unreadable() {
    twin.misbehave(
        new Misbehaviour() {
          @Override
          public Read onRead(int call) {
            return Read.FAILED;
          }
        });
  }

  private String log(LogRecord... records) throws Exception {
    Path log = folder.resolve("log");
    try (DecisionLog decisions =
        DecisionLog.open(
            log,
            DecisionLogSettings.DEFAULT,
            Clock.fixed(Command.NOW, ZoneOffset.UTC),
            new SimpleMeterRegistry())) {
      decisions.append(new EventRecord("policy-accepted", Map.of("registry", "live")));
      decisions.append(
          new DecisionRecord(
              new Subject.User("bob"),
              "push",
              Optional.of(new RepositoryName("acme/api")),
              List.of(),
              Optional.empty(),
              DecisionRecord.Outcome.ALLOW,
              Optional.empty(),
              List.of(),
              Optional.empty(),
              "commit"));
      for (LogRecord one : records) {
        decisions.append(one);
      }
    }
    return log.toString();
  }

  private void assertDiffers(String... named) {
    Command.Outcome outcome = verify();
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains(named);
  }

  private ExitCode save(List<String> more) {
    return save(more.toArray(String[]::new));
  }

  private ExitCode save(String... more) {
    List<String> words = new ArrayList<>(List.of("audit", "--format", "csv"));
    words.addAll(List.of("--output", report.file().toString()));
    words.addAll(List.of("--state", folder.resolve("state").toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new)).exitCode();
  }

  private Command.Outcome verify() {
    return run("verify", report.file().toString());
  }

  private Command.Outcome run(String... words) {
    return Command.in(git.folder()).withRegistries(new TwinRegistries(twin)).run(words);
  }
}
