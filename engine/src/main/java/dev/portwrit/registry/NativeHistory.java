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
   * @return the authorship of each of them; what cannot be read is {@link Authorship.Untold}, never
   *     an exception
   */
  SortedMap<ObjectId, Authorship> origins(Set<ObjectId> objects, Instant from, Instant to);

  /**
   * The history of a registry that nobody can ask.
   *
   * @param reason why, one line
   * @return it, which tells of nothing
   */
  static NativeHistory none(String reason) {
    return (objects, from, to) -> {
      SortedMap<ObjectId, Authorship> origins = new TreeMap<>();
      objects.forEach(object -> origins.put(object, new Authorship.Untold(reason)));
      return origins;
    };
  }
}
