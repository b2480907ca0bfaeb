package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.RegistryFindings;
import java.util.Optional;

/**
 * The registry that is spoken of.
 *
 * @param registry its definition, of type ECR
 * @param engine who applies policies; empty where that is not known
 */
record EcrContext(Registry registry, Optional<String> engine) {
  /** How many characters a policy may have: ECR API Reference, {@code SetRepositoryPolicy}. */
  static final int LONGEST_POLICY = 10_240;

  EcrSettings settings() {
    return registry.ecr();
  }

  String account() {
    return registry.account().orElseThrow();
  }

  String region() {
    return registry.region().orElseThrow();
  }

  String partition() {
    return Arn.partition(region());
  }

  /** Who writes for others; empty where clients come without the gateway. */
  Optional<String> gateway() {
    return registry.gateway() ? settings().gatewayAccount().or(() -> engine) : Optional.empty();
  }

  /** Reports what ECR does not keep: a warning where the gateway does, and otherwise an error. */
  void report(RegistryFindings findings, Place place, Code code, String message) {
    String help = "let the gateway keep it, and say `gateway: true` of the registry";
    report(findings, place, code, help, message);
  }

  /** The same where there is a better next step without the gateway. */
  void report(RegistryFindings findings, Place place, Code code, String help, String message) {
    if (registry.gateway()) {
      findings.warning(place, code, message, "the gateway keeps it");
    } else {
      findings.error(place, code, message, help);
    }
  }
}
