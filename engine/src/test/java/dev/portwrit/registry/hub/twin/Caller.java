package dev.portwrit.registry.hub.twin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who calls, and what they may.
 *
 * @param world where
 * @param user the person; empty for a token of the organization and for whoever asks
 * @param personal the scope of a person's token; empty for a password
 * @param token the token of the organization
 */
record Caller(
    HubWorld world,
    Optional<String> user,
    Optional<String> personal,
    Optional<HubState.Token> token) {
  /** Source: Docker manuals, "Access token reference": what includes what. */
  private static final Map<String, List<String>> INCLUDED =
      Map.ofEntries(
          Map.entry("scope-image-pull", List.of("scope-image-push", "scope-image-delete")),
          Map.entry("scope-image-push", List.of("scope-image-delete")),
          Map.entry(
              "scope-repository-read", List.of("scope-repository-edit", "scope-repository-admin")),
          Map.entry("scope-repository-edit", List.of("scope-repository-admin")),
          Map.entry("scope-tag-read", List.of("scope-tag-admin")),
          Map.entry("scope-webhook-read", List.of("scope-webhook-edit", "scope-webhook-admin")),
          Map.entry("scope-webhook-edit", List.of("scope-webhook-admin")),
          Map.entry(
              "scope-repo-group-read", List.of("scope-repo-group-edit", "scope-repo-group-admin")),
          Map.entry("scope-repo-group-edit", List.of("scope-repo-group-admin")),
          Map.entry("scope-member-read", List.of("scope-member-edit")),
          Map.entry("scope-invite-read", List.of("scope-invite-edit")),
          Map.entry("scope-group-read", List.of("scope-group-edit")));

  static Caller anybody(HubWorld world) {
    return new Caller(world, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The name that the audit log has. */
  String actor() {
    return user.or(() -> token.map(HubState.Token::label)).orElse("anonymous");
  }

  private String role() {
    return user.map(name -> world.now.members.getOrDefault(name, "")).orElse("");
  }

  private boolean isRuler() {
    return role().equals("owner") || role().equals("editor");
  }

  void requireLogin() {
    if (user.isEmpty() && token.isEmpty()) {
      throw new TwinRefusal(401, "authentication required");
    }
  }

  /**
   * Calls about the organization. A person's token is let into none of them, which another's
   * documentation says (docs.serval.com, integrations, dockerhub-org); that the refusal of a token
   * of the organization names the scope is inferred.
   *
   * @param scope what such a token needs; empty where none may
   * @param least the least role of a person: {@code member} or {@code owner}
   */
  void requireOrganization(String name, Optional<String> scope, String least) {
    requireLogin();
    if (personal.isPresent()) {
      throw new TwinRefusal(403, "token issued from personal access token is not allowed");
    }
    if (!name.equals(world.organization())) {
      throw token.isPresent()
          ? new TwinRefusal(403, "the token is of another organization")
          : new TwinRefusal(404, "No such organization");
    }
    if (token.isPresent()) {
      if (scope.isEmpty()) {
        throw new TwinRefusal(403, "token issued from organization access token is not allowed");
      }
      if (!carries("TYPE_ORG", name, scope.get(), false)) {
        throw missing(scope.get());
      }
      return;
    }
    if (role().isEmpty() || (least.equals("owner") && !role().equals("owner"))) {
      throw new TwinRefusal(403, "you have to be " + least + " of the organization");
    }
  }

  private static TwinRefusal missing(String scope) {
    return new TwinRefusal(403, "insufficient scope: " + scope + " is required");
  }

  /** Whether a token of the organization carries a scope, itself or within another. */
  boolean carries(String type, String path, String scope, boolean isPublic) {
    return token.stream()
        .flatMap(one -> one.resources().stream())
        .filter(resource -> resource.type().equals(type))
        .filter(
            resource ->
                resource.path().equals(path)
                    || resource.path().equals(world.organization() + "/*")
                    || (isPublic && resource.path().equals("*/*/public")))
        .anyMatch(
            resource ->
                resource.scopes().contains(scope)
                    || INCLUDED.getOrDefault(scope, List.of()).stream()
                        .anyMatch(resource.scopes()::contains));
  }

  /**
   * Whether a listing shows a repository. Source: Docker manuals, "Create and manage organization
   * access tokens", "Listing behavior"; of persons: {@code listNamespaceRepositories}.
   */
  boolean isShown(TwinRepository repository) {
    if (!repository.isPrivate) {
      return true;
    }
    if (token.isPresent()) {
      return carries("TYPE_ORG", world.organization(), "scope-repository-list", false);
    }
    boolean publicOnly = personal.filter("repo:public_read"::equals).isPresent();
    return !publicOnly && world.judge().rank(user, repository.name) > 0;
  }

  /** Makes sure that a repository may be looked at; what is not to be seen is not there. */
  void requireRead(TwinRepository repository, String scope) {
    if (token.isPresent()) {
      if (!carries("TYPE_REPO", path(repository), scope, !repository.isPrivate)) {
        throw missing(scope);
      }
      return;
    }
    if (!isShown(repository)) {
      throw TwinRefusal.notFound();
    }
  }

  /**
   * Makes sure that the settings of a repository may be changed or looked at. Source: {@code
   * UpdateRepositoryImmutableTags}: only its administrators; the scopes of a person's token: Docker
   * manuals, "Access token reference".
   */
  void requireAdmin(TwinRepository repository, String scope) {
    requireLogin();
    requireRead(repository, scope);
    if (token.isPresent()) {
      return;
    }
    boolean tokenMay = personal.isEmpty() || personal.filter("repo:admin"::equals).isPresent();
    if (!tokenMay || world.judge().rank(user, repository.name) < TwinJudge.rank("admin")) {
      throw new TwinRefusal(403, "you have to be administrator of the repository");
    }
  }

  /** Source: "Core roles"; "Creating a repository requires scope-repository-create". */
  void requireCreate() {
    requireLogin();
    if (token.isPresent()) {
      if (!carries("TYPE_ORG", world.organization(), "scope-repository-create", false)) {
        throw missing("scope-repository-create");
      }
      return;
    }
    boolean tokenMay = personal.isEmpty() || personal.filter("repo:admin"::equals).isPresent();
    if (!tokenMay || !isRuler()) {
      throw new TwinRefusal(403, "you have to be owner or editor of the organization");
    }
  }

  /** Source: "Unsupported legacy endpoints" of the same page. */
  void requireOlderPath() {
    if (token.isPresent()) {
      throw new TwinRefusal(403, "token issued from organization access token is not allowed");
    }
  }

  private String path(TwinRepository repository) {
    return world.organization() + "/" + repository.name;
  }
}
