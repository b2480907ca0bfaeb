package dev.portwrit.registry.hub;

import java.util.Map;
import java.util.Optional;

/**
 * The scope that a call needs of a token of an organization.
 *
 * <p>Source: Docker manuals, "Create and manage organization access tokens", "Available scopes". No
 * scope lets such a token manage tokens; the pages of Hub itself do that with a password.
 */
final class HubScopes {
  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("ListMembers", "scope-member-read"),
          Map.entry("UpdateMember", "scope-member-edit"),
          Map.entry("RemoveMember", "scope-member-edit"),
          Map.entry("ListInvites", "scope-invite-read"),
          Map.entry("CreateInvite", "scope-invite-edit"),
          Map.entry("CancelInvite", "scope-invite-edit"),
          Map.entry("ListGroups", "scope-group-read"),
          Map.entry("GetGroup", "scope-group-read"),
          Map.entry("CreateGroup", "scope-group-edit"),
          Map.entry("UpdateGroup", "scope-group-edit"),
          Map.entry("DeleteGroup", "scope-group-edit"),
          Map.entry("ListGroupMembers", "scope-group-read"),
          Map.entry("AddGroupMember", "scope-group-edit"),
          Map.entry("RemoveGroupMember", "scope-group-edit"),
          Map.entry("ListRepositories", "scope-repository-list"),
          Map.entry("GetRepository", "scope-repository-read"),
          Map.entry("CreateRepository", "scope-repository-create"),
          Map.entry("UpdateRepository", "scope-repository-edit"),
          Map.entry("SetPrivacy", "scope-repository-edit"),
          Map.entry("UpdateImmutableTags", "scope-repository-settings-admin"),
          Map.entry("VerifyImmutableTags", "scope-repository-settings-admin"),
          Map.entry("ListTags", "scope-tag-read"),
          Map.entry("ListRepositoryGroups", "scope-repo-group-read"),
          Map.entry("AssignGroup", "scope-repo-group-edit"),
          Map.entry("UpdateGroupPermission", "scope-repo-group-edit"),
          Map.entry("RemoveGroup", "scope-repo-group-admin"),
          Map.entry("ListWebhooks", "scope-webhook-read"),
          Map.entry("CreateWebhook", "scope-webhook-edit"),
          Map.entry("DeleteWebhook", "scope-webhook-admin"),
          Map.entry("ListAuditLogs", "scope-activity-read"));

  private HubScopes() {}

  static Optional<String> of(String call) {
    return Optional.ofNullable(OF.get(call));
  }

  /** What a call needs that was refused, for people. */
  static String need(String call, HubCredentials.Kind kind) {
    String scope = of(call).map(name -> "`" + name + "`").orElse("");
    if (scope.isEmpty()) {
      return kind == HubCredentials.Kind.PASSWORD
          ? "it needs an owner of the organization"
          : "it needs an owner's password, since no token may";
    }
    return switch (kind) {
      case PASSWORD -> "it needs an owner or editor of the organization";
      case PERSONAL_TOKEN ->
          "it needs an organization access token with " + scope + ", or an owner's password";
      case ORGANIZATION_TOKEN -> "the token needs " + scope;
    };
  }
}
