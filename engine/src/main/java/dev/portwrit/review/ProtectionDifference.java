package dev.portwrit.review;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The tags that a protection of one policy keeps from somebody to whom the other leaves them. */
final class ProtectionDifference {
  private final Direction direction;
  private final Collector collector;

  ProtectionDifference(Direction direction, Collector collector) {
    this.direction = direction;
    this.collector = collector;
  }

  /** Looks at every protection of the denying policy that the other does not have like that. */
  void look() {
    direction.lifted().forEach(this::look);
  }

  /** Looks only for what some exceptions of the denying policy gave back that have ended. */
  void look(List<Guarding.Release> ended) {
    for (Guarding.Release one : ended) {
      direction.lifted(one.exception().protection()).ifPresent(guard -> look(guard, one));
    }
  }

  private void look(Guarding guard) {
    Set<Holding> reached = new LinkedHashSet<>();
    guard
        .protection()
        .repositories()
        .forEach(pattern -> reached.addAll(direction.allowing().near(pattern)));
    for (Holding holding : reached) {
      look(guard, holding, guard.boxes(), holding.pattern(), holding::holders);
    }
  }

  private void look(Guarding guard, Guarding.Release ended) {
    for (Box box : ended.boxes()) {
      List<Box> kept = guard.boxes().stream().flatMap(one -> one.and(box).stream()).toList();
      RepositoryPattern pattern = box.repositories().get(0);
      for (Holding holding : direction.allowing().near(pattern)) {
        boolean isWithin = holding.pattern().covers(pattern);
        look(
            guard,
            holding,
            kept,
            isWithin ? pattern : holding.pattern(),
            action -> RoaringBitmap.and(holding.holders(action), ended.to()));
      }
    }
  }

  /**
   * Looks at what one pattern gives.
   *
   * @param boxes the tags of the protection that are looked at
   * @param where what of the pattern the boxes reach at most
   * @param some who of those who have an action there
   */
  private void look(
      Guarding guard,
      Holding holding,
      List<Box> boxes,
      RepositoryPattern where,
      Function<Action, RoaringBitmap> some) {
    List<Guarding> others = direction.allowing().guardsNear(where);
    @Nullable List<Holding> before = null;
    for (Action action : Action.values()) {
      if (guard.protection().rule().concerns(action)) {
        RoaringBitmap refused = RoaringBitmap.andNot(some.apply(action), guard.to());
        if (!refused.isEmpty()) {
          before = before == null ? direction.denying().near(where) : before;
          look(guard, holding, boxes, action, refused, before, new Unguarded(others, action));
        }
      }
    }
    collector.endOfPattern();
  }

  // Where the denying policy gives no role the change is one of roles, and is said there.
  private void look(
      Guarding guard,
      Holding holding,
      List<Box> boxes,
      Action action,
      RoaringBitmap refused,
      List<Holding> before,
      Unguarded unguarded) {
    RoaringBitmap withRole = new RoaringBitmap();
    before.forEach(one -> withRole.or(one.holders(action)));
    refused.and(withRole);
    for (Unguarded.Released some : Unguarded.released(guard, refused)) {
      List<Region> kept = new ArrayList<>();
      for (Box box : boxes) {
        for (Box common : Box.of(holding.pattern()).and(box)) {
          Region region = new Region(common, List.of());
          kept.add(region.without(Unguarded.overlapping(some.boxes(), region)));
        }
      }
      for (Unguarded.Part part : unguarded.of(kept, some.who())) {
        for (Region region : part.regions()) {
          say(guard, part.who(), action, region);
        }
      }
    }
  }

  private void say(Guarding guard, RoaringBitmap who, Action action, Region region) {
    @Nullable Guarding other =
        direction.allowing().guard(guard.protection().fullName()).orElse(null);
    RoaringBitmap left = who.clone();
    if (other != null) {
      for (Member member : other.protection().to()) {
        RoaringBitmap some =
            RoaringBitmap.and(left, direction.allowing().groups().in(member.subject()));
        if (!some.isEmpty()) {
          left.andNot(some);
          collector.add(
              direction.expands(), some, action, region, named(other, guard, member), true);
        }
      }
      for (Guarding.Release release : other.releases()) {
        RoaringBitmap some = RoaringBitmap.and(left, release.to());
        boolean gives = release.boxes().stream().anyMatch(box -> !region.box().and(box).isEmpty());
        if (!some.isEmpty() && gives && isReleased(region, release)) {
          left.andNot(some);
          collector.add(direction.expands(), some, action, region, released(release), true);
        }
      }
    }
    if (!left.isEmpty()) {
      collector.add(direction.expands(), left, action, region, changed(guard), true);
    }
  }

  private static boolean isReleased(Region region, Guarding.Release release) {
    return release.boxes().stream()
        .anyMatch(box -> new Region(region.box(), List.of(box)).isClearlyEmpty());
  }

  // The entry that lets pass is in the policy that allows: it came, or it went.
  private Cause named(Guarding allowing, Guarding denying, Member member) {
    boolean went = denying.protection().to().stream().anyMatch(one -> same(one, member));
    String text =
        went
            ? "members of " + member.subject()
            : member.subject() + " in protection " + allowing.protection().fullName();
    return new Cause(
        Cause.Kind.PROTECTION, text, member.place(), direction.expands(), member.subject());
  }

  private static boolean same(Member one, Member other) {
    return one.subject().equals(other.subject());
  }

  private Cause released(Guarding.Release release) {
    return new Cause(
        Cause.Kind.EXCEPTION,
        "exception " + release.exception().fullName(),
        release.exception().place(),
        direction.expands(),
        new Subject.Anonymous());
  }

  // Of a protection that was changed, or came or went, the place in the new policies if there is.
  private Cause changed(Guarding guard) {
    Protection refusing = guard.protection();
    Protection shown =
        direction.expands()
            ? direction.allowing().index().workspace().protections().stream()
                .filter(one -> one.fullName().equals(refusing.fullName()))
                .findFirst()
                .orElse(refusing)
            : refusing;
    String text = "protection " + shown.fullName() + " (" + shown.rule() + ")";
    boolean isNew = !direction.expands() || !shown.equals(refusing);
    return new Cause(Cause.Kind.PROTECTION, text, shown.place(), isNew, new Subject.Anonymous());
  }
}
