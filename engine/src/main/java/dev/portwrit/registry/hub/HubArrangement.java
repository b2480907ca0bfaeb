package dev.portwrit.registry.hub;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Steps that are safe together. A team gives all that it may to all who are in it: where it loses a
 * member and gains a permission, or gains a member and loses a permission, the loss comes first.
 * Whoever would be without something meanwhile that they have before and after gets it by a team of
 * their own as long.
 */
final class HubArrangement {
  private static final String BRIDGE = HubContext.OURS + "bridge-";

  private final NativeState live;
  private final SortedMap<ObjectId, List<Step>> steps;
  private final NativeState then;
  private final HubMemberships before;
  private final HubMemberships after;

  HubArrangement(NativeState live, Map<ObjectId, List<Step>> steps) {
    this.live = live;
    this.steps = new TreeMap<>(steps);
    this.then = live.withAll(ends(steps));
    this.before = new HubMemberships(live);
    this.after = new HubMemberships(then);
  }

  private static Map<ObjectId, Reading> ends(Map<ObjectId, List<Step>> steps) {
    Map<ObjectId, Reading> ends = new HashMap<>();
    steps.forEach((id, some) -> ends.put(id, some.get(some.size() - 1).after()));
    return ends;
  }

  /** Whether a team is there only while others change. */
  static boolean isBridge(String team) {
    return team.startsWith(BRIDGE);
  }

  /** For whom such a team is there. */
  static Optional<String> bridged(String team) {
    return isBridge(team) ? Optional.of(team.substring(BRIDGE.length())) : Optional.empty();
  }

  SortedMap<ObjectId, List<Step>> arranged() {
    Set<ObjectId> first = new TreeSet<>();
    for (String team : after.allTeams()) {
      losses(team, first);
    }
    first.retainAll(steps.keySet());
    if (first.isEmpty()) {
      return steps;
    }
    first.forEach(id -> steps.computeIfPresent(id, (same, some) -> earlier(some)));
    bridge(first);
    return steps;
  }

  /** What of a team must be taken before something else of it is given. */
  private void losses(String team, Set<ObjectId> first) {
    SortedSet<String> leaving = new TreeSet<>(before.membersOf(team));
    leaving.removeAll(after.membersOf(team));
    SortedSet<String> joining = new TreeSet<>(after.membersOf(team));
    joining.removeAll(before.membersOf(team));
    after
        .permissionsOf(team)
        .forEach(
            (repository, level) -> {
              if (level > before.permissionOf(team, repository)) {
                leaving.stream()
                    .filter(user -> level > most(user, repository))
                    .forEach(user -> first.add(HubObjects.teamMember(team, user)));
              }
            });
    before
        .permissionsOf(team)
        .forEach(
            (repository, level) -> {
              if (level > after.permissionOf(team, repository)
                  && joining.stream().anyMatch(user -> level > most(user, repository))) {
                first.add(HubObjects.teamPermission(repository, team));
              }
            });
  }

  private int most(String user, String repository) {
    return Math.max(before.level(user, repository), after.level(user, repository));
  }

  private static List<Step> earlier(List<Step> some) {
    return some.stream()
        .map(
            step ->
                step.phase() == Phase.REVOKE
                    ? new Step(Phase.PRUNE, step.object(), step.call(), step.before(), step.after())
                    : step)
        .toList();
  }

  /** Gives by a team of their own what people keep and would be without meanwhile. */
  private void bridge(Set<ObjectId> first) {
    Map<ObjectId, Reading> taken = new HashMap<>();
    first.forEach(id -> taken.put(id, then.at(id)));
    HubMemberships between = new HubMemberships(live.withAll(taken));
    SortedMap<String, SortedMap<String, Integer>> needed = new TreeMap<>();
    for (ObjectId id : first) {
      if (id.kind().equals(HubObjects.TEAM_MEMBER)) {
        HubObjects.TeamMember one = HubObjects.TeamMember.of(id);
        before
            .permissionsOf(one.team())
            .keySet()
            .forEach(repository -> need(one.user(), repository, between, needed));
      } else {
        HubObjects.InRepository one = HubObjects.InRepository.of(id);
        before.membersOf(one.name()).forEach(user -> need(user, one.repository(), between, needed));
      }
    }
    needed.forEach(this::bridge);
  }

  private void need(
      String user,
      String repository,
      HubMemberships between,
      SortedMap<String, SortedMap<String, Integer>> needed) {
    int keeps = Math.min(before.level(user, repository), after.level(user, repository));
    if (between.level(user, repository) < keeps) {
      needed.computeIfAbsent(user, same -> new TreeMap<>()).put(repository, keeps);
    }
  }

  private void bridge(String user, SortedMap<String, Integer> repositories) {
    String team = BRIDGE + user;
    String about = new HubContents.Team("Portwrit: user:" + user + " while teams change").text();
    between(HubObjects.team(team), Phase.CREATE, "CreateTeam", "DeleteTeam", about);
    between(
        HubObjects.teamMember(team, user),
        Phase.BRIDGE,
        "AddTeamMember",
        "RemoveTeamMember",
        HubContents.EMPTY);
    repositories.forEach(
        (repository, level) ->
            between(
                HubObjects.teamPermission(repository, team),
                Phase.BRIDGE,
                "SetTeamPermission",
                "RemoveTeamPermission",
                new TeamPermission(HubMemberships.permission(level)).text()));
  }

  // What a run that broke off left there is taken with the rest of it.
  private void between(ObjectId id, Phase phase, String coming, String going, String content) {
    Reading there = live.at(id);
    Reading here = Reading.present(content);
    List<Step> way = new ArrayList<>();
    if (!there.equals(here) && !(there instanceof Reading.Present && phase == Phase.CREATE)) {
      way.add(new Step(phase, id, coming, there, here));
      there = here;
    }
    way.add(new Step(Phase.REVOKE, id, going, there, Reading.absent()));
    steps.put(id, way);
  }
}
