package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** What of some regions the protections of one policy leave to whom. */
final class Unguarded {
  private final List<Guarding> guards;

  /**
   * What is left to some.
   *
   * @param who to whom, never empty
   * @param regions what; some may be empty
   * @param released whether a protection lets them pass by name or by an exception
   */
  record Part(RoaringBitmap who, List<Region> regions, boolean released) {}

  private record Alike(List<Region> regions, boolean released) {}

  /**
   * What the protections near a pattern leave for an action.
   *
   * @param near the protections that overlap the regions that will be asked about
   * @param action what
   */
  Unguarded(List<Guarding> near, Action action) {
    this.guards =
        near.stream().filter(guard -> guard.protection().rule().concerns(action)).toList();
  }

  /** Takes sets of people apart until all of a set are left the same. */
  List<Part> of(List<Region> regions, RoaringBitmap who) {
    List<Part> parts = List.of(new Part(who, regions, false));
    for (Guarding guard : guards) {
      List<Part> next = new ArrayList<>();
      parts.forEach(part -> split(part, guard, next));
      parts = together(next);
    }
    return parts;
  }

  // Exceptions for other places make no difference here.
  private static List<Part> together(List<Part> parts) {
    Map<Alike, RoaringBitmap> who = new LinkedHashMap<>();
    for (Part part : parts) {
      who.computeIfAbsent(new Alike(part.regions(), part.released()), alike -> new RoaringBitmap())
          .or(part.who());
    }
    List<Part> all = new ArrayList<>();
    who.forEach((alike, some) -> all.add(new Part(some, alike.regions(), alike.released())));
    return all;
  }

  private static void split(Part part, Guarding guard, List<Part> next) {
    RoaringBitmap passing = RoaringBitmap.and(part.who(), guard.to());
    if (!passing.isEmpty()) {
      next.add(new Part(passing, part.regions(), true));
    }
    RoaringBitmap rest = RoaringBitmap.andNot(part.who(), guard.to());
    for (Released some : released(guard, rest)) {
      List<Region> left = new ArrayList<>();
      List<Region> back = new ArrayList<>();
      for (Region region : part.regions()) {
        left.add(region.without(overlapping(guard.boxes(), region)));
        back.addAll(common(region, guard.boxes(), some.boxes()));
      }
      left.addAll(back);
      next.add(new Part(some.who(), left, part.released() || !back.isEmpty()));
    }
  }

  /**
   * Some for whom the same exceptions of a protection hold.
   *
   * @param who never empty
   * @param boxes what the exceptions give back
   */
  record Released(RoaringBitmap who, List<Box> boxes) {}

  /** Takes a set of people apart by the exceptions that hold for them. */
  static List<Released> released(Guarding guard, RoaringBitmap who) {
    List<Released> parts = who.isEmpty() ? List.of() : List.of(new Released(who, List.of()));
    for (Guarding.Release release : guard.releases()) {
      List<Released> next = new ArrayList<>();
      for (Released part : parts) {
        RoaringBitmap in = RoaringBitmap.and(part.who(), release.to());
        RoaringBitmap out = RoaringBitmap.andNot(part.who(), release.to());
        if (!in.isEmpty()) {
          List<Box> more = new ArrayList<>(part.boxes());
          more.addAll(release.boxes());
          next.add(new Released(in, more));
        }
        if (!out.isEmpty()) {
          next.add(new Released(out, part.boxes()));
        }
      }
      parts = next;
    }
    return parts;
  }

  private static List<Region> common(Region region, List<Box> kept, List<Box> released) {
    List<Region> all = new ArrayList<>();
    for (Box one : released) {
      for (Region some : region.within(one)) {
        kept.forEach(box -> all.addAll(some.within(box)));
      }
    }
    return all;
  }

  /** Those boxes that share something with a region. */
  static List<Box> overlapping(List<Box> boxes, Region region) {
    return boxes.stream().filter(box -> overlaps(box, region.box())).toList();
  }

  private static boolean overlaps(Box one, Box other) {
    for (RepositoryPattern mine : one.repositories()) {
      if (!other.repositories().stream().allMatch(mine::overlaps)) {
        return false;
      }
    }
    return one.tags().stream().allMatch(mine -> other.tags().stream().allMatch(mine::overlaps));
  }
}
