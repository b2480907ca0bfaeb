package dev.portwrit.registry.hub;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Tag;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.hub.twin.TwinJudge;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.Right;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an organization allows, by the twin's own judge, in the words of policies. */
public final class HubLawRights {
  /** Source: Docker manuals, "Access token reference". */
  private static final Map<String, Set<Action>> SCOPES =
      Map.of(
          "scope-image-pull", EnumSet.of(Action.PULL),
          "scope-image-push", EnumSet.of(Action.PUSH, Action.OVERWRITE),
          "scope-image-delete", EnumSet.of(Action.DELETE),
          "scope-tag-admin", EnumSet.of(Action.DELETE),
          "scope-repository-edit", EnumSet.of(Action.ADMINISTER),
          "scope-repository-settings-admin", EnumSet.of(Action.ADMINISTER),
          "scope-repo-group-edit", EnumSet.of(Action.ADMINISTER));

  private final HubLawOrganization organization;
  private final TwinJudge judge;
  private final SortedSet<Right> rights = new TreeSet<>();

  private HubLawRights(HubLawOrganization organization) {
    this.organization = organization;
    this.judge = organization.world().judge();
  }

  /**
   * Each member, each token and whoever asks is asked for everything in each repository, and with
   * each tag. The engine, and whom the registry's definition keeps, are left out.
   */
  public static SortedSet<Right> of(Registry definition, NativeState state) {
    HubLawRights rights =
        new HubLawRights(
            HubLawOrganization.of(HubOrganization.of(definition).iterator().next(), state));
    Set<String> people = new TreeSet<>(rights.organization.members().keySet());
    people.remove(HubLawTwin.ENGINE);
    people.removeAll(definition.hub().keepMembers());
    Set<String> tokens = new TreeSet<>(state.present(HubObjects.ACCESS_TOKEN));
    tokens.removeAll(definition.hub().keepTokens());
    for (String repository : state.present(HubObjects.REPOSITORY)) {
      rights.ask(repository, NativeAccess.EVERYBODY, Optional.empty());
      people.forEach(user -> rights.ask(repository, user, Optional.of(user)));
      tokens.forEach(label -> rights.askToken(repository, label));
    }
    return rights.rights;
  }

  private void ask(String repository, String account, Optional<String> user) {
    List<Set<Action>> ranks =
        List.of(
            EnumSet.of(Action.PULL),
            EnumSet.of(Action.PUSH, Action.OVERWRITE),
            EnumSet.of(Action.DELETE, Action.ADMINISTER));
    ranks
        .subList(0, judge.rank(user, there(repository).name()))
        .forEach(actions -> add(account, actions, repository));
  }

  private void askToken(String repository, String label) {
    SCOPES.forEach(
        (scope, actions) -> {
          if (judge.tokenCarries(label, there(repository).name(), scope)) {
            add(Accounts.ofToken(label), actions, repository);
          }
        });
  }

  private TwinRepository there(String repository) {
    return organization.repository(repository);
  }

  private void add(String account, Set<Action> actions, String repository) {
    for (Action action : actions) {
      boolean isOfTags = action == Action.OVERWRITE || action == Action.DELETE;
      for (Tag tag : LawWorkspaces.TAGS_TO_ASK_ABOUT) {
        if (!isOfTags || !there(repository).keeps(tag.value())) {
          rights.add(new Right(account, action, repository, tag));
        }
      }
    }
  }
}
