package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmitVerbTest {
  private static final String OTHER =
      Digest.sha256("other".getBytes(StandardCharsets.UTF_8)).value();

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private String released;

  @BeforeEach
  void releaseVersionOne() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(
        policies.resolve("acme.yaml"),
        """
        organization: acme
        owners: [ada]
        members: [bob]
        ---
        repositories: acme/**
        grants:
          - {role: push, to: [user:bob]}
        ---
        protection: acme/releases
        repositories: [acme/**]
        tags: [v*]
        rule: immutable
        ---
        registry: local
        type: distribution
        url: %s
        repositories: [acme/**]
        """
            .formatted(registry.url()));
    released =
        new DemoClient(registry.url(), "nobody", "").push("acme/api", "v1", "one").digest().value();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void sameDigest_isAllowed() {
    assertThat(admit("acme/api:v1", released, "user:bob").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void otherDigestOverAProtectedTag_isDeniedWithFileAndLine() {
    Command.Outcome outcome = admit("acme/api:v1", OTHER, "user:bob");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(outcome.out()).startsWith("deny").contains("acme.yaml:9").contains(released);
  }

  @Test
  void newTag_isAllowed() {
    assertThat(admit("acme/api:v2", OTHER, "user:bob").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void noTag_meansLatest() {
    assertThat(admit("acme/api", OTHER, "user:bob").exitCode()).isEqualTo(ExitCode.YES);
  }

  @Test
  void nobodyWithoutARole_isDenied() {
    assertThat(admit("acme/api:v2", OTHER, "user:eve").exitCode()).isEqualTo(ExitCode.NO);
  }

  @Test
  void registryThatIsGone_isUndeterminedNotAllowed() {
    registry.close();
    Command.Outcome outcome = admit("acme/api:v1", OTHER, "user:bob");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.out()).startsWith("indeterminate");
  }

  @Test
  void gatewayThatIsGone_isUndeterminedNotAllowed() {
    Command.Outcome outcome =
        Command.in(folder)
            .run("admit", "acme/api:v1", "--digest", OTHER, "--gateway", "http://127.0.0.1:1");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(outcome.err()).contains("could not be asked: nothing answers there");
  }

  @Test
  void gatewayAtAnotherTime_isRefused() {
    for (String option : List.of("--at", "--now")) {
      Command.Outcome outcome =
          Command.in(folder)
              .run(
                  "admit",
                  "acme/api:v1",
                  "--digest",
                  OTHER,
                  "--gateway",
                  "http://127.0.0.1:1",
                  option,
                  "2026-03-31T00:00:00Z");
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
      assertThat(outcome.err()).contains("the policy that it has in force, now");
    }
  }

  private Command.Outcome admit(String target, String digest, String subject) {
    return Command.in(folder.resolve("policies"))
        .run("admit", target, "--digest", digest, "--registry", "local", "--as", subject);
  }
}
