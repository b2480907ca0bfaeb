package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Locks that several gateways share: advisory locks of a session in PostgreSQL. Those of one
 * gateway take turns among themselves first, so that one of them at most waits in the database for
 * a tag; there they are served in the order they came.
 *
 * <p>INVARIANT: what a thread writes while it holds a lock goes over the session that has the lock.
 * Whoever has lost its locks, by whatever, can therefore write nothing.
 */
final class PostgresLocks implements RepositoryLocks {
  private final PostgresSessions sessions;
  private final PostgresSettings settings;
  private final Clock clock;
  private final InProcessLocks own = new InProcessLocks();

  PostgresLocks(PostgresSessions sessions, PostgresSettings settings, Clock clock) {
    this.sessions = sessions;
    this.settings = settings;
    this.clock = clock;
  }

  private record Wanted(long key, boolean isShared) {}

  @Override
  public Optional<Hold> shared(RepositoryName repository, Collection<Tag> tags, Duration patience)
      throws LedgerException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Wanted> wanted = new ArrayList<>();
    wanted.add(new Wanted(LockKeys.repository(repository), true));
    LockKeys.tags(repository, tags).forEach(key -> wanted.add(new Wanted(key, false)));
    return take(own.shared(repository, tags, patience), repository, wanted, deadline);
  }

  @Override
  public Optional<Hold> exclusive(RepositoryName repository, Duration patience)
      throws LedgerException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Wanted> wanted = List.of(new Wanted(LockKeys.repository(repository), false));
    return take(own.exclusive(repository, patience), repository, wanted, deadline);
  }

  private Optional<Hold> take(
      Optional<Hold> turn, RepositoryName repository, List<Wanted> wanted, long deadline)
      throws LedgerException {
    if (turn.isEmpty()) {
      return turn;
    }
    boolean isTaken = false;
    try {
      Optional<PostgresSession> session = locked(wanted, deadline);
      isTaken = session.isPresent();
      if (!isTaken) {
        return Optional.empty();
      }
      sessions.bind(session.get(), repository);
      return Optional.of(
          () -> {
            sessions.unbind();
            session.get().close();
            turn.get().close();
          });
    } finally {
      if (!isTaken) {
        turn.get().close();
      }
    }
  }

  /** A session with all of them; empty if they were not to be had in time. */
  private Optional<PostgresSession> locked(List<Wanted> wanted, long deadline)
      throws LedgerException {
    try {
      return attempt(wanted, deadline);
    } catch (SQLException first) {
      // Its connection may have died while nobody used it. Nothing was done over it yet.
      try {
        return attempt(wanted, deadline);
      } catch (SQLException second) {
        throw PostgresFailure.of(settings.place(), "locked", second);
      }
    }
  }

  /** Takes them all, or closes the session. */
  private Optional<PostgresSession> attempt(List<Wanted> wanted, long deadline)
      throws LedgerException, SQLException {
    Optional<PostgresSession> session = sessions.borrow(deadline);
    if (session.isEmpty()) {
      return session;
    }
    boolean isTaken = false;
    try {
      for (Wanted one : wanted) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        requireSameTime(session.get().lock(one.key(), one.isShared(), left));
      }
      isTaken = true;
      return session;
    } catch (SQLException e) {
      if (PostgresFailure.isPatienceLost(e)) {
        return Optional.empty();
      }
      throw e;
    } finally {
      if (!isTaken) {
        session.get().close();
      }
    }
  }

  private void requireSameTime(Instant there) throws LedgerException {
    Duration skew = Duration.between(clock.instant(), there).abs();
    if (skew.compareTo(settings.pace().skew()) > 0) {
      throw new LedgerException(
          "the clock of the ledger `%s` differs from that of this gateway by %d s; set both right"
              .formatted(settings.place(), skew.toSeconds()));
    }
  }
}
