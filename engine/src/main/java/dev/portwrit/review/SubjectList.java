package dev.portwrit.review;

import dev.portwrit.policy.Subject;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** A set of subjects as a list by text, which takes only as much room as the set. */
final class SubjectList extends AbstractList<Subject> {
  private final Population population;
  private final RoaringBitmap some;
  private final int size;

  SubjectList(Population population, RoaringBitmap some) {
    this.population = population;
    this.some = some;
    this.size = some.getCardinality();
  }

  /** All subjects of some lists of one population. */
  static List<Subject> union(List<List<Subject>> lists) {
    List<Subject> first = lists.get(0);
    if (lists.size() == 1 || !(first instanceof SubjectList of)) {
      return first;
    }
    RoaringBitmap all = new RoaringBitmap();
    for (List<Subject> list : lists) {
      if (list instanceof SubjectList some) {
        all.or(some.some);
      }
    }
    return new SubjectList(of.population, all);
  }

  boolean isOf(Population other) {
    return population.equals(other);
  }

  /** The numbers of the subjects; not to be changed. */
  RoaringBitmap set() {
    return some;
  }

  // Lists of one population are compared by their sets.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SubjectList list
        && population == list.population
        && some.equals(list.some);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public Subject get(int index) {
    return population.subject(some.select(index));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Iterator<Subject> iterator() {
    PeekableIntIterator numbers = some.getIntIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return numbers.hasNext();
      }

      @Override
      public Subject next() {
        return population.subject(numbers.next());
      }
    };
  }
}
