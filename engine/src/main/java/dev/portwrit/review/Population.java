package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * Everybody whom one of two policies names, with a number each in the order of their texts; {@code
 * anonymous}, the first, stands for all others.
 */
final class Population {
  private final List<Subject> byNumber = new ArrayList<>();
  private final Map<Subject, Integer> numbers;
  private final RoaringBitmap all = new RoaringBitmap();

  Population(PolicyIndex before, PolicyIndex after) {
    List<Subject> named = before.memberships().individuals();
    List<Subject> later = after.memberships().individuals();
    byNumber.add(new Subject.Anonymous());
    byNumber.addAll(named);
    if (!named.equals(later)) {
      Set<Subject> known = new HashSet<>(named);
      later.stream().filter(known::add).forEach(byNumber::add);
      byNumber.sort(null);
    }
    numbers = new HashMap<>(byNumber.size() * 2);
    for (int i = 0; i < byNumber.size(); i++) {
      numbers.put(byNumber.get(i), i);
    }
    all.add(0L, byNumber.size());
  }

  /** Everybody; not to be changed. */
  RoaringBitmap all() {
    return all;
  }

  /** One user or service. */
  RoaringBitmap one(Subject subject) {
    Integer number = numbers.get(subject);
    return number == null ? new RoaringBitmap() : RoaringBitmap.bitmapOf(number);
  }

  void addTo(RoaringBitmap some, Subject subject) {
    Integer number = numbers.get(subject);
    if (number != null) {
      some.add(number);
    }
  }

  Subject subject(int number) {
    return byNumber.get(number);
  }

  /** The set of which {@link #subjects} made a list; not to be changed. */
  RoaringBitmap numbers(List<Subject> some) {
    if (some instanceof SubjectList list && list.isOf(this)) {
      return list.set();
    }
    throw new IllegalArgumentException("`" + some + "` is no list of this population");
  }

  /** Of some with {@code anonymous} all the others whom a policy names; empty of other lists. */
  Optional<List<Subject>> allBut(List<Subject> some) {
    if (!some.get(0).equals(byNumber.get(0))) {
      return Optional.empty();
    }
    Set<Subject> known = new HashSet<>(some);
    return Optional.of(byNumber.stream().filter(one -> !known.contains(one)).toList());
  }

  /** The subjects of a set that is not changed any more. */
  List<Subject> subjects(RoaringBitmap some) {
    return new SubjectList(this, some);
  }
}
