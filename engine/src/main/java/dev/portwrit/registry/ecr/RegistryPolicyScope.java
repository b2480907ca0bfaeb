package dev.portwrit.registry.ecr;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the policy of the registry reaches.
 *
 * <p>Source: ECR User Guide, "Private registry permissions": in the scope {@code V2}, which a
 * registry has unless somebody said otherwise, it holds for all requests; in {@code V1} for three
 * actions only. ECR API Reference, {@code GetAccountSetting}, {@code REGISTRY_POLICY_SCOPE}.
 */
enum RegistryPolicyScope {
  /** Those of {@link #ALWAYS} alone. */
  V1,
  /** Every action. */
  V2,
  /** It could not be told. */
  UNKNOWN;

  private static final Set<String> ALWAYS =
      Set.of("ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository");

  /** As the API gives it. */
  static Reading reading(@Nullable String value) {
    return "V1".equals(value) || "V2".equals(value)
        ? Reading.present(
            PolicyJson.JSON.createObjectBuilder().add("value", value).build().toString())
        : new Reading.Unknown("`GetAccountSetting` was answered with a scope that is not known");
  }

  static RegistryPolicyScope of(NativeState state) {
    Reading reading = state.at(EcrObjects.registryPolicyScope());
    if (reading instanceof Reading.Present present) {
      return present.content().contains("V1") ? V1 : V2;
    }
    return reading.isUnknown() ? UNKNOWN : V2;
  }

  /** Whether the policy of the registry has a say in an action. */
  Truth reaches(String action) {
    if (ALWAYS.contains(action) || this == V2) {
      return Truth.YES;
    }
    return this == V1 ? Truth.NO : Truth.UNKNOWN;
  }
}
