package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.SmallDisk;
import dev.portwrit.source.GitHttpServer;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in files: their manifests, signatures and chain, and what `verify` finds of each. */
class AuditManifestIT {
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [bob]\n---\n"
          + "repositories: acme/pay/**\ngrants:\n  - {role: push, to: [user:bob]}\n";

  @TempDir Path folder;
  private RealGit git;
  private Path report;
  private Path manifest;
  private Path signature;

  @BeforeEach
  void commits() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).commit("Begin");
    report = folder.resolve("q1.csv");
    manifest = folder.resolve("q1.csv.manifest");
    signature = folder.resolve("q1.csv.manifest.sig");
  }

  @Test
  void manifest_saysWhatTheReportIsMadeOf() throws IOException {
    Command.Outcome outcome = save();

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("8 rows in `" + report + "`; manifest ");
    assertThat(Files.readString(manifest))
        .contains("\"report\" : \"access\"")
        .contains("\"format\" : \"csv\"")
        .contains("\"commit\" : \"" + git.run("rev-parse", "HEAD").strip() + "\"")
        .contains("\"now\" : \"2026-11-20T12:00:00Z\"")
        .contains("\"complete\" : true")
        .contains("\"rows\" : 8")
        .contains("\"tool\" : \"" + Version.text() + "\"")
        .contains("\"made-at\" : \"2026-11-20T12:00:00Z\"")
        .contains("\"made-by\" : \"" + System.getProperty("user.name"))
        .contains("\"name\" : \"q1.csv\"");
    assertThat(verify().out())
        .isEqualTo(
            "intact: `"
                + report
                + "`, 8 rows, as commit "
                + git.run("rev-parse", "HEAD").strip()
                + " says\nof everything, at 2026-11-20T12:00:00Z, complete\n"
                + "made at 2026-11-20T12:00:00Z by `"
                + Files.readString(manifest).replaceFirst("(?s).*\"made-by\" : \"([^\"]*).*", "$1")
                + "`, it says\n");
    assertThat(run("verify", manifest.toString()).exitCode()).isEqualTo(ExitCode.YES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "ndjson", "csv", "markdown", "html"})
  void report_ofOneCommitAndInstant_hasTheSameBytes(String format) throws IOException {
    save("--format", format, "--now", "2026-03-31T00:00:00Z");
    byte[] once = Files.readAllBytes(report);
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", ACME.replace("push", "pull")).commit("Less");

    save("--format", format, "--now", "2026-03-31T00:00:00Z", "--at", "HEAD~1");

    assertThat(Files.readAllBytes(report)).isEqualTo(once);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void intact_saysOfWhat_soThatNoOtherReportIsTakenForIt() throws IOException {
    save();
    save("--subject", "user:nobody", "--now", "2099-01-01T00:00:00Z");
    assertThat(verify().out())
        .contains("0 rows")
        .contains("\nof `--subject user:nobody`, at 2099-01-01T00:00:00Z, complete\n");

    save("--at", "HEAD", "--now", "2020-03-31T23:59:59Z");
    String head = git.run("rev-parse", "HEAD").strip();
    assertThat(verify().out())
        .contains("\nof everything, at 2020-03-31T23:59:59Z, complete\n")
        .contains("\ncommit " + head + " is of 2026-01-01T10:00:00Z, after that instant\n");
  }

  @Test
  void madeBy_namesTheMachine_andForWhomACiWorks() throws IOException {
    String here = System.getProperty("user.name") + "@";
    save();
    assertThat(Files.readString(manifest)).containsPattern("\"made-by\" : \"" + here + "[^\" ]+\"");
    for (String variable : List.of("GITHUB_ACTOR", "GITLAB_USER_LOGIN")) {
      Command.in(git.folder())
          .withVariables(Map.of(variable, "octocat"))
          .run("audit", "--output", report.toString());
      assertThat(Files.readString(manifest))
          .containsPattern("\"made-by\" : \"" + here + "[^\" ]+ for octocat\"");
    }
  }

  @Test
  void oneByteAnother_isNamed() throws IOException {
    save();
    byte[] bytes = Files.readAllBytes(report);
    bytes[bytes.length - 3] ^= 1;
    Files.write(report, bytes);

    assertDiffers(
        report + ": has another SHA-256 than the manifest says", report + ":9: says otherwise");
  }

  @Test
  void rowRemoved_orAdded_isNamed() throws IOException {
    save();
    List<String> lines = Files.readString(report).lines().toList();
    write(lines.subList(0, lines.size() - 1));
    assertDiffers(report + ": has another SHA-256", report + ":9: lacks 1 line of commit ");

    List<String> more = new ArrayList<>(lines);
    more.add(lines.get(8).replace("bob", "eve"));
    write(more);
    assertDiffers(report + ": has another SHA-256", report + ":10: is no line of commit ");
  }

  @Test
  void reportAndManifestReplaced_areFoundOutByThePolicies() throws IOException {
    save();
    git.write("acme.yaml", ACME.replace("user:bob", "user:ada")).commit("Another");
    save();
    String other = Files.readString(manifest);
    String head = git.run("rev-parse", "HEAD").strip();
    String before = git.run("rev-parse", "HEAD~1").strip();
    Files.writeString(manifest, other.replace(head, before));

    String otherwise = ": says otherwise than commit " + before;
    assertDiffers(report + ":7" + otherwise, report + ":8" + otherwise, report + ":9" + otherwise);
  }

  @Test
  void manifestThatIsNone_isNamed() throws IOException {
    save();
    Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 8", "\"rows\":8"));
    assertDiffers(manifest + ": is no manifest, or was changed");
    Files.delete(manifest);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void partThatIsGone_isNamed() throws IOException {
    save();
    Files.delete(report);
    Command.Outcome outcome = run("verify", manifest.toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).isEqualTo(report + ": is not there\n");
  }

  @Test
  void signature_isVerifiedBySshKeygenItself_andByVerify() throws Exception {
    try (SigningTools tools = new SigningTools(folder)) {
      String publicKey = tools.ssh("ed25519", "ada").publicText();
      Path key = folder.resolve("ssh-ada");
      save("--sign", key.toString());

      assertThat(sshKeygenVerifies(publicKey)).isTrue();
      Command.Outcome outcome = run("verify", report.toString(), "--signed-by", key + ".pub");
      assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.YES);
      assertThat(outcome.out()).startsWith("signed by SHA256:");

      Files.writeString(manifest, Files.readString(manifest).replace("12:00:00Z", "12:00:01Z"));
      assertThat(sshKeygenVerifies(publicKey)).isFalse();
      assertDiffers(signature + ": is no signature of this manifest");
    }
  }

  @Test
  void signatureOfAnotherKey_isNamed() throws Exception {
    try (SigningTools tools = new SigningTools(folder)) {
      tools.ssh("ed25519", "ada");
      tools.ssh("ed25519", "eve");
      Path ada = folder.resolve("ssh-ada");
      save("--sign", ada.toString());
      Files.writeString(
          signature, tools.sign(folder.resolve("ssh-eve"), "file", Files.readString(manifest)));

      assertDiffers(signature + ": is by another key, SHA256:");

      save("--sign", folder.resolve("ssh-eve").toString());
      assertThat(verify().exitCode()).as("it is whole").isEqualTo(ExitCode.YES);
      Command.Outcome outcome = run("verify", report.toString(), "--signed-by", ada + ".pub");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
      assertThat(outcome.out()).contains("not by `" + ada + ".pub`");
    }
  }

  @Test
  void signatureTakenAway_isNamed() throws Exception {
    try (SigningTools tools = new SigningTools(folder)) {
      tools.ssh("ed25519", "ada");
      Path ada = folder.resolve("ssh-ada");
      save("--sign", ada.toString());
      Files.delete(signature);
      assertDiffers(signature + ": is not there, and the manifest names a key");

      save();
      Command.Outcome outcome = run("verify", report.toString(), "--signed-by", ada + ".pub");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
      assertThat(outcome.out()).contains("is not signed");
    }
  }

  @Test
  void keyThatIsNone_leavesNoReport() {
    Command.Outcome outcome = save("--sign", folder.resolve("nowhere").toString());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("is no SSH key");
    assertThat(report).doesNotExist();
  }

  @Test
  void previousManifest_isPartOfTheChain() throws IOException {
    save();
    Path second = folder.resolve("q2.csv");
    run("audit", "--format", "csv", "--output", second.toString(), "--previous", "" + manifest);
    assertThat(folder.resolve("q2.csv.manifest")).content().contains("\"name\" : \"q1.csv.manif");
    assertThat(run("verify", second.toString()).exitCode()).isEqualTo(ExitCode.YES);

    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.replace("\"rows\" : 8", "\"rows\" : 7"));
    Command.Outcome broken = run("verify", second.toString());
    assertThat(broken.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(broken.out())
        .isEqualTo(manifest + ": has another SHA-256 than the manifest after it says\n");

    Files.delete(manifest);
    assertThat(run("verify", second.toString()).out()).contains("names it as the one before");
    Path kept = Files.writeString(folder.resolve("kept"), whole);
    assertThat(run("verify", second.toString(), "--previous", "" + kept).exitCode())
        .isEqualTo(ExitCode.YES);
  }

  @Test
  void reportInThePlaceOfAnother_namesItsManifest() throws IOException {
    save();
    Path kept = Files.copy(manifest, folder.resolve("kept"));
    save();

    assertThat(verify().out()).contains("the manifest before it is not here: SHA-256 ");
    assertThat(run("verify", report.toString(), "--previous", "" + kept).exitCode())
        .isEqualTo(ExitCode.YES);

    Files.copy(manifest, kept, StandardCopyOption.REPLACE_EXISTING);
    save("--previous", "" + manifest);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    assertThat(run("verify", report.toString(), "--previous", "" + kept).exitCode())
        .isEqualTo(ExitCode.YES);
    assertThat(run("verify", report.toString(), "--previous", "" + manifest).exitCode())
        .isEqualTo(ExitCode.NO);
  }

  @Test
  void diskThatFills_leavesNoHalfReport_andTheOneBefore() throws Exception {
    StringBuilder many = new StringBuilder(ACME).append("---\nrepositories: acme/**\ngrants:\n");
    for (int i = 0; i < 2_000; i++) {
      many.append("  - {role: pull, to: [user:bob]}\n");
    }
    git.write("acme.yaml", many.toString()).commit("Many");
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      report = disk.folder().resolve("q1.csv");
      manifest = disk.folder().resolve("q1.csv.manifest");
      save("--subject", "user:ada");
      String before = Files.readString(report);
      disk.fill();

      Command.Outcome outcome = save();

      assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
      assertThat(outcome.err()).contains("the report could not be written to `" + report);
      assertThat(report).hasContent(before);
      try (Stream<Path> left = Files.list(disk.folder())) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .containsExactlyInAnyOrder("q1.csv", "q1.csv.manifest", "filler");
      }
      assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
      disk.empty();
      assertThat(save().exitCode()).isEqualTo(ExitCode.YES);
    }
  }

  @Test
  void diskThatFills_whileTheSignatureIsWritten_leavesTheReportBefore() throws Exception {
    try (SigningTools tools = new SigningTools(folder);
        SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      tools.ssh("ed25519", "ada");
      report = disk.folder().resolve("q1.csv");
      assertLeavesTheReportBefore(disk, 2, "--sign", folder.resolve("ssh-ada").toString());
    }
  }

  @Test
  void diskThatFills_whileHtmlIsWritten_leavesTheReportBefore() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      report = disk.folder().resolve("q1.csv");
      assertLeavesTheReportBefore(disk, 1, "--format", "html");
    }
  }

  private void assertLeavesTheReportBefore(SmallDisk disk, int pages, String... more)
      throws IOException {
    save("--subject", "user:ada");
    String before = Files.readString(report);
    disk.fill();
    disk.free(pages);
    Command.Outcome outcome = save(more);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("the report could not be written to `" + report);
    assertThat(report).hasContent(before);
    try (Stream<Path> left = Files.list(disk.folder())) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("q1.csv", "q1.csv.manifest", "filler");
    }
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    disk.free(16);
    assertThat(save(more).exitCode()).as("it was the disk").isEqualTo(ExitCode.YES);
  }

  @Test
  void dateBeforeTheFirstCommit_hasNoReport_andEverBeforeItNobody() throws IOException {
    Command.Outcome outcome = save("--at", "2025-12-31");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("there is no commit at or before 2025-12-31");
    assertThat(report).doesNotExist();

    String[] ever = {"--view", "ever", "--between"};
    save(ever[0], ever[1], ever[2], "2025-01-01..2025-12-31");
    assertThat(Files.readString(report).lines()).as("nobody could do anything").hasSize(1);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    assertThat(save(ever[0], ever[1], ever[2], "2025-01-01..2026-01-31").exitCode())
        .isEqualTo(ExitCode.YES);
    assertThat(CsvRows.of(Files.readString(report), "from"))
        .allMatch("2026-01-01T10:00:00Z"::equals);
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void reportThatWouldBePolicy_isRefused() {
    Command.Outcome outcome = run("audit", "--format", "json", "--output", "report.json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("would be read as policy");
    assertThat(run("audit", "--sign", "key").exitCode()).isEqualTo(ExitCode.WRONG);
  }

  @Test
  void uncommittedPolicies_areOfNoCommit() throws IOException {
    git.write("acme.yaml", ACME.replace("push", "maintain"));
    save();
    assertThat(Files.readString(manifest)).contains("\"commit\" : \"\"");
    assertThat(verify().out()).contains("as the policies as they are now say\nof everything, at");
  }

  @Test
  void remote_isAskedOnce_byAuditAndByVerify() {
    git.run("clone", "--quiet", "--bare", ".", folder.resolve("bare.git").toString());
    try (GitHttpServer server = new GitHttpServer(folder, Optional.empty(), null)) {
      Command.Outcome outcome = save("-C", server.url("bare.git"));
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.YES);
      assertThat(server.fetches()).isEqualTo(1);

      Command.Outcome verified = run("verify", report.toString(), "-C", server.url("bare.git"));
      assertThat(verified.exitCode()).as(verified.err()).isEqualTo(ExitCode.YES);
      assertThat(server.fetches()).isEqualTo(2);
    }
  }

  private boolean sshKeygenVerifies(String publicKey) throws Exception {
    Path allowed =
        Files.writeString(folder.resolve("allowed"), "ada@acme.example " + publicKey + "\n");
    Process process =
        new ProcessBuilder(
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                "" + allowed,
                "-I",
                "ada@acme.example",
                "-n",
                "file",
                "-s",
                "" + signature)
            .redirectInput(manifest.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(report, String.join("\r\n", lines) + "\r\n");
  }

  private void assertDiffers(String... named) {
    Command.Outcome outcome = verify();
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.NO);
    for (String one : named) {
      assertThat(outcome.out()).contains(one);
    }
    assertThat(outcome.out().lines()).hasSize(named.length);
  }

  private Command.Outcome save(String... more) {
    List<String> words = new ArrayList<>(List.of("audit", "--output", report.toString()));
    if (!List.of(more).contains("--format")) {
      words.addAll(List.of("--format", "csv"));
    }
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private Command.Outcome verify() {
    return run("verify", report.toString());
  }

  private Command.Outcome run(String... words) {
    return Command.in(git.folder()).run(words);
  }
}
