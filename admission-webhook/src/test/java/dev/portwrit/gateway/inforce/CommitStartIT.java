package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import dev.portwrit.source.SourceFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Starts and restarts of a gateway that follows commits. */
class CommitStartIT extends FollowedRemote {
  @Test
  void start_firstTime_acceptsTheTipAndWritesItDown() throws Exception {
    PolicyInForce policy = start();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.current().commit().orElseThrow().subject()).isEqualTo("first");
    assertThat(policy.current().acceptedAt()).isEqualTo(clock.instant());
    assertThat(store.stored).contains(new AcceptedCommit(first, clock.instant(), Optional.empty()));
    assertThat(events.lines).containsExactly("FIRST " + first);
    assertThat(policy.status())
        .isEqualTo(
            new PolicyStatus(
                true,
                "policy " + first.substring(0, 12) + " is in force since 2026-03-01T00:00:00Z"));
  }

  @Test
  void start_acceptLeftInTheCommandLine_doesNotTurnBack() throws Exception {
    String second = pushTeam("pay");
    PolicyInForce policy = start(url, Optional.of(first));
    assertThat(policy.current().version()).isEqualTo(second);
    assertThat(events.lines)
        .containsExactly("OPERATOR " + first, "FOLLOWING " + second + " after " + first);

    assertThat(start(url, Optional.of(first)).current().version()).isEqualTo(second);
    assertThat(events.lines).endsWith("RESTART " + second);
  }

  @Test
  void start_afterARestartWithoutRemote_usesTheAcceptedCommit() throws Exception {
    start();
    Files.move(remote.folder(), folder.resolve("away.git"));
    clock.advance(Duration.ofHours(2));

    PolicyInForce policy = start();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.current().acceptedAt()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(policy.sinceLastLook()).isEqualTo(Duration.ofHours(2));
    assertThat(events.lines.get(1)).isEqualTo("RESTART " + first);
    assertThat(events.lines.get(2)).startsWith("UNREACHABLE ");
  }

  @Test
  void start_afterARestart_catchesUp() throws Exception {
    start();
    String second = pushTeam("pay");

    assertThat(start().current().version()).isEqualTo(second);
    assertThat(events.lines)
        .containsExactly(
            "FIRST " + first, "RESTART " + first, "FOLLOWING " + second + " after " + first);
  }

  @Test
  void start_afterARestartWithABrokenTip_usesTheAcceptedCommit() throws Exception {
    start();
    work.write("acme.yaml", "organization: [\n").commit("broken");
    work.push();

    assertThat(start().current().version()).isEqualTo(first);
  }

  @Test
  void start_cacheIsGoneAndTheHistoryRewritten_doesNotStart() throws Exception {
    start();
    work.run("commit", "--quiet", "--amend", "-m", "rewritten");
    work.push("--force");
    close();
    delete(SourceFixture.environment(folder).cache());

    NotInForceException failure = failure(url, Optional.empty());

    assertThat(failure)
        .hasMessage("the accepted commit " + first + " is not in the repository any more");
    assertThat(failure.help().orElseThrow()).contains("`--accept`");
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void start_rewrittenHistoryAndGarbageCollected_stillHasTheAcceptedCommit() throws Exception {
    start();
    work.run("commit", "--quiet", "--amend", "-m", "rewritten");
    work.push("--force");
    start();
    try (Stream<Path> copies = Files.list(SourceFixture.environment(folder).cache())) {
      for (Path copy : copies.filter(Files::isDirectory).toList()) {
        RealGit.at(copy).run("gc", "--quiet", "--prune=now");
      }
    }

    assertThat(start().current().version()).isEqualTo(first);
  }

  @Test
  void start_withoutAnythingToAccept_doesNotStart() {
    Path away = folder.resolve("none.git");
    RealGit.initBare(away);
    assertThat(failure(away.toUri().toString(), Optional.empty()))
        .hasMessageContaining("has no commit yet");
    assertThat(failure(folder.resolve("absent.git").toUri().toString(), Optional.empty()))
        .isNotNull();

    work.write("acme.yaml", "organization: [\n").commit("broken");
    work.push();
    assertThat(failure(url, Optional.empty())).hasMessageContaining("it does not compile: ");
    assertThat(store.stored).isEmpty();
  }

  @Test
  void start_acceptOfWhatIsNoCommit_doesNotStart() {
    assertThat(failure(url, Optional.of("main"))).hasMessage("`main` is not a commit");
    assertThat(failure(url, Optional.of("0123456789"))).isNotNull();
    assertThat(store.stored).isEmpty();
  }

  @Test
  void start_unreadableStore_doesNotStart() {
    store.unreadable = true;

    assertThat(failure(url, Optional.empty()))
        .hasMessage("the accepted commit cannot be read or written: input/output error");
  }

  @Test
  void start_workingTree_followsItsCommitsAndNotItsFiles() throws Exception {
    PolicyInForce policy = start(work.folder().toString(), Optional.empty());
    work.write("pay.yaml", "team: acme/pay\nmembers: [bob]\n");
    policy.pollOnce();
    assertThat(teams(policy)).isEmpty();

    work.commit("add pay");
    policy.pollOnce();
    assertThat(teams(policy)).containsExactly("pay");
  }

  @Test
  void start_folderAfterCommits_doesNotStart() throws Exception {
    start();
    Path plain = Files.createDirectories(folder.resolve("plain"));
    Files.writeString(plain.resolve("portwrit.yaml"), "version: 1\n");

    assertThat(failure(plain.toString(), Optional.empty()))
        .hasMessage("commit " + first + " was accepted before, and a plain folder has none");
  }
}
