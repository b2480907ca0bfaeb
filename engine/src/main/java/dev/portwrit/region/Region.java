package dev.portwrit.region;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box without some others.
 *
 * @param box what it is part of
 * @param except what is taken away; a whole box takes repositories away, another only tags
 */
public record Region(Box box, List<Box> except) {
  /** Copies the list. */
  public Region {
    except = List.copyOf(except);
  }

  /**
   * Whether a place lies in the region. A repository as such lies in a whole box of which no whole
   * one is taken away there.
   *
   * @param repository a repository
   * @param tag a tag in it, or empty for the repository as such
   * @return true if it does
   */
  public boolean contains(RepositoryName repository, Optional<Tag> tag) {
    return box.contains(repository, tag)
        && except.stream().noneMatch(one -> one.contains(repository, tag));
  }

  /**
   * Whether it can be seen from the patterns that nothing is left.
   *
   * @return true only if it is so
   */
  public boolean isClearlyEmpty() {
    return except.stream().anyMatch(one -> one.clearlyCovers(box));
  }

  /**
   * The region without some more.
   *
   * @param boxes what is taken away
   * @return a smaller region
   */
  public Region without(List<Box> boxes) {
    List<Box> all = new ArrayList<>(except);
    boxes.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return all.size() == except.size() ? this : new Region(box, all);
  }

  /**
   * What the region has in common with a box.
   *
   * @param other a box
   * @return regions that together are it
   */
  public List<Region> within(Box other) {
    return box.and(other).stream().map(common -> new Region(common, except)).toList();
  }
}
