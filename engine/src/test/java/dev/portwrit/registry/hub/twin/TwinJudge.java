package dev.portwrit.registry.hub.twin;

import java.time.Instant;
import java.util.Optional;

/**
 * What may be done with repositories: by the role in the organization, by the teams, and by what a
 * token carries.
 *
 * <p>Source: Docker manuals, "Core roles": owners and editors edit and delete all repositories and
 * manage their tags; members pull where a team may. "Manage a team", permissions: read pulls, write
 * pushes, admin manages settings besides. "Immutable tags": nobody overwrites or deletes them.
 */
public final class TwinJudge {
  private static final int NONE = 0;
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int ADMIN = 3;

  private final HubWorld world;

  TwinJudge(HubWorld world) {
    this.world = world;
  }

  /** What a permission is worth. */
  static int rank(String permission) {
    return switch (permission) {
      case "read" -> READ;
      case "write" -> WRITE;
      case "admin" -> ADMIN;
      default -> NONE;
    };
  }

  private int rankOf(Optional<String> account, TwinRepository repository) {
    int rank = repository.isPrivate ? NONE : READ;
    if (account.isEmpty()) {
      return rank;
    }
    String role = world.now.members.getOrDefault(account.get(), "");
    if (role.equals("owner") || role.equals("editor")) {
      return ADMIN;
    }
    if (role.isEmpty()) {
      return rank;
    }
    for (var entry : repository.permissions.entrySet()) {
      boolean in =
          world
              .now
              .team(entry.getKey())
              .filter(team -> team.members.contains(account.get()))
              .isPresent();
      rank = in ? Math.max(rank, rank(entry.getValue())) : rank;
    }
    return rank;
  }

  /**
   * What somebody may in a repository.
   *
   * @param account a Docker ID; empty for whoever asks
   * @param repository without the organization
   * @return 0 for nothing, 1 to pull, 2 to push, 3 to administer
   */
  public int rank(Optional<String> account, String repository) {
    TwinRepository one = world.now.repositories.get(repository);
    return one == null ? NONE : rankOf(account, one);
  }

  /**
   * Whether somebody may pull.
   *
   * @param account a Docker ID; empty for whoever asks
   * @param repository without the organization
   * @return true if they may
   */
  public boolean mayPull(Optional<String> account, String repository) {
    return rank(account, repository) >= READ;
  }

  /**
   * Whether somebody may push a tag.
   *
   * @param account a Docker ID
   * @param repository without the organization
   * @param tag its name
   * @param digest what it shall point at; whether the same once more is let through is said
   *     nowhere, and taken for yes
   * @return true if they may
   */
  public boolean mayPush(String account, String repository, String tag, String digest) {
    TwinRepository one = world.now.repositories.get(repository);
    if (one == null || rankOf(Optional.of(account), one) < WRITE) {
      return false;
    }
    String there = one.tags.get(tag);
    return there == null || there.equals(digest) || !one.keeps(tag);
  }

  /**
   * Whether somebody may delete a tag, for which the pages of Hub want an administrator.
   *
   * @param account a Docker ID
   * @param repository without the organization
   * @param tag its name
   * @return true if they may
   */
  public boolean mayDelete(String account, String repository, String tag) {
    TwinRepository one = world.now.repositories.get(repository);
    return one != null && rankOf(Optional.of(account), one) >= ADMIN && !one.keeps(tag);
  }

  /**
   * Whether a token of the organization reaches a repository with a scope, by itself or within
   * another.
   *
   * @param label of the token
   * @param repository without the organization
   * @param scope such as {@code scope-image-pull}
   * @return true if one of that label does
   */
  public boolean tokenCarries(String label, String repository, String scope) {
    TwinRepository one = world.now.repositories.get(repository);
    return one != null
        && world.now.tokens.values().stream()
            .filter(token -> token.label().equals(label) && token.active())
            .filter(token -> token.expires().filter(end -> !end.isAfter(now())).isEmpty())
            .map(token -> new Caller(world, Optional.empty(), Optional.empty(), Optional.of(token)))
            .anyMatch(
                caller ->
                    caller.carries(
                        "TYPE_REPO",
                        world.organization() + "/" + repository,
                        scope,
                        !one.isPrivate));
  }

  private Instant now() {
    return world.clock().instant();
  }
}
