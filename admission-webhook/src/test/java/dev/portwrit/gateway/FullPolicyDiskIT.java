package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.inforce.AcceptedCommitFile;
import dev.portwrit.gateway.inforce.AdminsCheck;
import dev.portwrit.gateway.inforce.FollowSettings;
import dev.portwrit.gateway.inforce.PolicyEvents;
import dev.portwrit.gateway.inforce.PolicyInForce;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full under the copy of the policies, and one under the accepted commit. */
class FullPolicyDiskIT {
  @TempDir Path folder;
  private RealGit remote;
  private RealGit work;
  private Path accepted;

  @BeforeEach
  void remoteWithOneCommit() throws Exception {
    remote = RealGit.initBare(folder.resolve("remote.git"));
    work = remote.cloneTo(folder.resolve("work"));
    work.write("portwrit.yaml", "version: 1\n");
    push("one");
    accepted = Files.createDirectory(folder.resolve("state")).resolve("accepted");
  }

  private String push(String team) {
    work.write("acme.yaml", "organization: acme\nowners: [ada]\n---\nteam: acme/" + team + "\n");
    String id = work.commit(team);
    work.push();
    return id;
  }

  @Test
  void diskUnderTheCopy_isFull_keepsThePolicyInForceUntilThereIsSpace() throws Exception {
    Path cache = folder.resolve("cache");
    try (SmallDisk disk = SmallDisk.at(cache)) {
      keepsThePolicyWhileFull(disk);
    }
  }

  @Test
  void diskUnderTheAcceptedCommit_isFull_keepsThePolicyInForceUntilThereIsSpace() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("state"))) {
      keepsThePolicyWhileFull(disk);
    }
  }

  private void keepsThePolicyWhileFull(SmallDisk disk) throws Exception {
    try (PolicySource source = open()) {
      PolicyInForce policy = start(source);
      String before = policy.current().version();
      disk.fill();
      String newer = "";
      for (int i = 0; i < 5; i++) {
        newer = push("full-" + i);
        policy.pollOnce();
        assertThat(policy.current().version()).isEqualTo(before);
        assertThat(policy.status().isCurrent()).as(policy.status().text()).isFalse();
      }
      try (PolicySource again = open()) {
        assertThat(start(again).current().version()).isEqualTo(before);
      }
      disk.empty();
      policy.pollOnce();
      assertThat(policy.current().version()).as(policy.status().text()).isEqualTo(newer);
      assertThat(policy.status().isCurrent()).isTrue();
      try (PolicySource again = open()) {
        assertThat(start(again).current().version()).isEqualTo(newer);
      }
    }
  }

  private PolicySource open() throws Exception {
    return PolicySource.open(
        remote.folder().toUri().toString(), folder, SourceFixture.environment(folder));
  }

  private PolicyInForce start(PolicySource source) throws Exception {
    return PolicyInForce.start(
        source,
        new PolicyCompiler(Set.of()),
        new AcceptedCommitFile(accepted),
        new FollowSettings(
            Revision.CURRENT,
            Optional.empty(),
            List.of(new AdminsCheck()),
            Clock.systemUTC(),
            PolicyEvents.NONE));
  }
}
