package dev.portwrit.plan;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plan does to access. An edge that everybody has is held by every account; one that ends
 * sooner is lost, one that ends later is gained.
 *
 * @param now what the registry allows now
 * @param then what it would allow afterwards
 * @param gained ordered
 * @param lost ordered
 */
public record AccessChanges(
    NativeAccess now, NativeAccess then, List<EdgeChange> gained, List<EdgeChange> lost) {
  /** Copies the lists. */
  public AccessChanges {
    gained = gained.stream().sorted().toList();
    lost = lost.stream().sorted().toList();
  }

  /**
   * How many edges there are now, of which a budget may be a share.
   *
   * @return those that are given twice counted once
   */
  public int before() {
    return new EdgeSet(now.edges()).size();
  }

  /**
   * The tags that the registry itself would no longer keep.
   *
   * @return such as {@code acme/pay/api:v* overwrite}, ordered
   */
  public SortedSet<String> released() {
    SortedSet<String> released = locks(now);
    released.removeAll(locks(then));
    return released;
  }

  /**
   * The tags that the registry itself would keep and does not yet.
   *
   * @return such as {@code acme/pay/api:v* overwrite}, ordered
   */
  public SortedSet<String> locked() {
    SortedSet<String> locked = locks(then);
    locked.removeAll(locks(now));
    return locked;
  }

  /**
   * The repositories that everybody could use afterwards and cannot now.
   *
   * @return the names as the registry has them, ordered
   */
  public SortedSet<String> opened() {
    SortedSet<String> opened = new TreeSet<>();
    for (EdgeChange change : gained) {
      if (change.edge().account().equals(NativeAccess.EVERYBODY)) {
        opened.add(change.edge().repository());
      }
    }
    return opened;
  }

  private static SortedSet<String> locks(NativeAccess access) {
    SortedSet<String> locks = new TreeSet<>();
    for (NativeAccess.TagLock lock : access.protections()) {
      for (Action action : new TreeSet<>(lock.closed())) {
        lock.tags().forEach(tag -> locks.add(lock.repository() + ":" + tag + " " + action));
      }
    }
    return locks;
  }
}
