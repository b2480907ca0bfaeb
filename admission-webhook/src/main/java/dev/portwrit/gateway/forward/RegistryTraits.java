package dev.portwrit.gateway.forward;

import dev.portwrit.policy.Registry;

/**
 * What a kind of registry does that the gateway must know.
 *
 * @param honoursFrom whether a mount takes the blob from the repository that {@code from} names and
 *     from no other. zot ignores {@code from} and mounts from any repository that the asking
 *     account may read, and the gateway's may read all
 * @param probesCopy whether asking for a blob with HEAD or with a {@code Range} copies it from any
 *     repository that has it. zot does (its {@code CheckBlob}), so there the gateway asks with a
 *     plain GET, which looks in the named repository alone
 * @param forgetsLeft whether a manifest is lost when the last tag that names it is moved to
 *     another, also where an index lists it. zot does (its {@code CheckIfIndexNeedsUpdate})
 */
public record RegistryTraits(boolean honoursFrom, boolean probesCopy, boolean forgetsLeft) {
  /** What is known of a kind. */
  public static RegistryTraits of(Registry.Type type) {
    return switch (type) {
      case DISTRIBUTION, HARBOR -> new RegistryTraits(true, false, false);
      case ZOT -> new RegistryTraits(false, true, true);
      // Of these nobody has shown that they honour it.
      case DOCKER_HUB, ECR -> new RegistryTraits(false, false, false);
    };
  }
}
