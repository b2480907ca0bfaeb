package dev.portwrit.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.inforce.AcceptedCommitFile;
import dev.portwrit.gateway.inforce.FollowSettings;
import dev.portwrit.gateway.inforce.PolicyEvents;
import dev.portwrit.gateway.inforce.PolicyInForce;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes while the policy could not be looked at for long, as {@code --max-policy-age} says. */
class PolicyAgeTest {
  @TempDir Path folder;
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Path workspace;
  private PolicyInForce policy;

  @BeforeEach
  void start() throws Exception {
    workspace = Files.createDirectory(folder.resolve("workspace"));
    write();
    try (PolicySource source =
        PolicySource.open(workspace.toString(), workspace, SourceFixture.environment(folder))) {
      policy =
          PolicyInForce.start(
              source,
              new PolicyCompiler(Set.of()),
              new AcceptedCommitFile(folder.resolve("accepted")),
              new FollowSettings(
                  Revision.CURRENT, Optional.empty(), List.of(), clock(), PolicyEvents.NONE));
    }
  }

  private void write() throws Exception {
    Files.writeString(workspace.resolve("portwrit.yaml"), "version: 1\n");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void policyThatCouldNotBeLookedAt_refusesWritesAfterItsAgeAndNoSooner() throws Exception {
    PolicyViews views = new PolicyViews(policy, "hub", Optional.of(Duration.ofHours(1)));
    Files.delete(workspace.resolve("portwrit.yaml"));
    now = now.plus(Duration.ofMinutes(60));
    policy.pollOnce();
    assertThat(views.get().writesRefused()).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    policy.pollOnce();
    assertThat(views.get().writesRefused())
        .contains("the policy could not be looked at for 61 minutes");
    assertThat(views.get().forWrites().writesRefused()).isPresent();
    write();
    policy.pollOnce();
    assertThat(views.get().writesRefused()).isEmpty();
  }

  @Test
  void clockSetBackFurtherThanTheAge_refusesWritesUntilTheNextLook() throws Exception {
    PolicyViews views = new PolicyViews(policy, "hub", Optional.of(Duration.ofHours(1)));
    now = now.minus(Duration.ofDays(30));
    assertThat(views.get().writesRefused()).isPresent();
    policy.pollOnce();
    assertThat(views.get().writesRefused()).isEmpty();
  }

  @Test
  void policyThatCouldNotBeLookedAt_withoutAnAge_refusesNothing() throws Exception {
    PolicyViews views = new PolicyViews(policy, "hub", Optional.empty());
    Files.delete(workspace.resolve("portwrit.yaml"));
    now = now.plus(Duration.ofDays(30));
    policy.pollOnce();
    assertThat(views.get().writesRefused()).isEmpty();
  }
}
