package dev.portwrit.decision;

import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Every subject that a workspace names, with a number each, so that sets of subjects are sets of
 * numbers; {@code anonymous} is always the first.
 */
final class Principals {
  /** The number of {@code anonymous}, which everybody is. */
  static final int EVERYBODY = 0;

  /** The number of whoever the workspace does not name. */
  static final int UNKNOWN = -1;

  private final List<Principal> byNumber = new ArrayList<>();
  private final Map<Subject, Principal> bySubject = new HashMap<>();
  private final RoaringBitmap individuals = new RoaringBitmap();

  /** By number, how many subjects come before by text; made when first needed. */
  private volatile int @Nullable [] textOrder;

  private record Named(String text, int number) {}

  /** Numbers whoever is defined or named but in a grant; {@link #subjectsOf} numbers the rest. */
  Principals(Workspace workspace) {
    add(new Subject.Anonymous());
    for (Organization organization : workspace.organizations()) {
      add(organization.subject());
      organization.owners().forEach(member -> add(member.subject()));
      organization.members().forEach(member -> add(member.subject()));
    }
    workspace.teams().forEach(team -> add(team.subject()));
    workspace.services().forEach(service -> add(service.subject()));
    workspace.users().forEach(user -> add(user.subject()));
    workspace.settings().admins().forEach(member -> add(member.subject()));
    workspace.protections().forEach(protection -> add(protection.to()));
    workspace.exceptions().forEach(exception -> add(exception.to()));
  }

  /** The numbers of the subjects of entitlements, in the same order. */
  int[] subjectsOf(List<Entitlement> entitlements) {
    int[] numbers = new int[entitlements.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = add(entitlements.get(i).subject());
    }
    return numbers;
  }

  /** The number of a subject, a new one if it had none. Only while the index is built. */
  int add(Subject subject) {
    Principal known = bySubject.get(subject);
    if (known != null) {
      return known.number();
    }
    int number = byNumber.size();
    Principal principal = new Principal(subject, number);
    bySubject.put(subject, principal);
    byNumber.add(principal);
    if (subject instanceof Subject.User || subject instanceof Subject.Service) {
      individuals.add(number);
    }
    return number;
  }

  int[] add(List<Member> named) {
    int[] added = new int[named.size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = add(named.get(i).subject());
    }
    return added;
  }

  int size() {
    return byNumber.size();
  }

  /** A subject, {@link Principal#STRANGER} if the workspace does not name it. */
  Principal of(Subject subject) {
    Principal principal = bySubject.get(subject);
    return principal == null ? Principal.STRANGER : principal;
  }

  Principal of(int number) {
    return byNumber.get(number);
  }

  /** Every user and service; not to be changed. */
  RoaringBitmap individuals() {
    return individuals;
  }

  /** The subjects of some numbers, sorted by their text. */
  List<Subject> sorted(RoaringBitmap some) {
    List<Subject> subjects = new ArrayList<>(some.getCardinality());
    for (int number : sorted(some.toArray())) {
      subjects.add(byNumber.get(number).subject());
    }
    return Collections.unmodifiableList(subjects);
  }

  /** Some numbers in the order of the texts of their subjects. */
  int[] sorted(int[] some) {
    int[] order = textOrder();
    return IntStream.of(some)
        .boxed()
        .sorted(Comparator.comparingInt(number -> order[number]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] textOrder() {
    int[] order = textOrder;
    if (order == null) {
      List<Named> named = new ArrayList<>(size());
      for (int number = 0; number < size(); number++) {
        named.add(new Named(byNumber.get(number).subject().toString(), number));
      }
      named.sort(Comparator.comparing(Named::text));
      order = new int[size()];
      for (int i = 0; i < order.length; i++) {
        order[named.get(i).number()] = i;
      }
      textOrder = order;
    }
    return order;
  }
}
