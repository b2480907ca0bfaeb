package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreationTemplatesTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final ObjectId PAY = new ObjectId("creation-template", "corp/acme/pay");
  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      ---
      service: acme/ci
      accounts: {ecr: "arn:aws:iam::111122223333:role/ci"}
      ---
      service: acme/api
      accounts: {ecr: "arn:aws:iam::111122223333:role/api"}
      ---
      repositories: acme/pay/**
      grants: [{role: push, to: [service:ci]}]
      ---
      repositories: acme/pay/*
      grants: [{role: push, to: [service:api]}]
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: ecr
      type: ecr
      account: "111122223333"
      region: eu-west-1
      repositories: [acme/**]
      prefix: {acme/: corp/acme/}
      """;

  @Test
  void desired_patternOfAFolder_isATemplateOfWhatHoldsOfAllBelow() {
    Desired desired = desired("create-on-push: true\n", NativeState.EMPTY);

    assertThat(desired.targets()).containsOnlyKeys(PAY);
    assertThat(text(desired))
        .startsWith("{\"appliedFor\":[\"CREATE_ON_PUSH\"],\"encryption\":")
        .contains("role/ci", "PortwritKeepTags", "\"tagMutability\":{\"filters\":[\"v*\"]")
        .doesNotContain("role/api");
    assertThat(form("").steps(PAY, Reading.absent(), Reading.present(text(desired))))
        .extracting(Step::call)
        .containsExactly("CreateRepositoryCreationTemplate");
  }

  @Test
  void desired_templateThatIsThere_keepsWhatPolicyDoesNotSay() {
    NativeState live =
        NativeState.EMPTY.with(
            PAY, Reading.present("{\"appliedFor\":[\"REPLICATION\"],\"lifecyclePolicy\":\"{}\"}"));
    Desired desired = desired("create-on-push: true\n", live);

    assertThat(text(desired))
        .startsWith("{\"appliedFor\":[\"CREATE_ON_PUSH\",\"REPLICATION\"]")
        .contains("\"lifecyclePolicy\":\"{}\"");
    NativeState applied = live.with(PAY, Reading.present(text(desired)));
    assertThat(desired("create-on-push: true\n", applied).targets().get(PAY))
        .isEqualTo(applied.at(PAY));
  }

  @Test
  void desired_withoutCreateOnPush_isNoTemplate() {
    assertThat(desired("", NativeState.EMPTY).targets()).isEmpty();
  }

  private static String text(Desired desired) {
    return desired.targets().get(PAY) instanceof Reading.Present present ? present.content() : "";
  }

  private static Desired desired(String keys, NativeState live) {
    return form(keys).desired(index(keys), live, Registry.Mode.AUTHORITATIVE, NOW);
  }

  private static EcrForm form(String keys) {
    return new EcrForm(index(keys).workspace().registries().get(0), Optional.empty());
  }

  private static PolicyIndex index(String keys) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("policy.yaml", POLICY + keys)));
    assertThat(compilation.problems()).isEmpty();
    return PolicyIndex.of(compilation.workspace().orElseThrow());
  }
}
