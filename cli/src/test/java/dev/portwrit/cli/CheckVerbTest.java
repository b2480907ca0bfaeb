package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Severity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class CheckVerbTest {
  @TempDir Path folder;

  @Test
  void unknownRole_isShownAsTheStyleSays() throws IOException {
    broken();
    Command.Outcome outcome = Command.in(folder).run("check");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out())
        .startsWith("acme.yaml:6:12: error[PW0104]: role `pusher` is not a role\n  help: ");
    assertThat(outcome.err()).isEqualTo("2 files, 1 error\n");
  }

  @Test
  void github_isAWorkflowCommandALine() throws IOException {
    broken();
    assertThat(Command.in(folder).run("check", "--format", "github").out())
        .startsWith(
            "::error file=acme.yaml,line=6,col=12,title=PW0104::role `pusher` is not a role%0A");
  }

  @Test
  void sarif_hasTheResultAtItsPlace() throws IOException {
    broken();
    assertThat(Command.in(folder).run("check", "--format", "sarif").out())
        .contains("\"version\" : \"2.1.0\"")
        .contains("\"ruleId\" : \"PW0104\"")
        .contains("\"uri\" : \"acme.yaml\"")
        .contains("\"startLine\" : 6");
  }

  @Test
  void junit_isXmlWithAFailureAFile() throws Exception {
    broken();
    String xml = Command.in(folder).run("check", "--format", "junit").out();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml.strip())));
    assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void junit_ofWarningsAlone_hasNoFailure_andShowsThem() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(
        folder.resolve("acme.yaml"),
        "organization: acme\nowners: [ada]\n---\nregistry: r\ntype: distribution\n"
            + "url: http://127.0.0.1:5000\nrepositories: [acme/**]\n---\nrepository: acme/x\n"
            + "native-webhooks: {ci: https://ci.example/}\n");
    Command.Outcome outcome = Command.in(folder).run("check", "--format", "junit");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.YES);
    assertThat(outcome.out()).contains("failures=\"0\"").contains("warning[PW0407]");
  }

  @Test
  void whatIsFoundForCertain_exitsOneWhateverElseIsUnknown() {
    Diagnostic found = error(Code.EXPIRING_USER_GRANTS);
    Diagnostic open = error(Code.GUARDRAIL_UNDETERMINED);
    Diagnostic stranger = error(Code.AUTHOR_UNKNOWN);
    assertThat(CheckVerb.exitCode(List.of(open, found, stranger))).isEqualTo(ExitCode.NO);
    assertThat(CheckVerb.exitCode(List.of(open))).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CheckVerb.exitCode(List.of(stranger))).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(CheckVerb.exitCode(List.of())).isEqualTo(ExitCode.YES);
  }

  private static Diagnostic error(Code code) {
    return new Diagnostic(Optional.empty(), Severity.ERROR, code, "so it is", Optional.empty());
  }

  @Test
  void guardrailInForce_findsAndExitsOne() throws IOException {
    Files.writeString(
        folder.resolve("portwrit.yaml"),
        "version: 1\nguardrails:\n  standard: [expiring-user-grants]\n");
    Files.writeString(
        folder.resolve("acme.yaml"),
        "organization: acme\nowners: [ada]\n---\nrepositories: acme/**\ngrants:\n"
            + "  - {role: push, to: [user:ada]}\n");
    Command.Outcome outcome = Command.in(folder).run("check");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).contains("acme.yaml:6").contains("error[PW06");
  }

  @Test
  void escapeSequenceInAPolicy_doesNotReachTheTerminal() throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("acme.yaml"), "\"\\u001b[2Jorganization\": acme\n");
    Command.Outcome outcome = Command.in(folder).run("check");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out() + outcome.err()).doesNotContain("\u001b");
  }

  private void broken() throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(
        folder.resolve("acme.yaml"),
        "organization: acme\nowners: [ada]\n---\nrepositories: acme/**\ngrants:\n"
            + "  - {role: pusher, to: [user:ada]}\n");
  }

  @Test
  void sarif_colonInAFileName_isNoScheme() throws IOException {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("1:b %.yaml"), "organization: [\n");
    Command.Outcome outcome = Command.in(folder).run("check", "--format", "sarif");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    assertThat(outcome.out()).contains("\"uri\" : \"./1:b%20%25.yaml\"");
  }

  @Test
  void junit_ofWhatXmlCannotHold_isXml() throws Exception {
    Files.writeString(folder.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(folder.resolve("acme.yaml"), "\"a\\uFFFE\\uFFFF\\uFDD0\": x\n");
    Command.Outcome outcome = Command.in(folder).run("check", "--format", "junit");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(outcome.out().strip())));
    assertThat(outcome.out()).contains("\\ufffe");
  }
}
