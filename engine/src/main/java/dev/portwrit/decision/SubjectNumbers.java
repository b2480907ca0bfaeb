package dev.portwrit.decision;

import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * A number for every subject that a workspace names, so that sets of subjects are sets of numbers.
 * The numbers are in the order of the subjects' texts; {@code anonymous} is always the first.
 */
final class SubjectNumbers {
  /** The number of {@code anonymous}, which everybody is. */
  static final int EVERYBODY = 0;

  /** The number of whoever the workspace does not name. */
  static final int UNKNOWN = -1;

  private final List<Subject> byNumber;
  private final Map<Subject, Integer> numbers;
  private final RoaringBitmap individuals = new RoaringBitmap();

  private record Named(String text, Subject subject) {}

  private SubjectNumbers(Set<Subject> subjects) {
    this.byNumber =
        subjects.stream()
            .map(subject -> new Named(subject.toString(), subject))
            .sorted(Comparator.comparing(Named::text))
            .map(Named::subject)
            .toList();
    this.numbers = new HashMap<>(subjects.size() * 2);
    for (int number = 0; number < byNumber.size(); number++) {
      numbers.put(byNumber.get(number), number);
      if (isIndividual(byNumber.get(number))) {
        individuals.add(number);
      }
    }
  }

  static SubjectNumbers of(Workspace workspace) {
    Set<Subject> subjects = new HashSet<>(Set.of(new Subject.Anonymous()));
    for (Organization organization : workspace.organizations()) {
      subjects.add(organization.subject());
      addAll(organization.owners(), subjects);
      addAll(organization.members(), subjects);
    }
    workspace.teams().forEach(team -> subjects.add(team.subject()));
    workspace.teams().forEach(team -> addAll(team.members(), subjects));
    workspace.services().forEach(service -> subjects.add(service.subject()));
    workspace.users().forEach(user -> subjects.add(user.subject()));
    for (RepositoryRule rule : workspace.repositories()) {
      for (Grant grant : rule.grants()) {
        addAll(grant.to(), subjects);
      }
    }
    for (Protection protection : workspace.protections()) {
      addAll(protection.to(), subjects);
    }
    for (ProtectionException exception : workspace.exceptions()) {
      addAll(exception.to(), subjects);
    }
    addAll(workspace.settings().admins(), subjects);
    return new SubjectNumbers(subjects);
  }

  private static void addAll(List<Member> named, Set<Subject> subjects) {
    for (Member member : named) {
      subjects.add(member.subject());
    }
  }

  int size() {
    return byNumber.size();
  }

  /** The number of a subject, or {@link #UNKNOWN}. */
  int of(Subject subject) {
    Integer number = numbers.get(subject);
    return number == null ? UNKNOWN : number;
  }

  int[] of(List<Member> named) {
    return named.stream().mapToInt(member -> of(member.subject())).toArray();
  }

  Subject subject(int number) {
    return byNumber.get(number);
  }

  /** Every user and service; not to be changed. */
  RoaringBitmap individuals() {
    return individuals;
  }

  private static boolean isIndividual(Subject subject) {
    return subject instanceof Subject.User || subject instanceof Subject.Service;
  }
}
