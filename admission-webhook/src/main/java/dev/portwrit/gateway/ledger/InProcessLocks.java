package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The locks of one gateway. They are fair: a delete is not kept waiting for ever by pushes. */
public final class InProcessLocks implements RepositoryLocks {
  private final LocksInUse<RepositoryName, ReentrantReadWriteLock> repositories =
      new LocksInUse<>(() -> new ReentrantReadWriteLock(true));
  private final LocksInUse<TagKey, ReentrantLock> tags =
      new LocksInUse<>(() -> new ReentrantLock(true));

  private record TagKey(RepositoryName repository, Tag tag) {}

  /** Locks without any that is held. */
  public InProcessLocks() {}

  @Override
  public Optional<Hold> shared(
      RepositoryName repository, Collection<Tag> names, Duration patience) {
    Taking taking = new Taking(patience);
    taking.take(repositories.use(repository).readLock(), () -> repositories.leave(repository));
    for (Tag tag : new TreeSet<>(names)) {
      TagKey key = new TagKey(repository, tag);
      if (taking.inTime) {
        taking.take(tags.use(key), () -> tags.leave(key));
      }
    }
    return taking.result();
  }

  @Override
  public Optional<Hold> exclusive(RepositoryName repository, Duration patience) {
    Taking taking = new Taking(patience);
    taking.take(repositories.use(repository).writeLock(), () -> repositories.leave(repository));
    return taking.result();
  }

  /** How many locks somebody holds or waits for. */
  int inUse() {
    return repositories.size() + tags.size();
  }

  /** Takes several locks before one deadline, or none. */
  private static final class Taking implements Hold {
    private final long deadline;
    private final Deque<Runnable> releases = new ArrayDeque<>();
    private boolean inTime = true;

    Taking(Duration patience) {
      deadline = System.nanoTime() + patience.toNanos();
    }

    void take(Lock lock, Runnable leave) {
      releases.push(leave);
      try {
        inTime = lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        inTime = false;
      }
      if (inTime) {
        releases.push(lock::unlock);
      }
    }

    Optional<Hold> result() {
      if (inTime) {
        return Optional.of(this);
      }
      close();
      return Optional.empty();
    }

    @Override
    public void close() {
      while (!releases.isEmpty()) {
        releases.pop().run();
      }
    }
  }
}
