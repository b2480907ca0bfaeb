package dev.portwrit.registry.ecr.twin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a principal may do with images now: identity and repository policy together, and the
 * mutability of tags.
 *
 * <p>Actions by source: ECR User Guide, "IAM permissions for pushing an image" and "for pulling an
 * image"; a token is asked for apart, of IAM alone.
 */
public final class DataPath {
  private static final List<String> PULL =
      List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
  private static final List<String> PUSH =
      List.of(
          "ecr:BatchCheckLayerAvailability",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage");

  private final TwinWorld world;

  DataPath(TwinWorld world) {
    this.world = world;
  }

  /**
   * Whether a principal may call an action on a repository.
   *
   * @param principal the ARN of a user, a role or a session
   * @param action such as {@code ecr:PutImage}
   * @param repository the name; it may be missing
   * @return true if the policies allow it
   */
  public boolean may(String principal, String action, String repository) {
    return world.allows(
        principal, action, world.arn(repository), world.policiesOf(repository, action));
  }

  /**
   * Whether a principal may call an action on a repository at another time.
   *
   * @param principal the ARN of a user, a role or a session
   * @param action such as {@code ecr:PutImage}
   * @param repository the name
   * @param at when
   * @return true if the policies allow it then
   */
  public boolean may(String principal, String action, String repository, Instant at) {
    return world.allows(
        principal, action, world.arn(repository), world.policiesOf(repository, action), at);
  }

  /**
   * Whether a principal gets a token to log in with.
   *
   * @param principal the ARN of a user, a role or a session
   * @return true if IAM gives it; no repository policy can
   */
  public boolean mayLogIn(String principal) {
    return world.allows(principal, "ecr:GetAuthorizationToken", "*", List.of());
  }

  /**
   * Whether a principal gets a token at another time.
   *
   * @param principal the ARN of a user, a role or a session
   * @param at when
   * @return true if IAM gives it then
   */
  public boolean mayLogIn(String principal, Instant at) {
    return world.allows(principal, "ecr:GetAuthorizationToken", "*", List.of(), at);
  }

  /**
   * Whether a principal may read the images of a repository, a token apart.
   *
   * @param principal the ARN of a user, a role or a session
   * @param repository the name
   * @return true if it is there and every action that a pull needs is allowed
   */
  public boolean mayPull(String principal, String repository) {
    return world.repository(repository).isPresent() && all(PULL, principal, repository);
  }

  /**
   * Whether a principal may let a tag point at an image, a token apart.
   *
   * @param principal the ARN of a user, a role or a session
   * @param repository the name
   * @param tag the tag
   * @param digest what it shall point at
   * @return true if every action is allowed and the tag is free, or may be moved, or is there
   *     already
   */
  public boolean mayPush(String principal, String repository, String tag, String digest) {
    return world
        .repository(repository)
        .filter(one -> all(PUSH, principal, repository))
        .filter(
            one ->
                !one.images().containsKey(tag)
                    || Objects.equals(one.images().get(tag), digest)
                    || !one.mutability().fixes(tag))
        .isPresent();
  }

  /**
   * Whether a principal may take a tag away. Immutability does not keep it: BatchDeleteImage names
   * no such error (ECR API reference).
   *
   * @param principal the ARN of a user, a role or a session
   * @param repository the name
   * @return true if deleting an image, or the repository, is allowed
   */
  public boolean mayDelete(String principal, String repository) {
    return world.repository(repository).isPresent()
        && Stream.of("ecr:BatchDeleteImage", "ecr:DeleteRepository")
            .anyMatch(action -> may(principal, action, repository));
  }

  private boolean all(List<String> actions, String principal, String repository) {
    return actions.stream().allMatch(action -> may(principal, action, repository));
  }
}
