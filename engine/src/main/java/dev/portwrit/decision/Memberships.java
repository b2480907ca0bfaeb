package dev.portwrit.decision;

import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who belongs to what: every subject that a workspace names, the teams each is in, those through
 * other teams too, and the organizations whose roster each is on. Immutable.
 */
public final class Memberships {
  /** The number of {@code anonymous}, which everybody is. */
  static final int EVERYBODY = 0;

  private static final Principals UNKNOWN = new Principals(RoaringBitmap.bitmapOf(EVERYBODY));

  private final Map<Subject, Integer> numbers = new HashMap<>();
  private final List<Subject> subjects = new ArrayList<>();

  /** By the number of a subject, the teams and organizations that name it as a member. */
  private final List<int[]> groups = new ArrayList<>();

  /** By the number of a team or organization, whom it names as members. */
  private final List<int[]> members = new ArrayList<>();

  private final List<Principals> principals = new ArrayList<>();

  private Memberships() {}

  static Memberships of(Workspace workspace) {
    Memberships memberships = new Memberships();
    memberships.number(workspace);
    memberships.link(workspace);
    memberships.close();
    return memberships;
  }

  /** The number of a subject, or -1 if the workspace does not name it. */
  int number(Subject subject) {
    return numbers.getOrDefault(subject, -1);
  }

  int[] numbers(List<Member> to) {
    return to.stream().mapToInt(member -> number(member.subject())).sorted().toArray();
  }

  /** What a subject is; one that the workspace does not name is everybody and nothing else. */
  Principals principals(Subject subject) {
    int number = number(subject);
    return number < 0 ? UNKNOWN : principals.get(number);
  }

  /**
   * Every user and service that the workspace names, anywhere.
   *
   * @return sorted by their text
   */
  public List<Subject> individuals() {
    return subjects.stream().filter(Memberships::isIndividual).sorted().toList();
  }

  /**
   * The users and services in a subject: the members of a team, through other teams too; the roster
   * of an organization; of a user or service itself; of {@code anonymous} every user and service
   * that the workspace names.
   *
   * @param subject any subject
   * @return sorted by their text
   */
  public List<Subject> individualsIn(Subject subject) {
    RoaringBitmap found = new RoaringBitmap();
    int number = number(subject);
    if (number >= 0) {
      expand(number, found);
    }
    List<Subject> individuals = new ArrayList<>();
    found.forEach((int n) -> individuals.add(subjects.get(n)));
    individuals.sort(null);
    return individuals;
  }

  /**
   * By what way a subject is in a group.
   *
   * @param subject any subject
   * @param group a subject that it may be in
   * @return the shortest chain from the subject to the group, both included, the first by text
   *     among equals; one element if they are the same; empty if it is not in it
   */
  public List<Subject> path(Subject subject, Subject group) {
    if (subject.equals(group)) {
      return List.of(subject);
    }
    if (group instanceof Subject.Anonymous) {
      return List.of(subject, group);
    }
    int start = number(subject);
    int goal = number(group);
    return start < 0 || goal < 0 ? List.of() : shortest(start, goal);
  }

