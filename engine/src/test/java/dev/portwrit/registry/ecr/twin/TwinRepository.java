package dev.portwrit.registry.ecr.twin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A repository of the twin. */
public final class TwinRepository {
  /**
   * Which tags may be moved.
   *
   * @param mode one of the four modes of the API
   * @param filters what is excluded from it
   */
  public record Mutability(String mode, List<String> filters) {
    /** Copies the list. */
    public Mutability {
      filters = List.copyOf(filters);
    }

    /**
     * Whether a tag that exists may not be moved.
     *
     * <p>Source: ECR API reference, imageTagMutability: with an exclusion, tags that match a filter
     * are of the other kind. The filters know {@code *} alone: ImageTagMutabilityExclusionFilter.
     *
     * @param tag a tag
     * @return true if it is fixed
     */
    public boolean fixes(String tag) {
      boolean excluded = filters.stream().anyMatch(filter -> Glob.matches(filter, tag, false));
      return switch (mode) {
        case "MUTABLE" -> false;
        case "IMMUTABLE" -> true;
        case "MUTABLE_WITH_EXCLUSION" -> excluded;
        case "IMMUTABLE_WITH_EXCLUSION" -> !excluded;
        default -> throw new IllegalStateException(mode);
      };
    }
  }

  final String name;
  final Lagging<Mutability> mutability;
  final Lagging<Optional<String>> policy = new Lagging<>(Optional.empty());
  Optional<String> lifecyclePolicy = Optional.empty();
  boolean scanOnPush;
  String encryptionType = "AES256";
  Optional<String> kmsKey = Optional.empty();
  final Map<String, String> tags = new TreeMap<>();
  final Map<String, String> images = new TreeMap<>();

  TwinRepository(String name, Mutability mutability) {
    this.name = name;
    this.mutability = new Lagging<>(mutability);
  }

  /**
   * Its name.
   *
   * @return as in the API
   */
  public String name() {
    return name;
  }

  /**
   * Its policy, whatever readers are told.
   *
   * @return the text as it was set; empty if it has none
   */
  public Optional<String> policy() {
    return policy.now();
  }

  /**
   * Which tags may be moved, whatever readers are told.
   *
   * @return the setting
   */
  public Mutability mutability() {
    return mutability.now();
  }

  /**
   * Whether images are scanned when they come.
   *
   * @return the setting
   */
  public boolean scanOnPush() {
    return scanOnPush;
  }

  /**
   * What encrypts it.
   *
   * @return the key; empty for ECR's own encryption
   */
  public Optional<String> kmsKey() {
    return kmsKey;
  }

  /**
   * Its tags and what they point at.
   *
   * @return digests by tags, to be changed
   */
  public Map<String, String> images() {
    return images;
  }

  /**
   * Its tags of AWS.
   *
   * @return values by keys, to be changed
   */
  public Map<String, String> tags() {
    return tags;
  }

  /**
   * Sets the policy past the API.
   *
   * @param text a policy document, unchecked
   * @return this
   */
  public TwinRepository withPolicy(String text) {
    policy.set(Optional.of(text), 0);
    return this;
  }

  /**
   * Takes the policy away past the API.
   *
   * @return this
   */
  public TwinRepository withoutPolicy() {
    policy.set(Optional.empty(), 0);
    return this;
  }

  /**
   * Sets the mutability past the API.
   *
   * @param mode one of the four modes
   * @param filters what is excluded
   * @return this
   */
  public TwinRepository withMutability(String mode, String... filters) {
    mutability.set(new Mutability(mode, List.of(filters)), 0);
    return this;
  }

  /**
   * Sets the lifecycle policy past the API.
   *
   * @param text the policy
   * @return this
   */
  public TwinRepository withLifecyclePolicy(String text) {
    lifecyclePolicy = Optional.of(text);
    return this;
  }

  /**
   * Has an image.
   *
   * @param tag its tag
   * @param digest what the tag points at
   * @return this
   */
  public TwinRepository withImage(String tag, String digest) {
    images.put(tag, digest);
    return this;
  }
}
