package dev.portwrit.registry.hub;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubContents.Member;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is in which team, what teams may, and what everybody may, in one state. */
final class HubMemberships {
  /** What somebody has who has nothing, and who has everything. */
  static final int NOTHING = 0;

  private static final int READING = 1;
  private static final int EVERYTHING = 3;

  private final Map<String, SortedSet<String>> members = new HashMap<>();
  private final Map<String, SortedSet<String>> teams = new HashMap<>();
  private final Map<String, SortedMap<String, Integer>> permissions = new HashMap<>();
  private final Set<String> administrators = new HashSet<>();
  private final Set<String> open = new HashSet<>();

  HubMemberships(NativeState state) {
    for (ObjectId id : state.objects().keySet()) {
      if (state.at(id) instanceof Reading.Present present) {
        read(state, id, present.content());
      }
    }
  }

  private void read(NativeState state, ObjectId id, String content) {
    try {
      switch (id.kind()) {
        case HubObjects.MEMBER -> {
          if (Member.read(content).role() != OrgRole.MEMBER) {
            administrators.add(id.name());
          }
        }
        case HubObjects.REPOSITORY -> {
          if (Repository.read(content).isPublic()) {
            open.add(id.name());
          }
        }
        case HubObjects.TEAM_MEMBER -> {
          HubObjects.TeamMember one = HubObjects.TeamMember.of(id);
          // Who leaves the organization, or whose team is deleted, is in it no more.
          if (!isGone(state, HubObjects.team(one.team()))
              && !isGone(state, HubObjects.member(one.user()))) {
            members.computeIfAbsent(one.team(), same -> new TreeSet<>()).add(one.user());
            teams.computeIfAbsent(one.user(), same -> new TreeSet<>()).add(one.team());
          }
        }
        case HubObjects.TEAM_PERMISSION -> {
          HubObjects.InRepository one = HubObjects.InRepository.of(id);
          if (!isGone(state, HubObjects.team(one.name()))) {
            permissions
                .computeIfAbsent(one.name(), same -> new TreeMap<>())
                .put(one.repository(), level(TeamPermission.read(content).permission()));
          }
        }
        default -> {
          // It says nothing of teams.
        }
      }
    } catch (UnreadableContent e) {
      // Unknown, and so not arranged.
    }
  }

  private static boolean isGone(NativeState state, ObjectId id) {
    return state.objects().get(id) instanceof Reading.Absent;
  }

  static int level(Permission permission) {
    return switch (permission) {
      case READ -> READING;
      case WRITE -> 2;
      case ADMIN -> EVERYTHING;
    };
  }

  static Permission permission(int level) {
    return switch (level) {
      case READING -> Permission.READ;
      case 2 -> Permission.WRITE;
      default -> Permission.ADMIN;
    };
  }

  /** Whether somebody may do everything everywhere. */
  boolean rules(String user) {
    return administrators.contains(user);
  }

  /** Whether everybody may pull. */
  boolean isOpen(String repository) {
    return open.contains(repository);
  }

  Set<String> allTeams() {
    Set<String> all = new TreeSet<>(members.keySet());
    all.addAll(permissions.keySet());
    return all;
  }

  SortedSet<String> membersOf(String team) {
    return members.getOrDefault(team, new TreeSet<>());
  }

  SortedMap<String, Integer> permissionsOf(String team) {
    return permissions.getOrDefault(team, new TreeMap<>());
  }

  int permissionOf(String team, String repository) {
    return permissionsOf(team).getOrDefault(repository, NOTHING);
  }

  /** What somebody has in a repository. */
  int level(String user, String repository) {
    if (administrators.contains(user)) {
      return EVERYTHING;
    }
    int most = isOpen(repository) ? READING : NOTHING;
    for (String team : teams.getOrDefault(user, new TreeSet<>())) {
      most = Math.max(most, permissionOf(team, repository));
    }
    return most;
  }
}
