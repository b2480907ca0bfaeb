package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import dev.portwrit.source.SigningTools;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway whose policy asks for signatures, and what is pushed to the branch that it follows. */
class RequireSignedIT extends FollowedRemote {
  private SigningTools tools;
  private SigningTools.Key ada;
  private SigningTools.Key mallory;

  @BeforeEach
  void policyThatAsksForSignatures() {
    tools = new SigningTools(folder);
    ada = tools.ssh("ed25519", "ada@acme");
    mallory = tools.ssh("ed25519", "mallory@acme");
    requires(ada);
  }

  @AfterEach
  void closeTools() {
    tools.close();
  }

  private void requires(SigningTools.Key... keys) {
    StringBuilder text = new StringBuilder("version: 1\nadmins: [ada]\nrequire-signed:\n");
    for (SigningTools.Key key : keys) {
      text.append(key.item());
    }
    work.write("portwrit.yaml", text.toString());
  }

  private String push(SigningTools.Key key) {
    String commit = key.commit(work, "a change");
    work.push();
    return commit;
  }

  private String refusal(PolicyInForce policy) {
    assertThat(policy.status().isCurrent()).isFalse();
    return policy.status().text();
  }

  @Test
  void poll_commitsBySomebodyElseOrNobody_areKeptOut() throws Exception {
    String signed = push(ada);
    PolicyInForce policy = start();
    assertThat(policy.current().version()).isEqualTo(signed);

    pushTeam("pay");
    policy.pollOnce();
    assertThat(refusal(policy)).contains("it is not signed; `require-signed` lists the keys");

    push(mallory);
    policy.pollOnce();
    assertThat(refusal(policy)).contains("the key is not one that may sign");
    assertThat(policy.current().version()).isEqualTo(signed);
    assertThat(store.stored.orElseThrow().id()).isEqualTo(signed);

    String accepted = push(ada);
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(accepted);
    assertThat(teams(policy)).containsExactly("pay");
  }

  @Test
  void poll_changeThatWouldLetItselfIn_isKeptOut() throws Exception {
    String signed = push(ada);
    PolicyInForce policy = start();

    requires(mallory);
    push(mallory);
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(signed);

    work.write("portwrit.yaml", "version: 1\nadmins: [ada]\n");
    work.commit("nobody signs any more");
    work.push();
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(signed);
  }

  @Test
  void poll_newKeyThatAnOldOneLetsIn_signsFromThenOn() throws Exception {
    push(ada);
    PolicyInForce policy = start();
    requires(tools.openPgp("Eve <eve@acme.example>"), mallory);
    push(ada);
    policy.pollOnce();

    String byTheNewKey = push(mallory);
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(byTheNewKey);
    push(ada);
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(byTheNewKey);
  }

  @Test
  void start_firstCommitThatLacksItsOwnSignature_doesNotStartWithoutTheOperator() throws Exception {
    String unsigned = work.commit("not signed");
    work.push();

    assertThat(failure(url, Optional.empty())).hasMessageContaining("it is not signed");
    assertThat(start(url, Optional.of(unsigned)).current().version()).isEqualTo(unsigned);
  }

  @Test
  void start_plainFolder_cannotBeSigned() {
    assertThat(failure(folder(work), Optional.empty()))
        .hasMessageContaining("a plain folder has no signature");
  }

  /** The files of a working tree without its repository. */
  private static String folder(RealGit tree) {
    assertThat(
            tree.folder()
                .resolve(".git")
                .toFile()
                .renameTo(tree.folder().resolveSibling("elsewhere").toFile()))
        .isTrue();
    return tree.folder().toString();
  }
}
