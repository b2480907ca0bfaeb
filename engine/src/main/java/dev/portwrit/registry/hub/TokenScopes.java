package dev.portwrit.registry.hub;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the scopes of organization access tokens mean: docker/docs, {@code
 * content/manuals/security/access-tokens/reference.md}.
 */
final class TokenScopes {
  static final String PULL = "scope-image-pull";
  static final String PUSH = "scope-image-push";
  static final String DELETE = "scope-image-delete";
  static final String TAG_ADMIN = "scope-tag-admin";
  static final String REPOSITORY_ADMIN = "scope-repository-admin";
  static final String GROUP_ADMIN = "scope-repo-group-admin";
  static final String SETTINGS_ADMIN = "scope-repository-settings-admin";
  static final String WEBHOOK_ADMIN = "scope-webhook-admin";

  /** Who may do the one may do the other. */
  private static final Map<String, String> IMPLIED =
      Map.ofEntries(
          Map.entry(DELETE, PUSH),
          Map.entry(PUSH, PULL),
          Map.entry(REPOSITORY_ADMIN, "scope-repository-edit"),
          Map.entry("scope-repository-edit", "scope-repository-read"),
          Map.entry(TAG_ADMIN, "scope-tag-read"),
          Map.entry(WEBHOOK_ADMIN, "scope-webhook-edit"),
          Map.entry("scope-webhook-edit", "scope-webhook-read"),
          Map.entry(GROUP_ADMIN, "scope-repo-group-edit"),
          Map.entry("scope-repo-group-edit", "scope-repo-group-read"),
          Map.entry("scope-member-edit", "scope-member-read"),
          Map.entry("scope-invite-edit", "scope-invite-read"),
          Map.entry("scope-group-edit", "scope-group-read"),
          Map.entry("scope-ram-write", "scope-ram-read"));

  private static final Map<String, Set<Action>> ACTIONS =
      Map.ofEntries(
          Map.entry(PULL, Set.of(Action.PULL)),
          Map.entry(PUSH, Set.of(Action.PULL, Action.PUSH, Action.OVERWRITE)),
          Map.entry(DELETE, EnumSet.complementOf(EnumSet.of(Action.ADMINISTER))),
          Map.entry(TAG_ADMIN, Set.of(Action.DELETE)),
          Map.entry("scope-repository-edit", Set.of(Action.ADMINISTER)),
          Map.entry(REPOSITORY_ADMIN, Set.of(Action.DELETE, Action.ADMINISTER)),
          Map.entry(SETTINGS_ADMIN, Set.of(Action.ADMINISTER)),
          Map.entry("scope-repo-group-edit", Set.of(Action.ADMINISTER)),
          Map.entry(GROUP_ADMIN, Set.of(Action.ADMINISTER)));

  /** Who may do these may give themselves everything. */
  private static final Set<String> GOVERNING =
      Set.of("scope-member-edit", "scope-invite-edit", "scope-group-edit");

  private static final Set<String> HARMLESS =
      Set.of(
          "scope-repository-read",
          "scope-tag-read",
          "scope-webhook-read",
          "scope-webhook-edit",
          WEBHOOK_ADMIN,
          "scope-repo-group-read",
          "scope-member-read",
          "scope-invite-read",
          "scope-group-read",
          "scope-activity-read",
          "scope-siem_credentials-read",
          "scope-ram-read",
          "scope-ram-write",
          "scope-report-read",
          "scope-repository-create",
          "scope-repository-list",
          "scope-registry-usage-read",
          "scope-cloud-connect",
          "scope-audit_events-read",
          "scope-governance-policy-read",
          "scope-governance-policy-write");

  private TokenScopes() {}

  /** The scopes of a role. */
  static SortedSet<String> of(Role role) {
    return new TreeSet<>(
        switch (role) {
          case NONE -> Set.<String>of();
          case PULL -> Set.of(PULL);
          case PUSH -> Set.of(PUSH);
          case MAINTAIN -> Set.of(DELETE, TAG_ADMIN);
          case ADMIN ->
              Set.of(
                  DELETE, TAG_ADMIN, REPOSITORY_ADMIN, GROUP_ADMIN, SETTINGS_ADMIN, WEBHOOK_ADMIN);
        });
  }

  /** The role of which these are all scopes; empty where they are of none. */
  static Optional<Role> role(Collection<String> scopes) {
    for (Role role : Role.values()) {
      if (role != Role.NONE && of(role).equals(reduced(scopes))) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** The same without what others say anyway. */
  static SortedSet<String> reduced(Collection<String> scopes) {
    SortedSet<String> reduced = new TreeSet<>(scopes);
    for (String scope : scopes) {
      for (String implied = IMPLIED.get(scope); implied != null; implied = IMPLIED.get(implied)) {
        reduced.remove(implied);
      }
    }
    return reduced;
  }

  /** What a scope lets somebody do in the repositories it is for; empty if it is not known. */
  static Optional<Set<Action>> actions(String scope) {
    if (GOVERNING.contains(scope)) {
      return Optional.of(EnumSet.allOf(Action.class));
    }
    return HARMLESS.contains(scope)
        ? Optional.of(Set.of())
        : Optional.ofNullable(ACTIONS.get(scope));
  }
}
