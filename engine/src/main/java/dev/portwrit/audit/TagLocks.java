package dev.portwrit.audit;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Found;
import dev.portwrit.region.Region;
import dev.portwrit.region.Spot;
import dev.portwrit.region.SpotSearch;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The tags that a native state keeps by itself. */
final class TagLocks {
  private final NativeNames names;
  private final List<NativeAccess.TagLock> locks;

  /**
   * Tags that one state keeps and another does not.
   *
   * @param repository where, by the name of the registry
   * @param action from what they are kept
   * @param tags the pattern by which they are
   * @param spot one of them
   */
  record Open(String repository, Action action, TagPattern tags, Spot spot) {}

  /**
   * In what two states keep other tags.
   *
   * @param open what is certain
   * @param undecided what could not be told, one line each
   */
  record Difference(List<Open> open, List<String> undecided) {}

  TagLocks(NativeNames names, NativeAccess access) {
    this.names = names;
    this.locks = access.protections();
  }

  /** What is kept here and not there. */
  Difference without(TagLocks others) {
    List<Open> open = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    for (NativeAccess.TagLock lock : locks) {
      Optional<RepositoryName> ours = names.ours(lock.repository());
      if (ours.isPresent()) {
        RepositoryPattern repository = RepositoryPattern.of(ours.get());
        for (Action action : new TreeSet<>(lock.closed())) {
          for (TagPattern tags : lock.tags()) {
            Found found = others.notKept(lock, action, Box.of(repository, tags));
            if (found instanceof Found.There there) {
              open.add(new Open(lock.repository(), action, tags, there.spot()));
            } else if (found instanceof Found.Open unclear) {
              undecided.add(
                  String.format(
                      Locale.ROOT,
                      "whether `%s` of `%s` are kept from %s on both sides: %s",
                      tags,
                      lock.repository(),
                      action,
                      unclear.cause()));
            }
          }
        }
      }
    }
    return new Difference(open, undecided);
  }

  /** One of some tags that another state keeps and none of these locks does. */
  private Found notKept(NativeAccess.TagLock other, Action action, Box box) {
    List<NativeAccess.TagLock> mine =
        locks.stream()
            .filter(lock -> lock.repository().equals(other.repository()))
            .filter(lock -> lock.closed().contains(action))
            .toList();
    RepositoryPattern repository = box.repositories().get(0);
    Region whole = new Region(box, boxes(repository, other.except()));
    List<Region> regions = new ArrayList<>(List.of(without(whole, repository, mine)));
    // What one lock leaves open another may keep.
    for (NativeAccess.TagLock lock : mine) {
      List<NativeAccess.TagLock> rest = mine.stream().filter(one -> !one.equals(lock)).toList();
      for (Box left : boxes(repository, lock.except())) {
        whole.within(left).forEach(some -> regions.add(without(some, repository, rest)));
      }
    }
    Found all = new Found.Nothing();
    for (Region region : regions) {
      Found found = SpotSearch.in(region);
      if (found instanceof Found.There) {
        return found;
      }
      all = found instanceof Found.Open ? found : all;
    }
    return all;
  }

  private static Region without(
      Region region, RepositoryPattern repository, List<NativeAccess.TagLock> locks) {
    List<TagPattern> kept = locks.stream().flatMap(lock -> lock.tags().stream()).toList();
    return region.without(boxes(repository, kept));
  }

  private static List<Box> boxes(RepositoryPattern repository, List<TagPattern> tags) {
    return tags.stream().map(one -> Box.of(repository, one)).toList();
  }
}
