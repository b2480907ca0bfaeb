package dev.portwrit.review;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds, of the exceptions in the denying policy, those after whose end the allowing one may go on
 * letting somebody pass.
 */
final class EndingExceptions {
  private final Direction direction;

  EndingExceptions(Direction direction) {
    this.direction = direction;
  }

  /** Hands them over. */
  void forEach(Consumer<Guarding.Release> found) {
    direction.differing().forEach(guard -> forEachOf(guard, found));
  }

  // A protection of the allowing policy that keeps the same tags refuses all whom it does not
  // itself let pass, by name or by an exception that the denying policy has not.
  private void forEachOf(Guarding guard, Consumer<Guarding.Release> found) {
    if (guard.releases().isEmpty()) {
      return;
    }
    Set<Object> own =
        guard.releases().stream().map(Guarding.Release::lastingMeaning).collect(Collectors.toSet());
    List<Passing> others =
        direction.allowing().guardsNear(guard.protection().repositories().get(0)).stream()
            .filter(guard::reachesAs)
            .map(other -> Passing.of(guard, own, other))
            .toList();
    guard.releases().stream()
        .filter(one -> others.stream().allMatch(other -> other.goesBeyond(one)))
        .forEach(found);
  }

  /**
   * Whom a protection of the allowing policy lets pass beyond one of the denying policy.
   *
   * @param to by name
   * @param more exceptions
   */
  private record Passing(RoaringBitmap to, List<Guarding.Release> more) {
    static Passing of(Guarding guard, Set<Object> own, Guarding other) {
      return new Passing(
          RoaringBitmap.andNot(other.to(), guard.to()),
          other.releases().stream().filter(one -> !own.contains(one.lastingMeaning())).toList());
    }

    boolean goesBeyond(Guarding.Release ended) {
      return RoaringBitmap.intersects(to, ended.to())
          || more.stream()
              .anyMatch(
                  one ->
                      one.end().isAfter(ended.end())
                          && RoaringBitmap.intersects(one.to(), ended.to()));
    }
  }
}
