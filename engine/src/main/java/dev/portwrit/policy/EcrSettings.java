package dev.portwrit.policy;

import java.util.Map;
import java.util.Optional;

/**
 * What policies say of a registry of {@link Registry.Type#ECR} besides what every registry has.
 *
 * @param exclusive whether nobody may do anything there whom policies do not name, whatever IAM
 *     gives them
 * @param deleteProtection whether nobody but {@code engine} and the gateway deletes in a repository
 *     of which a protection keeps tags
 * @param engine the ARN of the role or user that applies policies, which is never shut out; empty
 *     for that of the credentials
 * @param gatewayAccount the ARN of the role or user of the gateway; empty for {@code engine}
 * @param scanOnPush whether images are scanned when they come; empty to leave it as it is
 * @param kmsKey the key that encrypts new repositories; empty for ECR's own encryption
 * @param resourceTags tags of AWS that repositories have
 * @param createOnPush whether a push makes a repository that policies know by a pattern only
 * @param profile the profile of the AWS configuration whose credentials are used; empty for the
 *     usual one
 * @param assumeRole the ARN of a role that is taken on with those credentials; empty for none
 * @param managedPolicies whether teams get managed policies of IAM, by which they log in
 */
public record EcrSettings(
    boolean exclusive,
    boolean deleteProtection,
    Optional<String> engine,
    Optional<String> gatewayAccount,
    Optional<Boolean> scanOnPush,
    Optional<String> kmsKey,
    Map<String, String> resourceTags,
    boolean createOnPush,
    Optional<String> profile,
    Optional<String> assumeRole,
    boolean managedPolicies) {
  /** Where nothing is said. */
  public static final EcrSettings DEFAULT =
      new EcrSettings(
          false,
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          false);

  /** Copies the map. */
  public EcrSettings {
    resourceTags = Map.copyOf(resourceTags);
  }
}
