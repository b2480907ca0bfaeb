package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A running gateway and what the real git pushes to the branch that it follows. */
class CommitFollowingIT extends FollowedRemote {
  @Test
  void poll_push_comesIntoForce() throws Exception {
    PolicyInForce policy = start();
    AcceptedPolicy before = policy.current();
    String second = pushTeam("pay");
    clock.advance(Duration.ofSeconds(10));
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(second);
    assertThat(teams(policy)).containsExactly("pay");
    assertThat(before.index().workspace().teams()).isEmpty();
    assertThat(store.stored.orElseThrow().id()).isEqualTo(second);
    assertThat(store.stored.orElseThrow().acceptedAt()).isEqualTo("2026-03-01T00:00:10Z");
    assertThat(events.lines)
        .containsExactly("FIRST " + first, "FOLLOWING " + second + " after " + first);
  }

  @Test
  void poll_nothingNew_changesNothing() throws Exception {
    PolicyInForce policy = start();
    AcceptedPolicy before = policy.current();
    policy.pollOnce();

    assertThat(policy.current()).isSameAs(before);
    assertThat(events.lines).hasSize(1);
  }

  @Test
  void poll_brokenCommit_isKeptOutAndItsFixAccepted() throws Exception {
    PolicyInForce policy = start();
    work.write("pay.yaml", "team: acme/pay\nmembers: [nobody]\n");
    String broken = work.commit("broken");
    work.push();
    policy.pollOnce();
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(store.stored.orElseThrow().id()).isEqualTo(first);
    assertThat(policy.status().isCurrent()).isFalse();
    assertThat(policy.status().text())
        .contains("; " + broken.substring(0, 12) + " is not accepted: it does not compile: ")
        .contains("pay.yaml:2:11: error[");
    assertThat(events.lines).hasSize(2);
    assertThat(events.lines.get(1)).startsWith("REFUSED " + broken + ": it does not compile: ");

    String fix = pushTeam("pay");
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(fix);
    assertThat(policy.status().isCurrent()).isTrue();
  }

