package dev.portwrit.review;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/** A protection that refuses, with whom it lets pass and the exceptions that are in force. */
final class Guarding {
  private final Protection protection;
  private final List<Box> boxes;
  private final RoaringBitmap to;
  private final List<Release> releases;
  private final Meaning meaning;

  /** When the first of the exceptions ends. */
  private final Instant firstEnd;

  /**
   * An exception.
   *
   * @param boxes what it lifts the protection for
   * @param to whom it releases
   */
  record Release(ProtectionException exception, List<Box> boxes, RoaringBitmap to) {
    static Release of(ProtectionException exception, Groups groups) {
      return new Release(
          exception,
          Guarding.boxes(exception.repositories(), exception.tags()),
          groups.in(exception.to()));
    }

    Instant end() {
      return exception.expires().end();
    }

    private Lifting lifting() {
      return new Lifting(Set.copyOf(exception.repositories()), Set.copyOf(exception.tags()), to);
    }

    /** Whom it releases where and until when; equal where two release the same for as long. */
    Object lastingMeaning() {
      return new LastingLifting(lifting(), end());
    }
  }

  /** What two protections have to share to refuse the same. */
  private record Meaning(Reach reach, RoaringBitmap to, Set<Lifting> releases) {}

  private record Reach(
      Set<RepositoryPattern> repositories, Set<TagPattern> tags, Protection.Rule rule) {}

  private record Lifting(
      Set<RepositoryPattern> repositories, Set<TagPattern> tags, RoaringBitmap to) {}

  private record LastingMeaning(Meaning meaning, Set<Object> releases) {}

  private record LastingLifting(Lifting lifting, Instant end) {}

  Guarding(
      Protection protection, List<ProtectionException> exceptions, Groups groups, Instant now) {
    this(
        protection,
        boxes(protection.repositories(), protection.tags()),
        groups.in(protection.to()),
        exceptions.stream()
            .filter(exception -> exception.expires().isInForceAt(now))
            .map(one -> Release.of(one, groups))
            .toList());
  }

  private Guarding(
      Protection protection, List<Box> boxes, RoaringBitmap to, List<Release> releases) {
    this.protection = protection;
    this.boxes = boxes;
    this.to = to;
    this.releases = releases;
    this.meaning = meaning(protection, to, releases);
    this.firstEnd =
        releases.stream().map(Release::end).min(Comparator.naturalOrder()).orElse(Instant.MAX);
  }

  /** The same at a later instant. */
  Guarding at(Instant later) {
    if (later.isBefore(firstEnd)) {
      return this;
    }
    List<Release> left = releases.stream().filter(one -> later.isBefore(one.end())).toList();
    return new Guarding(protection, boxes, to, left);
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

  /** The same with until when it lets whom pass; equal where two refuse the same for ever. */
  Object lastingMeaning() {
    return new LastingMeaning(
        meaning, releases.stream().map(Release::lastingMeaning).collect(Collectors.toSet()));
  }

  /** Whether another keeps the same tags from doing the same, whomever either lets pass. */
  boolean reachesAs(Guarding other) {
    return meaning.reach().equals(other.meaning.reach());
  }

  private static Meaning meaning(Protection protection, RoaringBitmap to, List<Release> releases) {
    return new Meaning(
        new Reach(
            Set.copyOf(protection.repositories()),
            Set.copyOf(protection.tags()),
            protection.rule()),
        to,
        releases.stream().map(Release::lifting).collect(Collectors.toSet()));
  }
}
