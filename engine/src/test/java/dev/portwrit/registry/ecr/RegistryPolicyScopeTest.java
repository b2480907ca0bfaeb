package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.source.PolicyFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the policy of the registry has a say in: ECR User Guide, "Private registry permissions". */
class RegistryPolicyScopeTest {
  private static final String BOB = "arn:aws:iam::123456789012:user/bob";
  private static final String REGISTRY =
      """
      organization: pay
      owners: [ada]
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      repositories: [pay/**]
      """;

  private final EcrFixture ecr = new EcrFixture();

  @AfterEach
  void stop() {
    ecr.close();
  }

  private NativeState read() throws RegistryException {
    ecr.world.with("pay/api");
    try (LiveReader reader = ecr.reader()) {
      return reader.read(new Scope(Optional.empty(), false));
    }
  }

  private static NativeAccess access(NativeState state) {
    return new StateAccess("eu-west-1", EcrFixture.ACCOUNT, state).find();
  }

  private static List<Code> codes(NativeState state) {
    PolicyIndex index =
        PolicyIndex.of(
            new PolicyCompiler(Set.of())
                .compile(
                    List.of(
                        PolicyFile.of("portwrit.yaml", "version: 1\n"),
                        PolicyFile.of("registry.yaml", REGISTRY)))
                .workspace()
                .orElseThrow());
    EcrForm form = new EcrForm(index.workspace().registries().get(0), Optional.empty());
    return form
        .desired(index, state, Registry.Mode.AUTHORITATIVE, EcrFixture.NOW)
        .findings()
        .stream()
        .map(Diagnostic::code)
        .toList();
  }

  @Test
  void policyOfTheRegistry_inV2_givesAndTakesEverywhere() throws RegistryException {
    ecr.world.registryPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"));

    NativeState state = read();

    assertThat(state.at(EcrObjects.registryPolicyScope()))
        .isEqualTo(Reading.present("{\"value\":\"V2\"}"));
    assertThat(access(state).allows(BOB, Action.PULL, "pay/api", EcrFixture.NOW)).isTrue();
    assertThat(ecr.world.data().may(BOB, "ecr:BatchGetImage", "pay/api")).isTrue();
  }

  @Test
  void policyOfTheRegistry_inV1_hasNoSayInPulls_andIsSaid() throws RegistryException {
    ecr.world.registryPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"));
    ecr.world.registryPolicyScope("V1");

    NativeState state = read();

    assertThat(access(state).edges()).isEmpty();
    assertThat(ecr.world.data().may(BOB, "ecr:BatchGetImage", "pay/api")).isFalse();
    assertThat(codes(state)).contains(Code.NATIVE_SCOPE);
  }

  @Test
  void policyOfTheRegistry_inV1_hasASayInMakingRepositories() throws RegistryException {
    ecr.world.registryPolicy(EcrFixture.allow(BOB, "ecr:CreateRepository"));
    ecr.world.registryPolicyScope("V1");

    NativeState state = read();

    assertThat(access(state).allows(BOB, Action.ADMINISTER, "pay/api", EcrFixture.NOW)).isTrue();
  }

  @Test
  void scope_thatCannotBeRead_isUnknown_andSoIsWhatDependsOnIt() throws RegistryException {
    ecr.world.registryPolicy(EcrFixture.allow(BOB, "ecr:BatchGetImage"));
    ecr.twin.faults().always("GetAccountSetting", Fault.DENIED);

    NativeState state = read();

    assertThat(state.isComplete()).isFalse();
    assertThat(access(state).edges()).isEmpty();
    assertThat(access(state).unknown())
        .anySatisfy(line -> assertThat(line).contains("may not `GetAccountSetting`"))
        .anySatisfy(line -> assertThat(line).contains("ecr:BatchGetImage"));
    assertThat(codes(state)).contains(Code.NATIVE_UNKNOWN);
  }

  @Test
  void scope_ofARegistryWithoutAPolicy_isNotAskedFor() throws RegistryException {
    assertThat(read().isComplete()).isTrue();
    assertThat(ecr.twin.calls()).doesNotContain("GetAccountSetting");
  }
}
