package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import dev.portwrit.source.SourceFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway on a plain folder. */
class FolderFollowingTest {
  @TempDir Path folder;
  private final SettableClock clock = new SettableClock("2026-03-01T00:00:00Z");
  private final RecordedEvents events = new RecordedEvents();

  @BeforeEach
  void workspace() throws IOException {
    write("portwrit.yaml", "version: 1\nadmins: [ada]\n");
    write("acme.yaml", "organization: acme\nowners: [ada]\nmembers: [bob]\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private PolicyInForce start() throws NotInForceException, SourceException {
    return start(Optional.empty());
  }

  private PolicyInForce start(Optional<String> accept) throws NotInForceException, SourceException {
    return start(accept, Revision.CURRENT);
  }

  private PolicyInForce start(Optional<String> accept, Revision revision)
      throws NotInForceException, SourceException {
    try (PolicySource source =
        PolicySource.open(folder.toString(), folder, SourceFixture.environment(folder))) {
      return PolicyInForce.start(
          source,
          new PolicyCompiler(Set.of()),
          new MemoryStore(),
          new FollowSettings(revision, accept, List.of(new AdminsCheck()), clock, events));
    }
  }

  private static int teams(PolicyInForce policy) {
    return policy.current().index().workspace().teams().size();
  }

  @Test
  void start_folder_isInForceAtOnce() throws Exception {
    PolicyInForce policy = start();

    assertThat(policy.current().version()).matches("folder:[0-9a-f]{12}");
    assertThat(policy.current().commit()).isEmpty();
    assertThat(events.lines).containsExactly("FIRST " + policy.current().version());
  }

  @Test
  void poll_change_comesIntoForceWhenTwoScansAgree() throws Exception {
    PolicyInForce policy = start();
    write("pay.yaml", "team: acme/pay\nmembers: [bob]\n");
    policy.pollOnce();
    assertThat(teams(policy)).isZero();
    policy.pollOnce();
    assertThat(teams(policy)).isEqualTo(1);
  }

  @Test
  void poll_brokenState_keepsTheOldOneAndSaysSo() throws Exception {
    PolicyInForce policy = start();
    String before = policy.current().version();
    write("pay.yaml", "team: acme/pay\nmembers: [nobody]\n");
    policy.pollOnce();
    policy.pollOnce();
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(before);
    assertThat(policy.status().isCurrent()).isFalse();
    assertThat(policy.status().text()).contains("it does not compile: pay.yaml:2:11: error[");
    assertThat(events.lines).hasSize(2);

    Files.delete(folder.resolve("pay.yaml"));
    policy.pollOnce();
    policy.pollOnce();
    assertThat(policy.status().isCurrent()).isTrue();
    assertThat(policy.current().version()).isEqualTo(before);
  }

  @Test
  void poll_rootFileThatVanishes_keepsThePolicyAndCounts() throws Exception {
    PolicyInForce policy = start();
    Files.delete(folder.resolve("portwrit.yaml"));
    clock.advance(Duration.ofSeconds(5));
    policy.pollOnce();

    assertThat(teams(policy)).isZero();
    assertThat(policy.sinceLastLook()).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.status().text()).contains("there is no `portwrit.yaml`");
  }

  @Test
  void poll_changeAgainstTheAdmins_isNotAccepted() throws Exception {
    PolicyInForce policy = start();
    write("portwrit.yaml", "version: 1\n");
    write("acme.yaml", "organization: acme\nowners: [bob]\n");
    policy.pollOnce();
    policy.pollOnce();

    assertThat(policy.current().settings().admins()).hasSize(1);
    assertThat(policy.status().text()).contains("admin `user:ada` does not administer");
  }

  @Test
  void start_brokenFolderOrACommitToAccept_doesNotStart() throws Exception {
    NotInForceException commit =
        catchThrowableOfType(NotInForceException.class, () -> start(Optional.of("0123456789")));
    assertThat(commit).hasMessage("a plain folder has no commit to accept");

    NotInForceException earlier =
        catchThrowableOfType(
            NotInForceException.class, () -> start(Optional.empty(), Revision.parse("2026-01-01")));
    assertThat(earlier).hasMessage("a plain folder has no earlier state");

    write("acme.yaml", "organization: [\n");
    NotInForceException broken =
        catchThrowableOfType(NotInForceException.class, () -> start(Optional.empty()));
    assertThat(broken).hasMessageStartingWith("the workspace cannot come into force: it does not");
    assertThat(broken.help()).contains("`portwrit check` shows every problem");
  }

  @Test
  void polling_realThread_bringsAChangeWithinTwoSeconds() throws Exception {
    PolicyInForce policy = start();
    try (PolicyPolling polling = PolicyPolling.every(Duration.ofMillis(50), policy)) {
      assertThat(polling).isNotNull();
      long begin = System.nanoTime();
      write("pay.yaml", "team: acme/pay\nmembers: [bob]\n");
      while (teams(policy) == 0 && System.nanoTime() - begin < 2_000_000_000L) {
        Thread.onSpinWait();
      }
      assertThat(teams(policy)).isEqualTo(1);
    }
  }
}
