package dev.portwrit.review;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Who is in each subject of one policy, as sets of the numbers of a population. */
final class Groups {
  private final Population population;
  private final Map<Subject, List<Member>> named = new HashMap<>();
  private final Map<Subject, RoaringBitmap> members = new HashMap<>();

  Groups(Population population, Workspace workspace) {
    this.population = population;
    for (Team team : workspace.teams()) {
      named.put(team.subject(), team.members());
    }
    for (Organization organization : workspace.organizations()) {
      List<Member> roster = new ArrayList<>(organization.owners());
      roster.addAll(organization.members());
      named.put(organization.subject(), roster);
    }
  }

  /** Everybody in a subject; of a user or service itself. Not to be changed. */
  RoaringBitmap in(Subject subject) {
    RoaringBitmap known = members.get(subject);
    if (known != null) {
      return known;
    }
    RoaringBitmap found = found(subject);
    members.put(subject, found);
    return found;
  }

  private RoaringBitmap found(Subject subject) {
    if (subject instanceof Subject.Anonymous) {
      return population.all();
    }
    if (isOne(subject)) {
      return population.one(subject);
    }
    RoaringBitmap all = new RoaringBitmap();
    for (Member member : named.getOrDefault(subject, List.of())) {
      // Only people are on the roster of an organization.
      if (subject instanceof Subject.Team || member.subject() instanceof Subject.User) {
        addTo(all, member.subject());
      }
    }
    return all;
  }

  /** Adds everybody in a subject to a set. Of one person no set is made. */
  void addTo(RoaringBitmap all, Subject subject) {
    if (isOne(subject)) {
      population.addTo(all, subject);
    } else {
      all.or(in(subject));
    }
  }

  /** How many are in a subject. */
  int size(Subject subject) {
    return isOne(subject) ? 1 : in(subject).getCardinality();
  }

  /** The teams and organizations that do not have the same people and services here and there. */
  Set<Subject> changed(Groups other) {
    Set<Subject> changed = new HashSet<>();
    for (Subject subject : named.keySet()) {
      if (!isClearlySame(subject, other) && !in(subject).equals(other.in(subject))) {
        changed.add(subject);
      }
    }
    for (Subject subject : other.named.keySet()) {
      if (!named.containsKey(subject) && !other.in(subject).isEmpty()) {
        changed.add(subject);
      }
    }
    return changed;
  }

  // As far as that can be seen without looking at each.
  private boolean isClearlySame(Subject subject, Groups other) {
    if (isOne(subject)) {
      return true;
    }
    List<Member> mine = named.getOrDefault(subject, List.of());
    List<Member> its = other.named.getOrDefault(subject, List.of());
    if (mine.size() != its.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      Subject member = mine.get(i).subject();
      if (!member.equals(its.get(i).subject())
          || (member instanceof Subject.Team && !isClearlySame(member, other))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOne(Subject subject) {
    return subject instanceof Subject.User || subject instanceof Subject.Service;
  }

  RoaringBitmap in(List<Member> some) {
    RoaringBitmap all = new RoaringBitmap();
    some.forEach(member -> addTo(all, member.subject()));
    return all;
  }

  /** Where a team or organization names somebody itself. */
  Optional<Place> entry(Subject group, Subject member) {
    return named.getOrDefault(group, List.of()).stream()
        .filter(one -> one.subject().equals(member))
        .map(Member::place)
        .findFirst();
  }
}