  /** Adds the users and services in a numbered subject. */
  void expand(int number, RoaringBitmap found) {
    if (number == EVERYBODY) {
      for (int n = 0; n < subjects.size(); n++) {
        if (isIndividual(subjects.get(n))) {
          found.add(n);
        }
      }
      return;
    }
    Set<Integer> seen = new HashSet<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(number));
    while (!open.isEmpty()) {
      int next = open.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (isIndividual(subjects.get(next))) {
        found.add(next);
      }
      for (int member : members.get(next)) {
        open.add(member);
      }
    }
  }

  Subject subject(int number) {
    return subjects.get(number);
  }

  private List<Subject> shortest(int start, int goal) {
    Map<Integer, Integer> cameFrom = new HashMap<>(Map.of(start, start));
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty() && !cameFrom.containsKey(goal)) {
      int at = open.remove();
      List<Subject> next = new ArrayList<>();
      for (int group : groups.get(at)) {
        next.add(subjects.get(group));
      }
      next.sort(null);
      for (Subject group : next) {
        int number = number(group);
        if (cameFrom.putIfAbsent(number, at) == null) {
          open.add(number);
        }
      }
    }
    List<Subject> path = new ArrayList<>();
    for (int at = goal; cameFrom.containsKey(at); at = cameFrom.get(at)) {
      path.add(0, subjects.get(at));
      if (at == start) {
        break;
      }
    }
    return List.copyOf(path);
  }

  private static boolean isIndividual(Subject subject) {
    return subject instanceof Subject.User || subject instanceof Subject.Service;
  }

  // Groups first, so that the numbers in a set of principals lie close together.
  private void number(Workspace workspace) {
    add(new Subject.Anonymous());
    workspace.organizations().forEach(organization -> add(organization.subject()));
    workspace.teams().forEach(team -> add(team.subject()));
    workspace.services().forEach(service -> add(service.subject()));
    workspace.users().forEach(user -> add(user.subject()));
    for (Organization organization : workspace.organizations()) {
      addAll(organization.owners());
      addAll(organization.members());
    }
    workspace.teams().forEach(team -> addAll(team.members()));
    for (RepositoryRule rule : workspace.repositories()) {
      for (Grant grant : rule.grants()) {
        addAll(grant.to());
      }
    }
    for (Protection protection : workspace.protections()) {
      addAll(protection.to());
    }
    for (ProtectionException exception : workspace.exceptions()) {
      addAll(exception.to());
    }
    addAll(workspace.settings().admins());
  }

  private void addAll(List<Member> named) {
    named.forEach(member -> add(member.subject()));
  }

  private void add(Subject subject) {
    if (numbers.putIfAbsent(subject, subjects.size()) == null) {
      subjects.add(subject);
    }
  }

  private void link(Workspace workspace) {
    List<List<Integer>> up = new ArrayList<>();
    List<List<Integer>> down = new ArrayList<>();
    for (int n = 0; n < subjects.size(); n++) {
      up.add(new ArrayList<>(2));
      down.add(new ArrayList<>(0));
    }
    for (Organization organization : workspace.organizations()) {
      int group = number(organization.subject());
      join(organization.owners(), group, Memberships::isPerson, up, down);
      join(organization.members(), group, Memberships::isPerson, up, down);
    }
    for (Team team : workspace.teams()) {
      join(team.members(), number(team.subject()), member -> true, up, down);
    }
    up.forEach(list -> groups.add(distinct(list)));
    down.forEach(list -> members.add(distinct(list)));
  }

  private static boolean isPerson(Subject subject) {
    return subject instanceof Subject.User;
  }

  private void join(
      List<Member> named,
      int group,
      Predicate<Subject> isMember,
      List<List<Integer>> up,
      List<List<Integer>> down) {
    for (Member member : named) {
      if (isMember.test(member.subject())) {
        int number = number(member.subject());
        up.get(number).add(group);
        down.get(group).add(number);
      }
    }
  }

  private static int[] distinct(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
  }

  // Containing teams are closed before those they contain, so that each set is the union of sets
  // that are ready. A cycle, which no checked workspace has, would leave its teams alone.
  private void close() {
    RoaringBitmap[] closed = new RoaringBitmap[subjects.size()];
    int[] waiting = new int[subjects.size()];
    ArrayDeque<Integer> ready = new ArrayDeque<>();
    for (int n = 0; n < subjects.size(); n++) {
      closed[n] = RoaringBitmap.bitmapOf(EVERYBODY, n);
      waiting[n] = groups.get(n).length;
      if (waiting[n] == 0) {
        ready.add(n);
      }
    }
    while (!ready.isEmpty()) {
      int group = ready.remove();
      for (int member : members.get(group)) {
        closed[member].or(closed[group]);
        if (--waiting[member] == 0) {
          ready.add(member);
        }
      }
    }
    for (RoaringBitmap numbers : closed) {
      principals.add(new Principals(numbers));
    }
  }
}
