package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which teams there shall be, and who is in them. */
final class TeamTargets {
  private final HubContext context;
  private final HubGrants grants;
  private final NativeState live;
  private final boolean removes;
  private final HubGaps gaps;
  private final Map<Subject, String> descriptions = new HashMap<>();
  private final SortedMap<ObjectId, Reading> targets = new TreeMap<>();
  private final Map<String, SortedSet<String>> liveMembers = new HashMap<>();

  TeamTargets(
      PolicyIndex index, HubContext context, HubGrants grants, NativeState live, boolean removes) {
    this.context = context;
    this.grants = grants;
    this.live = live;
    this.removes = removes;
    this.gaps = new HubGaps(live);
    for (Team team : index.workspace().teams()) {
      descriptions.put(team.subject(), team.description());
    }
    for (ObjectId id : live.objects().keySet()) {
      if (id.kind().equals(HubObjects.TEAM_MEMBER) && live.at(id) instanceof Reading.Present) {
        HubObjects.TeamMember one = HubObjects.TeamMember.of(id);
        liveMembers.computeIfAbsent(one.team(), same -> new TreeSet<>()).add(one.user());
      }
    }
  }

  /**
   * The targets.
   *
   * @param needed the teams that are given something
   */
  SortedMap<ObjectId, Reading> of(Set<String> needed) {
    grants.groups().forEach((group, holders) -> add(group, holders, needed.contains(group)));
    if (removes) {
      live.present(HubObjects.TEAM).stream()
          .filter(team -> team.startsWith(HubContext.OURS) && !needed.contains(team))
          .forEach(this::end);
    }
    return targets;
  }

  private void add(String group, List<Subject> holders, boolean isNeeded) {
    ObjectId team = HubObjects.team(group);
    Reading there = live.at(team);
    if (there instanceof Reading.Unknown) {
      targets.put(team, there);
      // So that nobody leaves another team for it.
      if (isNeeded) {
        grants
            .membersOf(group)
            .forEach(user -> targets.put(HubObjects.teamMember(group, user), there));
      }
      return;
    }
    boolean isPolicys = !group.startsWith(HubContext.OURS);
    if (!isNeeded && !(isPolicys && there instanceof Reading.Present)) {
      return;
    }
    targets.put(team, described(there, holders));
    SortedSet<String> wanted = grants.membersOf(group);
    for (String user : wanted) {
      addMember(group, user);
    }
    if (removes) {
      for (String user : liveMembers.getOrDefault(group, new TreeSet<>())) {
        if (!wanted.contains(user) && !context.keepsMember(user)) {
          targets.put(HubObjects.teamMember(group, user), gaps.unless(Reading.absent()));
        }
      }
    }
  }

  private void addMember(String group, String user) {
    ObjectId id = HubObjects.teamMember(group, user);
    Reading member = live.at(HubObjects.member(user));
    Reading there = live.at(id);
    if (there instanceof Reading.Unknown || member instanceof Reading.Unknown) {
      targets.put(id, there instanceof Reading.Unknown ? there : member);
    } else if (there instanceof Reading.Present) {
      targets.put(id, there);
    } else if (member instanceof Reading.Present) {
      targets.put(id, gaps.unless(Reading.present(HubContents.EMPTY)));
    }
    // Whoever is no member yet is in no team: it is said of the invitation.
  }

  private Reading described(Reading there, List<Subject> holders) {
    String description = description(holders);
    if (there instanceof Reading.Present present && description.isEmpty()) {
      return present;
    }
    String made =
        description.isEmpty()
            ? "Portwrit: " + String.join(", ", holders.stream().map(Subject::toString).toList())
            : description;
    return Reading.present(new HubContents.Team(made).text());
  }

  private String description(List<Subject> holders) {
    return holders.size() == 1 ? descriptions.getOrDefault(holders.get(0), "") : "";
  }

  private void end(String team) {
    targets.put(HubObjects.team(team), gaps.unless(Reading.absent()));
    for (String user : liveMembers.getOrDefault(team, new TreeSet<>())) {
      targets.put(HubObjects.teamMember(team, user), gaps.unless(Reading.absent()));
    }
  }
}
