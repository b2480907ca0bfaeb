package dev.portwrit.audit;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a native state allows at one instant, to be asked quickly. */
final class LiveEdges {
  private record Given(String account, Action action, String repository) {}

  private final Set<Given> given = new HashSet<>();
  private final SortedSet<String> repositories = new TreeSet<>();
  private final SortedSet<String> locks = new TreeSet<>();

  LiveEdges(NativeAccess access, Instant at) {
    for (NativeAccess.Edge edge : access.edges()) {
      if (isOfRepository(edge)) {
        repositories.add(edge.repository());
        if (isInForce(edge, at)) {
          given.add(new Given(edge.account(), edge.action(), edge.repository()));
        }
      }
    }
    for (NativeAccess.TagLock lock : access.protections()) {
      repositories.add(lock.repository());
      for (Action action : lock.closed()) {
        lock.tags().forEach(tag -> locks.add(lock(lock.repository(), action) + tag));
      }
    }
  }

  /** Not that somebody may log in and nothing else. */
  static boolean isOfRepository(NativeAccess.Edge edge) {
    return !edge.repository().equals(NativeAccess.LOGIN);
  }

  static boolean isInForce(NativeAccess.Edge edge, Instant at) {
    return edge.until().map(at::isBefore).orElse(true);
  }

  /** The repositories of which it says anything, by the names of the registry. */
  SortedSet<String> repositories() {
    return repositories;
  }

  /** Whether one of some accounts, or everybody, may do something in a repository. */
  boolean allow(Collection<String> accounts, Action action, String repository) {
    return given.contains(new Given(NativeAccess.EVERYBODY, action, repository))
        || accounts.stream()
            .anyMatch(account -> given.contains(new Given(account, action, repository)));
  }

  /** The patterns of tags in a repository that others keep from an action and this does not. */
  SortedSet<String> unkept(LiveEdges others, String repository, Action action) {
    String begin = lock(repository, action);
    SortedSet<String> unkept = new TreeSet<>();
    for (String lock : others.locks.tailSet(begin)) {
      if (!lock.startsWith(begin)) {
        break;
      }
      if (!locks.contains(lock)) {
        unkept.add(lock.substring(begin.length()));
      }
    }
    return unkept;
  }

  private static String lock(String repository, Action action) {
    return repository + " " + action + " ";
  }
}
