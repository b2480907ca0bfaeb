package dev.portwrit.review;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** A protection that refuses, with whom it lets pass and the exceptions that are in force. */
final class Guarding {
  private final Protection protection;
  private final List<Box> boxes;
  private final RoaringBitmap to;
  private final List<Release> releases;
  private final Meaning meaning;

  /**
   * An exception.
   *
   * @param boxes what it lifts the protection for
   * @param to whom it releases
   */
  record Release(ProtectionException exception, List<Box> boxes, RoaringBitmap to) {}

  /** What two protections have to share to refuse the same. */
  private record Meaning(
      Set<RepositoryPattern> repositories,
      Set<TagPattern> tags,
      Protection.Rule rule,
      RoaringBitmap to,
      Set<Lifting> releases) {}

  private record Lifting(
      Set<RepositoryPattern> repositories, Set<TagPattern> tags, RoaringBitmap to) {}

  Guarding(
      Protection protection, List<ProtectionException> exceptions, Groups groups, Instant now) {
    this.protection = protection;
    this.boxes = boxes(protection.repositories(), protection.tags());
    this.to = groups.in(protection.to());
    this.releases =
        exceptions.stream()
            .filter(exception -> exception.expires().isInForceAt(now))
            .map(one -> release(one, groups))
            .toList();
    this.meaning = meaning(protection, to, releases);
  }

  private static Release release(ProtectionException exception, Groups groups) {
    return new Release(
        exception, boxes(exception.repositories(), exception.tags()), groups.in(exception.to()));
  }

  private static List<Box> boxes(List<RepositoryPattern> repositories, List<TagPattern> tags) {
    List<Box> boxes = new ArrayList<>();
    for (RepositoryPattern pattern : new LinkedHashSet<>(repositories)) {
      for (TagPattern some : new LinkedHashSet<>(tags)) {
        boxes.add(Box.of(pattern, some));
      }
    }
    return boxes;
  }

  Protection protection() {
    return protection;
  }

  /** The tags that it keeps. */
  List<Box> boxes() {
    return boxes;
  }

  /** Whom it lets pass. */
  RoaringBitmap to() {
    return to;
  }

  List<Release> releases() {
    return releases;
  }

  /** What it refuses to whom; equal where two refuse the same to the same. */
  Object meaning() {
    return meaning;
  }

  private static Meaning meaning(Protection protection, RoaringBitmap to, List<Release> releases) {
    Set<Lifting> liftings = new HashSet<>();
    for (Release release : releases) {
      liftings.add(
          new Lifting(
              Set.copyOf(release.exception().repositories()),
              Set.copyOf(release.exception().tags()),
              release.to()));
    }
    return new Meaning(
        Set.copyOf(protection.repositories()),
        Set.copyOf(protection.tags()),
        protection.rule(),
        to,
        liftings);
  }
}
