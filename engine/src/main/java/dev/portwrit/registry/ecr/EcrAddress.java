package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.RegistryException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where a registry of ECR is, and as whom it is asked.
 *
 * @param name what policies call it, for messages
 * @param account the twelve digits
 * @param region such as {@code eu-west-1}
 * @param url where its API is, if not at AWS: a VPC endpoint, or a loopback address, which then
 *     stands for IAM and STS too
 * @param profile the profile of the AWS configuration to begin with; empty for the usual one
 * @param role the ARN of a role to take on; empty for none
 */
record EcrAddress(
    String name,
    String account,
    String region,
    Optional<URI> url,
    Optional<String> profile,
    Optional<String> role) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  static EcrAddress of(Registry registry) throws RegistryException {
    if (registry.account().isEmpty() || registry.region().isEmpty()) {
      throw new RegistryException(
          RegistryException.Kind.SETTINGS,
          "registry `" + registry.name() + "` names no account and region of AWS",
          "add `account` and `region` to its definition");
    }
    return new EcrAddress(
        registry.name(),
        registry.account().get(),
        registry.region().get(),
        registry.url(),
        registry.ecr().profile(),
        registry.ecr().assumeRole());
  }

  EcrAddress {
    if (!account.matches("[0-9]{12}")) {
      throw new IllegalArgumentException("no account of AWS: `" + account + "`");
    }
  }

  /** Where IAM and STS are; empty for AWS. */
  Optional<URI> urlOfOthers() {
    return url.filter(address -> LOOPBACK.contains(address.getHost()));
  }

  /** The ARN of one of its repositories. */
  String arn(String repository) {
    return Arn.repository(region, account, repository);
  }

  /** Where its images are. Source: ECR User Guide, "Private registry authentication". */
  URI registry() {
    String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    return URI.create("https://" + account + ".dkr.ecr." + region + "." + domain);
  }
}