  @Test
  void poll_commitWithALink_isKeptOut() throws Exception {
    PolicyInForce policy = start();
    Files.createSymbolicLink(work.folder().resolve("link.yaml"), Path.of("acme.yaml"));
    work.commit("a link");
    work.push();
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text())
        .contains("it cannot be read: link.yaml:1:1: error[PW0501]: symbolic links");
  }

  @Test
  void poll_commitWithoutWorkspace_isKeptOut() throws Exception {
    PolicyInForce policy = start();
    work.run("rm", "--quiet", "portwrit.yaml");
    work.commit("no workspace");
    work.push();
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text()).contains("there is no `portwrit.yaml`");
  }

  @Test
  void poll_forcePush_isNotAcceptedUntilAnOperatorSaysSo() throws Exception {
    PolicyInForce policy = start();
    String second = pushTeam("pay");
    policy.pollOnce();
    work.run("reset", "--quiet", "--hard", first);
    String rewritten = work.write("cy.yaml", "team: acme/cy\nmembers: [cy]\n").commit("rewritten");
    work.push("--force");
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(second);
    assertThat(policy.status().text())
        .contains(
            rewritten.substring(0, 12)
                + " is not accepted: it does not descend from the commit in force");

    PolicyInForce restarted = start();
    assertThat(restarted.current().version()).isEqualTo(second);

    PolicyInForce accepted = start(url, Optional.of(rewritten.substring(0, 10)));
    assertThat(accepted.current().version()).isEqualTo(rewritten);
    assertThat(teams(accepted)).containsExactly("cy");
    assertThat(events.lines).endsWith("OPERATOR " + rewritten);
    assertThat(store.stored.orElseThrow().byOperator()).contains(rewritten);
  }

  @Test
  void poll_branchTurnedBack_isNotAccepted() throws Exception {
    pushTeam("pay");
    PolicyInForce policy = start();
    String second = policy.current().version();
    work.run("reset", "--quiet", "--hard", first);
    work.push("--force");
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(second);
    assertThat(policy.status().isCurrent()).isFalse();
  }

  @Test
  void poll_remoteThatVanishesAndReturns_keepsThePolicyAndCounts() throws Exception {
    PolicyInForce policy = start();
    Path away = Files.move(remote.folder(), folder.resolve("away.git"));
    clock.advance(Duration.ofMinutes(7));
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.sinceLastLook()).isEqualTo(Duration.ofMinutes(7));
    assertThat(policy.status().isCurrent()).isFalse();
    assertThat(policy.status().text())
        .contains("; the workspace could not be looked at since 2026-03-01T00:00:00Z: ");
    assertThat(events.lines.get(1)).startsWith("UNREACHABLE ");

    Files.move(away, remote.folder());
    String second = pushTeam("pay");
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(second);
    assertThat(policy.sinceLastLook()).isZero();
    assertThat(policy.status().isCurrent()).isTrue();
  }

  @Test
  void poll_branchThatIsDeleted_countsAsNotLookedAt() throws Exception {
    PolicyInForce policy = start();
    remote.run("update-ref", "-d", "refs/heads/main");
    clock.advance(Duration.ofMinutes(1));
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.sinceLastLook()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void poll_storeThatIsFull_doesNotAcceptUntilItCanBeWrittenDown() throws Exception {
    PolicyInForce policy = start();
    String second = pushTeam("pay");
    store.full = true;
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text())
        .contains("it cannot be written down: no space left on device");

    store.full = false;
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(second);
  }

  @Test
  void poll_changeThatTakesAdministerFromAnAdmin_isNotAccepted() throws Exception {
    PolicyInForce policy = start();
    work.write("portwrit.yaml", "version: 1\nadmins: [bob]\n")
        .write("acme.yaml", ORGANIZATION.replace("owners: [ada]", "owners: [bob]"));
    work.commit("a palace revolution");
    work.push();
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text())
        .contains("admin `user:ada` does not administer everything in organization `acme`");

    work.run("reset", "--quiet", "--hard", first);
    work.write("portwrit.yaml", "version: 1\nadmins: [bob]\n")
        .write("acme.yaml", ORGANIZATION.replace("owners: [ada]", "owners: [ada, bob]"));
    String step = work.commit("first step");
    work.push("--force");
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(step);

    work.write("acme.yaml", ORGANIZATION.replace("owners: [ada]", "owners: [bob]"));
    String end = work.commit("second step");
    work.push();
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(end);
  }

  @Test
  void poll_check_isAskedWithTheRestraintsInForceAndNotThoseOfTheChange() throws Exception {
    List<String> seen = new ArrayList<>();
    checks.add(
        (restraints, proposal, now) -> {
          seen.add(restraints.admins().size() + " " + now);
          return proposal.index().workspace().teams().isEmpty()
              ? List.of()
              : List.of("no teams", "none at all");
        });
    PolicyInForce policy = start();
    work.write("portwrit.yaml", "version: 1\n");
    pushTeam("pay");
    clock.advance(Duration.ofSeconds(1));
    policy.pollOnce();

    assertThat(seen).containsExactly("1 2026-03-01T00:00:00Z", "1 2026-03-01T00:00:01Z");
    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text()).contains("is not accepted: no teams (and 1 more)");
  }

  @Test
  void poll_checkThatPassesLater_isAskedAgain() throws Exception {
    Instant opens = clock.instant().plusSeconds(60);
    checks.add(
        (restraints, proposal, now) ->
            proposal.version().equals(first) || !now.isBefore(opens)
                ? List.of()
                : List.of("not before " + opens));
    PolicyInForce policy = start();
    String second = pushTeam("pay");
    policy.pollOnce();
    policy.pollOnce();
    assertThat(policy.current().version()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(60));
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(second);
    assertThat(events.lines).hasSize(3);
  }

  @Test
  void poll_checkThatThrows_keepsThePolicy() throws Exception {
    checks.add(
        (restraints, proposal, now) -> {
          if (proposal.version().equals(first)) {
            return List.of();
          }
          throw new IllegalStateException("out of order");
        });
    PolicyInForce policy = start();
    pushTeam("pay");
    policy.pollOnce();

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text())
        .contains("is not accepted: a check of the change failed: out of order");
  }

  @Test
  void accept_listenerThatThrows_doesNotKeepTheChangeOut() throws Exception {
    PolicyEvents failing =
        new PolicyEvents() {
          @Override
          public void accepted(
              AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {
            throw new IllegalStateException("log is closed");
          }
        };

    PolicyInForce policy = start(url, Optional.empty(), failing);

    assertThat(policy.current().version()).isEqualTo(first);
    assertThat(policy.status().text()).contains("an event could not be told: log is closed");
  }
}
