package dev.portwrit.registry.hub;

import dev.portwrit.reference.Tag;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.Member;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinJudge;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.twin.Judgement;
import dev.portwrit.registry.twin.LawWorkspaces;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a state of an organization allows, by the twin's own judge: an organization is made that is
 * in that state, and everybody is asked for everything in every repository of it.
 */
final class HubLawJudge {
  private static final List<String> ACTIONS = List.of("pull", "push", "administer");

  /** All that policies of these worlds may make. */
  private static final Set<String> REPOSITORIES = Set.of("api", "web", "pay-core", "pay-ui");

  /** Everybody pulls what is open, whether there is an account of theirs or not. */
  private static final Set<String> ANYBODY =
      Set.of(
          "anybody",
          "ada",
          "bob",
          "cy",
          "dee",
          "stranger",
          "token ci",
          "token gateway",
          "token old");

  private static final List<String> SCOPES =
      List.of(
          "scope-image-pull",
          "scope-image-push",
          "scope-image-delete",
          "scope-tag-admin",
          "scope-repository-edit",
          "scope-repository-admin",
          "scope-repository-settings-admin",
          "scope-repo-group-admin");

  private final NativeState state;
  private final HubLawOrganization organization;
  private final TwinJudge judge;
  private final Set<String> members;
  private final Set<String> rulers = new TreeSet<>();
  private final Set<String> allowed = new HashSet<>();
  private final Set<String> free = new HashSet<>();
  private final Set<String> kept = new HashSet<>();

  private HubLawJudge(String name, NativeState state) {
    this.state = state;
    this.organization = HubLawOrganization.of(name, state);
    this.judge = organization.world().judge();
    this.members = organization.members().keySet();
  }

  /**
   * Judges. Who rules the organization, and a token for all of it, may do everything in a
   * repository that is not there yet: it cannot be kept from them until its rules hold. Who ruled
   * it when a run began loses nothing where there is nothing.
   *
   * @param ruled who ruled it
   */
  static Judgement of(String organization, NativeState state, Set<String> ruled) {
    HubLawJudge judge = new HubLawJudge(organization, state);
    try {
      judge.askAboutPeopleAndTokens();
    } catch (UnreadableContent e) {
      throw new IllegalStateException(state.toString(), e);
    }
    for (String repository : judge.repositories()) {
      HubWorld world = judge.organization.world();
      boolean isThere = world.find(repository).isPresent();
      TwinRepository unused = world.repository(repository);
      Set<String> people = isThere ? judge.members : judge.rulers;
      judge.ask(repository, people);
      if (!isThere) {
        for (String user : ruled) {
          ACTIONS.forEach(may -> judge.allowed.add(user + " " + may + " " + repository));
        }
      }
      for (Tag tag : LawWorkspaces.TAGS_TO_ASK_ABOUT) {
        judge.askAbout(repository, tag.value(), people);
      }
    }
    return new Judgement(judge.allowed, judge.free, judge.kept);
  }

  private Set<String> repositories() {
    Set<String> all = new TreeSet<>(REPOSITORIES);
    state.present(HubObjects.REPOSITORY).forEach(name -> all.add(name.split("/", 2)[1]));
    return all;
  }

  private void askAboutPeopleAndTokens() throws UnreadableContent {
    organization
        .members()
        .forEach(
            (user, role) -> {
              for (OrgRole less : OrgRole.values()) {
                if (less.compareTo(role) <= 0) {
                  allowed.add(user + " is " + less);
                }
              }
              if (role != OrgRole.MEMBER) {
                rulers.add(user);
              }
            });
    for (String who : state.present(HubObjects.INVITATION)) {
      allowed.add(who + " may become " + Member.read(content(HubObjects.invitation(who))).role());
    }
    for (String label : state.present(HubObjects.ACCESS_TOKEN)) {
      for (Resource one : AccessToken.read(content(HubObjects.accessToken(label))).resources()) {
        if (one.type().equals(Resource.ORGANIZATION)) {
          one.scopes().forEach(scope -> allowed.add("token " + label + " " + scope));
        }
      }
    }
  }

  private String content(ObjectId id) {
    return ((Reading.Present) state.at(id)).content();
  }

  private void ask(String repository, Set<String> people) {
    boolean isOpen = judge.mayPull(Optional.empty(), repository);
    if (isOpen) {
      ANYBODY.forEach(who -> allowed.add(who + " pull " + repository));
    }
    for (String user : people) {
      int rank = judge.rank(Optional.of(user), repository);
      ACTIONS.subList(0, rank).forEach(may -> allowed.add(user + " " + may + " " + repository));
    }
    for (String label : state.present(HubObjects.ACCESS_TOKEN)) {
      for (String scope : SCOPES) {
        if (judge.tokenCarries(label, repository, scope)) {
          String may = scope.equals("scope-image-pull") ? "pull" : scope;
          allowed.add("token " + label + " " + may + " " + repository);
        }
      }
    }
  }

  private void askAbout(String repository, String tag, Set<String> people) {
    if (rulers.stream().noneMatch(user -> judge.mayPush(user, repository, tag, "sha256:new"))) {
      kept.add(repository + ":" + tag);
      return;
    }
    for (String user : people) {
      if (judge.mayPush(user, repository, tag, "sha256:new")) {
        free.add(user + " overwrite " + repository + ":" + tag);
      }
    }
    for (String label : state.present(HubObjects.ACCESS_TOKEN)) {
      if (judge.tokenCarries(label, repository, "scope-image-push")) {
        free.add("token " + label + " overwrite " + repository + ":" + tag);
      }
    }
  }
}
