package dev.portwrit.source;

import static dev.portwrit.source.SourceFixture.environment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.SignatureVerdict.Refused;
import dev.portwrit.source.SignatureVerdict.SignedBy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits that the real git signs with real keys, and what becomes of them. */
class SigningKeysIT {
  @TempDir Path folder;
  private RealGit git;
  private SigningTools tools;

  @BeforeEach
  void workspace() {
    git = RealGit.init(folder.resolve("w")).write("portwrit.yaml", "version: 1\n");
    tools = new SigningTools(folder);
  }

  @AfterEach
  void close() {
    tools.close();
  }

  /** The keys are made by programs that have no other clock than the machine's. */
  private static Instant now() {
    return Instant.now();
  }

  private SignatureVerdict verdict(String commit, Instant now, SigningTools.Key... listed)
      throws SourceException {
    List<String> texts = List.of(listed).stream().map(SigningTools.Key::publicText).toList();
    try (GitHistory history =
        PolicySource.open(git.folder().toString(), folder, environment(folder))
            .history()
            .orElseThrow()) {
      return history.signature(commit, SigningKeys.of(texts), now);
    }
  }

  /** The newest commit with other content below the same signature. */
  private String forged() {
    String commit = git.run("cat-file", "commit", "HEAD").replace("a change", "another");
    return git.runWith(
        (commit + "\n").getBytes(StandardCharsets.UTF_8),
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--stdin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void signature_byAListedSshKey_isSignedByItsComment(String type) throws Exception {
    SigningTools.Key ada = tools.ssh(type, "ada@acme");
    SigningTools.Key bob = tools.ssh("ed25519", "bob@acme");
    String commit = ada.commit(git, "a change");

    assertThat(verdict(commit, now(), bob, ada)).isEqualTo(new SignedBy("ada@acme"));
    assertThat(verdict(commit, now(), bob))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.cause()).endsWith("the key is not one that may sign"));
    assertThat(verdict(forged(), now(), ada)).isInstanceOf(Refused.class);
  }

  @Test
  void signature_byASshKeyForAnotherPurpose_isRefused() throws Exception {
    SigningTools.Key ada = tools.ssh("ed25519", "ada@acme");
    ada.commit(git, "a change");
    String text = git.run("cat-file", "commit", "HEAD");
    String unsigned = text.replaceFirst("(?s)gpgsig .*?-----END SSH SIGNATURE-----\n", "") + "\n";
    String file = tools.sign(folder.resolve("ssh-ada@acme"), "file", unsigned);
    String signature = "gpgsig " + file.strip().replace("\n", "\n ") + "\n";
    int end = unsigned.indexOf("\n\n") + 1;
    String commit =
        git.runWith(
            (unsigned.substring(0, end) + signature + unsigned.substring(end))
                .getBytes(StandardCharsets.UTF_8),
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--stdin");

    assertThat(verdict(commit, now(), ada))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).contains("Namespace"));
  }

  @Test
  void signature_byAListedOpenPgpKey_isSignedByItsUser() throws Exception {
    SigningTools.Key ada = tools.openPgp("Ada <ada@acme.example>");
    SigningTools.Key bob = tools.openPgp("Bob <bob@acme.example>");
    String commit = ada.commit(git, "a change");

    assertThat(verdict(commit, now(), bob, ada)).isEqualTo(new SignedBy("Ada <ada@acme.example>"));
    assertThat(verdict(commit, now(), bob)).isInstanceOf(Refused.class);
    assertThat(verdict(commit, now(), tools.ssh("ed25519", "ada@acme")))
        .isInstanceOf(Refused.class);
    assertThat(verdict(forged(), now(), ada)).isInstanceOf(Refused.class);
  }

  @Test
  void signature_byAnOpenPgpKeyThatExpiredSince_isRefused() throws Exception {
    SigningTools.Key ada = tools.openPgp("Ada <ada@acme.example>");
    String commit = ada.commit(git, "a change");

    assertThat(verdict(commit, now(), ada)).isInstanceOf(SignedBy.class);
    assertThat(verdict(commit, now().plus(Duration.ofDays(400)), ada)).isInstanceOf(Refused.class);
  }

  @Test
  void signature_byAnOpenPgpKeyThatIsListedAsRevoked_isRefused() throws Exception {
    SigningTools.Key ada = tools.openPgp("Ada <ada@acme.example>");
    String commit = ada.commit(git, "a change");
    SigningTools.Key revoked = tools.revoked("Ada <ada@acme.example>");

    assertThat(verdict(commit, now(), revoked)).isInstanceOf(Refused.class);
  }

  @Test
  void signature_none_isRefused() throws Exception {
    String commit = git.commit("a change");

    assertThat(verdict(commit, now(), tools.ssh("ed25519", "ada@acme")))
        .isEqualTo(new Refused("it is not signed"));
  }

  @Test
  void flaw_ofRealPublicKeys_isNone() {
    for (String type : List.of("ed25519", "ecdsa", "rsa")) {
      assertThat(SigningKeys.flaw(tools.ssh(type, type).publicText())).isEmpty();
    }
    assertThat(SigningKeys.flaw(tools.openPgp("Ada").publicText())).isEmpty();
  }
}
