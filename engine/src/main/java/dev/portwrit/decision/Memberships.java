package dev.portwrit.decision;

import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who belongs to what: the teams that each subject of a workspace is in, those through other teams
 * too, and the organizations whose roster it is on. Immutable.
 *
 * <p>A user on a roster is in {@code organization:NAME}; services and teams are not. Somebody of
 * whom only a team is known is in that team, in those that contain it, and in nothing else.
 */
public final class Memberships {
  private static final int[] NONE = {};

  private final Principals principals;

  /** By number, the teams and organizations that name the subject as a member. */
  private final int[][] groups;

  /** By number of a team or organization, whom it names as members, each once. */
  private final int[][] members;

  private Memberships(Principals principals, int[][] members) {
    this.principals = principals;
    this.members = members;
    this.groups = turned(members);
    close();
  }

  /** The memberships of a workspace whose every subject has a number, or gets one here. */
  static Memberships of(Workspace workspace, Principals principals) {
    Map<Integer, int[]> byGroup = new HashMap<>();
    for (Organization organization : workspace.organizations()) {
      List<Member> roster = new ArrayList<>(organization.owners());
      roster.addAll(organization.members());
      roster.removeIf(member -> !(member.subject() instanceof Subject.User));
      byGroup.put(principals.add(organization.subject()), distinct(principals.add(roster)));
    }
    for (Team team : workspace.teams()) {
      byGroup.put(principals.add(team.subject()), distinct(principals.add(team.members())));
    }
    int[][] members = new int[principals.size()][];
    Arrays.fill(members, NONE);
    byGroup.forEach((group, named) -> members[group] = named);
    return new Memberships(principals, members);
  }

  /**
   * Every user and service that the workspace names, anywhere.
   *
   * @return sorted by their text
   */
  public List<Subject> individuals() {
    return principals.sorted(principals.individuals());
  }

  /**
   * The users and services in a subject: the members of a team, through other teams too; the roster
   * of an organization; of a user or service itself; of {@code anonymous} every user and service
   * that the workspace names.
   *
   * @param subject any subject
   * @return sorted by their text; empty if the workspace does not name the subject
   */
  public List<Subject> individualsIn(Subject subject) {
    int number = principals.of(subject).number();
    return number == Principals.UNKNOWN ? List.of() : principals.sorted(individualsIn(number));
  }

  /** The users and services in a subject by its number. */
  RoaringBitmap individualsIn(int number) {
    if (number == Principals.EVERYBODY) {
      return principals.individuals().clone();
    }
    BitSet seen = new BitSet(principals.size());
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(number));
    seen.set(number);
    while (!open.isEmpty()) {
      for (int member : members[open.remove()]) {
        if (!seen.get(member)) {
          seen.set(member);
          open.add(member);
        }
      }
    }
    RoaringBitmap found = RoaringBitmap.bitmapOf(seen.stream().toArray());
    found.and(principals.individuals());
    return found;
  }

  /**
   * A subject, and the teams and organizations that it is in, through other teams too: all to which
   * there is a {@link #path} but {@code anonymous}, whom everybody is.
   *
   * @param subject any subject
   * @return the subject first; it alone if the workspace does not name it
   */
  public List<Subject> withGroups(Subject subject) {
    int number = principals.of(subject).number();
    if (number == Principals.UNKNOWN) {
      return List.of(subject);
    }
    Set<Integer> seen = new LinkedHashSet<>(List.of(number));
    ArrayDeque<Integer> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (int group : groups[open.remove()]) {
        if (seen.add(group)) {
          open.add(group);
        }
      }
    }
    return seen.stream().map(one -> principals.of(one).subject()).toList();
  }

  /**
   * By what way a subject is in a group.
   *
   * @param subject any subject
   * @param group a team, an organization or {@code anonymous}
   * @return the shortest chain from the subject to the group, both included, of equal ones the
   *     first by text; one element if they are the same; empty if it is not in it
   */
  public List<Subject> path(Subject subject, Subject group) {
    if (subject.equals(group)) {
      return List.of(subject);
    }
    if (group instanceof Subject.Anonymous) {
      return List.of(subject, group);
    }
    int from = principals.of(subject).number();
    int to = principals.of(group).number();
    return from == Principals.UNKNOWN || to == Principals.UNKNOWN ? List.of() : path(from, to);
  }

  // Breadth first, in the order of the texts.
  private List<Subject> path(int from, int to) {
    int[] cameFrom = new int[principals.size()];
    Arrays.fill(cameFrom, Principals.UNKNOWN);
    cameFrom[from] = from;
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty() && cameFrom[to] == Principals.UNKNOWN) {
      int at = open.remove();
      for (int group : principals.sorted(groups[at])) {
        if (cameFrom[group] == Principals.UNKNOWN) {
          cameFrom[group] = at;
          open.add(group);
        }
      }
    }
    if (cameFrom[to] == Principals.UNKNOWN) {
      return List.of();
    }
    List<Subject> path = new ArrayList<>(List.of(principals.of(to).subject()));
    for (int at = to; at != from; at = cameFrom[at]) {
      path.add(principals.of(cameFrom[at]).subject());
    }
    Collections.reverse(path);
    return List.copyOf(path);
  }

  private static int[] distinct(int[] principals) {
    return Arrays.stream(principals).sorted().distinct().toArray();
  }

  private static int[][] turned(int[][] members) {
    int[] counts = new int[members.length];
    for (int[] some : members) {
      for (int member : some) {
        counts[member]++;
      }
    }
    int[][] groups = new int[members.length][];
    for (int number = 0; number < groups.length; number++) {
      groups[number] = counts[number] == 0 ? NONE : new int[counts[number]];
    }
    for (int group = members.length - 1; group >= 0; group--) {
      for (int member : members[group]) {
        groups[member][--counts[member]] = group;
      }
    }
    return groups;
  }

  // A group is closed before its members, so that each set is the union of sets that are ready. A
  // cycle, which no checked workspace has, would never be ready and leave its teams with less.
  private void close() {
    RoaringBitmap[] sets = new RoaringBitmap[groups.length];
    int[] waiting = new int[groups.length];
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int number = 0; number < groups.length; number++) {
      sets[number] = RoaringBitmap.bitmapOf(Principals.EVERYBODY, number);
      waiting[number] = groups[number].length;
      if (waiting[number] == 0) {
        ready.add(number);
      }
    }
    while (!ready.isEmpty()) {
      int group = ready.remove();
      for (int member : members[group]) {
        sets[member].or(sets[group]);
        waiting[member]--;
        if (waiting[member] == 0) {
          ready.add(member);
        }
      }
    }
    for (int number = 0; number < sets.length; number++) {
      principals.of(number).is(sets[number]);
    }
  }
}
