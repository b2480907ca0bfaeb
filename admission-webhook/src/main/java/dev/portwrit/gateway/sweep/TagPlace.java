package dev.portwrit.gateway.sweep;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.Comparator;

/** A tag in its repository; ordered by both. */
record TagPlace(RepositoryName repository, Tag tag) implements Comparable<TagPlace> {
  private static final Comparator<TagPlace> ORDER =
      Comparator.comparing(TagPlace::repository).thenComparing(TagPlace::tag);

  @Override
  public int compareTo(TagPlace other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
