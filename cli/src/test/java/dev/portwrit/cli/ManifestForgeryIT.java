package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody could put beside a report, or into its manifest, so that `verify` takes it. */
class ManifestForgeryIT {
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [bob]\n---\n"
          + "repositories: acme/pay/**\ngrants:\n  - {role: push, to: [user:bob]}\n";

  @TempDir Path folder;
  private RealGit git;
  private Path report;
  private Path manifest;

  @BeforeEach
  void commits() {
    git = RealGit.init(folder.resolve("work")).at("2026-01-01T10:00:00Z");
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME).commit("Begin");
    git.at("2026-02-01T10:00:00Z").write("README.md", "Policies\n").commit("Say what it is");
    report = folder.resolve("q2.csv");
    manifest = folder.resolve("q2.csv.manifest");
  }

  @Test
  void signedManifestOfAnotherReport_isNoneOfThisOne() throws Exception {
    try (SigningTools tools = new SigningTools(folder)) {
      tools.ssh("ed25519", "ada");
      Path key = folder.resolve("ssh-ada");
      save("--sign", key.toString());
      Path forged = Files.writeString(folder.resolve("q1.csv"), "garbage\n");
      Path copy = Files.copy(manifest, folder.resolve("q1.csv.manifest"));
      Files.copy(folder.resolve("q2.csv.manifest.sig"), folder.resolve("q1.csv.manifest.sig"));

      for (Path named : List.of(forged, copy)) {
        Command.Outcome outcome = run("verify", named.toString(), "--signed-by", key + ".pub");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(outcome.out())
            .isEqualTo(copy + ": is the manifest of `q2.csv`, not of `q1.csv`\n");
      }
    }
  }

  @Test
  void manifestBesideAFolder_isOfNoConcern_andHeadIsOfALogAlone() throws IOException {
    save();
    Path log = Files.createDirectory(folder.resolve("log"));
    Files.copy(manifest, folder.resolve("log.manifest"));
    assertThat(run("verify", log.toString()).exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(run("verify", log.toString()).err()).contains("holds no decision log");

    for (Path named : List.of(report, manifest)) {
      Command.Outcome outcome = run("verify", named.toString(), "--head", "3:" + "a".repeat(64));
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).contains("`--head` is of a decision log");
    }
    Path json = folder.resolve("q2.json");
    Files.writeString(json, run("audit", "--format", "json", "--at", "HEAD").out());
    assertThat(run("verify", json.toString(), "--head", "3:" + "a".repeat(64)).err())
        .contains("`--head` is of a decision log");
  }

  @Test
  void secondPartThatIsNoEvidence_orAThird_makesNoManifest() throws IOException {
    save();
    String whole = Files.readString(manifest);
    String part = whole.replaceFirst("(?s).*\"parts\" : \\[\n(.*?)\n  ].*", "$1");
    for (String more : List.of(part, part.replace("q2.csv", "q2.csv.evidence") + ",\n" + part)) {
      Files.writeString(manifest, whole.replace(part, part + ",\n" + more));
      assertDiffers(manifest + ": is no manifest, or was changed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rows\" : 8|\"rows\" : 3|says 3 rows, and there are 8",
        "\"complete\" : true|\"complete\" : false|says that it is not complete, and it is",
        "\"report\" : \"access\"|\"report\" : \"unused\"|says `unused`, and the options ask for `access`",
        "\"options\" : { }|\"options\" : {\\n    \"no-such\" : \"x\"\\n  }|the option `no-such` is none",
      })
  void manifestThatSaysOtherwiseThanTheReport_isNamed(String said, String forged, String named)
      throws IOException {
    save();
    String whole = Files.readString(manifest);
    assertThat(whole).contains(said);
    Files.writeString(manifest, whole.replace(said, forged.replace("\\n", "\n")));
    assertDiffers(manifest + ": " + named);
  }

  @Test
  void commitThatIsNone_makesNoManifest() throws IOException {
    save();
    String head = git.run("rev-parse", "HEAD");
    Files.writeString(manifest, Files.readString(manifest).replace(head, "HEAD"));
    assertDiffers(manifest + ": is no manifest, or was changed");
  }

  @Test
  void commitThatTheBranchNeverWas_isNamed_unlessItsBranchIs() {
    git.run("checkout", "--quiet", "-b", "side");
    git.write("acme.yaml", ACME.replace("push", "admin")).commit("On the side");
    save();
    String side = git.run("rev-parse", "HEAD");
    assertThat(verify().exitCode()).isEqualTo(ExitCode.YES);
    git.run("checkout", "--quiet", "main");
    assertDiffers(report + ": is of commit " + side + ", which the branch");
    Command.Outcome consented =
        run("verify", report.toString(), "-C", "file://" + git.folder() + "/.git#side");
    assertThat(consented.exitCode()).as(consented.err()).isEqualTo(ExitCode.YES);

    git.run("merge", "--quiet", "--no-ff", "--message", "Merge", "side");
    assertDiffers(report + ": is of commit " + side + ", which the branch");
  }

  @Test
  void shallowClone_cannotTell_andSaysSo() throws IOException {
    save();
    Path shallow = folder.resolve("shallow");
    git.run("clone", "--quiet", "--depth", "1", "file://" + git.folder(), shallow.toString());

    Command.Outcome outcome = Command.in(shallow).run("verify", report.toString());
    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("git fetch --unshallow");

    Files.writeString(report, Files.readString(report).replace("bob", "eve"));
    assertThat(Command.in(shallow).run("verify", report.toString()).exitCode())
        .isEqualTo(ExitCode.NO);
  }

  @Test
  void whatWasFound_isSaid_whereThePoliciesCannotBeRead() throws IOException {
    save();
    String head = git.run("rev-parse", "HEAD");
    Files.writeString(report, Files.readString(report).replace("bob", "eve"));
    Files.writeString(manifest, Files.readString(manifest).replace(head, "0".repeat(40)));

    assertDiffers(report + ": has another SHA-256 than the manifest says");
    assertThat(verify().err()).contains("0".repeat(40));
  }

  @Test
  void lineEndInWhatAManifestSays_makesNoSecondLine() throws IOException {
    save();
    String whole = Files.readString(manifest);
    String previous = "],\n  \"previous\" : {\n    \"name\" : \"x\\nintact: 8 rows\",\n";
    previous += "    \"sha256\" : \"" + "a".repeat(64) + "\"\n  }\n}\n";
    Files.writeString(manifest, whole.replaceFirst("(?s)]\n}\n$", "").concat(previous));
    assertDiffers("x\\nintact: 8 rows: is not there");

    Files.writeString(
        manifest,
        whole
            .replace("\"rows\" : 8", "\"rows\" : 3")
            .replaceFirst("(\"tool\" : \")[^\"]*", "$11\\\\nintact: 8 rows"));
    assertDiffers("says 3 rows", "it was made by portwrit 1\\nintact: 8 rows, and");
    Files.writeString(manifest, whole.replace("]\n}", "],\n  \"key\" : \"a\\nb\"\n}"));
    assertDiffers(manifest + ": is no manifest, or was changed");
  }

  @Test
  void nameThatNoFileCanHave_makesNoManifest() throws IOException {
    save();
    String whole = Files.readString(manifest);
    String previous = "],\n  \"previous\" : {\n    \"name\" : \"\\u0000\",\n";
    previous += "    \"sha256\" : \"" + "a".repeat(64) + "\"\n  }\n}\n";
    Files.writeString(manifest, whole.replaceFirst("(?s)]\n}\n$", "").concat(previous));
    assertDiffers(manifest + ": is no manifest, or was changed");
  }

  @Test
  void changedManifestInThePlaceOfTheNewOne_isNotPassedOver() throws IOException {
    save();
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole + " ");
    Command.Outcome outcome = save();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.err()).contains("`" + manifest + "` is no manifest, or was changed");
    Path kept = Files.writeString(folder.resolve("kept"), whole);
    assertThat(save("--previous", kept.toString()).exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void reportWhoseNameIsThatOfAManifest_isRefused() {
    for (String name : List.of("a.manifest", "a.manifest.sig", "a.evidence")) {
      Path output = folder.resolve(name);
      Command.Outcome outcome = run("audit", "--output", output.toString());
      assertThat(outcome.exitCode()).as(name).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).contains("is the name of what lies beside a report");
      assertThat(output).doesNotExist();
    }
  }

  private void assertDiffers(String... named) {
    Command.Outcome outcome = verify();
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.NO);
    for (String one : named) {
      assertThat(outcome.out()).contains(one);
    }
    assertThat(outcome.out().lines()).as(outcome.out()).hasSize(named.length);
  }

  private Command.Outcome save(String... more) {
    List<String> words =
        new ArrayList<>(List.of("audit", "--format", "csv", "--output", report.toString()));
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
