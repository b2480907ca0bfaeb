package dev.portwrit.registry.hub;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeAccess.TagLock;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import dev.portwrit.registry.hub.HubContents.Member;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a state of Docker Hub allows, by its rules; docs/hub.md names their sources. */
final class HubAccess {
  private static final Set<Action> EVERYTHING = EnumSet.allOf(Action.class);

  // What has a say in who may do what.
  private static final Set<String> SAYING =
      Set.of(
          HubObjects.MEMBER,
          HubObjects.TEAM_MEMBER,
          HubObjects.REPOSITORY,
          HubObjects.TEAM_PERMISSION,
          HubObjects.IMMUTABLE_TAGS,
          HubObjects.ACCESS_TOKEN);

  private final NativeState state;
  private final List<Edge> edges = new ArrayList<>();
  private final List<TagLock> locks = new ArrayList<>();
  private final SortedSet<String> unknown = new TreeSet<>();
  private final SortedSet<String> repositories = new TreeSet<>();
  private final SortedSet<String> open = new TreeSet<>();
  private final SortedSet<String> administrators = new TreeSet<>();
  private final Map<String, SortedSet<String>> teams = new HashMap<>();

  private HubAccess(NativeState state) {
    this.state = state;
  }

  static NativeAccess of(NativeState state) {
    HubAccess access = new HubAccess(state);
    state.gaps().stream()
        .filter(gap -> SAYING.contains(gap.kind()))
        .forEach(gap -> access.unknown.add("some `" + gap.kind() + "`: " + gap.reason()));
    state.objects().forEach(access::look);
    access.give();
    return new NativeAccess(access.edges, access.locks, List.copyOf(access.unknown));
  }

  private interface Understanding {
    void of(String content) throws UnreadableContent;
  }

  private void understand(ObjectId id, Understanding understanding) {
    Reading reading = state.at(id);
    if (reading instanceof Reading.Unknown lost) {
      unknown.add("`" + id + "`: " + lost.reason());
    } else if (reading instanceof Reading.Present present) {
      try {
        understanding.of(present.content());
      } catch (UnreadableContent e) {
        unknown.add("`" + id + "`: " + e.getMessage());
      }
    }
  }

  private void look(ObjectId id, Reading reading) {
    switch (id.kind()) {
      case HubObjects.REPOSITORY -> understand(id, content -> repository(id.name(), content));
      case HubObjects.MEMBER -> understand(id, content -> member(id.name(), content));
      case HubObjects.TEAM_MEMBER ->
          understand(id, content -> teamMember(HubObjects.TeamMember.of(id)));
      case HubObjects.IMMUTABLE_TAGS -> understand(id, content -> lock(id.name(), content));
      default -> {
        // What is given is looked at once it is known to whom.
      }
    }
  }

  private void repository(String name, String content) throws UnreadableContent {
    repositories.add(name);
    if (Repository.read(content).isPublic()) {
      open.add(name);
    }
  }

  private void member(String user, String content) throws UnreadableContent {
    if (Member.read(content).role() != OrgRole.MEMBER) {
      administrators.add(user);
    }
  }

  private void teamMember(HubObjects.TeamMember one) {
    if (HubNames.isOwners(one.team())) {
      // Whoever has another role by then is in it no more.
      if (state.at(HubObjects.member(one.user())).isUnknown()) {
        administrators.add(one.user());
      }
    } else {
      teams.computeIfAbsent(one.team(), same -> new TreeSet<>()).add(one.user());
    }
  }

  private void lock(String repository, String content) throws UnreadableContent {
    ImmutableTags tags = ImmutableTags.read(content);
    List<TagPattern> patterns = List.of(TagRules.EVERY_PATTERN, TagPattern.of("sha256-*"));
    if (!ImmutableTarget.isEvery(tags)) {
      TagRules.Patterns known = TagRules.patterns(tags.rules());
      known.unknown().forEach(rule -> unknown.add("rule `" + rule + "` of `" + repository + "`"));
      patterns = known.known();
    }
    if (tags.enabled() && !patterns.isEmpty()) {
      locks.add(
          new TagLock(
              repository, patterns, List.of(), EnumSet.of(Action.OVERWRITE, Action.DELETE)));
    }
  }

  private void give() {
    for (String repository : repositories) {
      administrators.forEach(user -> add(user, EVERYTHING, repository, Optional.empty()));
      if (open.contains(repository)) {
        add(NativeAccess.EVERYBODY, Set.of(Action.PULL), repository, Optional.empty());
      }
    }
    for (ObjectId id : state.objects().keySet()) {
      if (id.kind().equals(HubObjects.TEAM_PERMISSION)) {
        understand(id, content -> permission(HubObjects.InRepository.of(id), content));
      } else if (id.kind().equals(HubObjects.ACCESS_TOKEN)) {
        understand(id, content -> token(id.name(), AccessToken.read(content)));
      }
    }
  }

  private void permission(HubObjects.InRepository one, String content) throws UnreadableContent {
    Set<Action> actions =
        switch (TeamPermission.read(content).permission()) {
          case READ -> Set.of(Action.PULL);
          case WRITE -> Set.of(Action.PULL, Action.PUSH, Action.OVERWRITE);
          case ADMIN -> EVERYTHING;
        };
    for (String user : teams.getOrDefault(one.name(), new TreeSet<>())) {
      add(user, actions, one.repository(), Optional.empty());
    }
  }

  private void token(String label, AccessToken token) {
    if (!token.active()) {
      return;
    }
    for (Resource resource : token.resources()) {
      Set<Action> actions = EnumSet.noneOf(Action.class);
      for (String scope : resource.scopes()) {
        TokenScopes.actions(scope)
            .ifPresentOrElse(
                actions::addAll,
                () -> unknown.add("scope `" + scope + "` of access token `" + label + "`"));
      }
      for (String repository : repositories) {
        if (resource.isFor(repository, open.contains(repository))) {
          add(Accounts.ofToken(label), actions, repository, token.expires());
        }
      }
    }
  }

  private void add(
      String account, Set<Action> actions, String repository, Optional<Instant> until) {
    for (Action action : actions) {
      edges.add(new Edge(account, action, repository, until));
    }
  }
}
