package dev.portwrit.registry;

import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a registry itself remembers of who changed it, such as an audit log. */
@FunctionalInterface
public interface NativeHistory {
  /**
   * Who changed some objects in a window of time.
   *
   * @param objects which
   * @param from the beginning
   * @param to the end
   * @return an origin for each of them; what cannot be read is {@link Origin.Untold}, never an
   *     exception
   */
  SortedMap<ObjectId, Origin> origins(Set<ObjectId> objects, Instant from, Instant to);

  /**
   * The history of a registry that nobody can ask.
   *
   * @param reason why, one line
   * @return it, which tells of nothing
   */
  static NativeHistory none(String reason) {
    return (objects, from, to) -> {
      SortedMap<ObjectId, Origin> origins = new TreeMap<>();
      objects.forEach(object -> origins.put(object, new Origin.Untold(reason)));
      return origins;
    };
  }
}
