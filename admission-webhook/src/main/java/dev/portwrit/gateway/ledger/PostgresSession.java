package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One connection to the database, used by one thread at a time, and the locks that it holds there.
 *
 * <p>INVARIANT: the locks are those of the connection. When it is lost they are, and nothing can be
 * written over it any more.
 */
final class PostgresSession implements AutoCloseable {
  private final Connection connection;
  private final Consumer<Connection> discard;
  private final Runnable release;
  private final SqlLedger sql;
  private boolean hasLocks;
  private boolean isDoubtful;

  /**
   * A session.
   *
   * @param discard closes a connection that is not to be used again
   * @param release what is done at the end in any case
   */
  PostgresSession(Connection connection, Consumer<Connection> discard, Runnable release) {
    this.connection = connection;
    this.discard = discard;
    this.release = release;
    this.sql = new SqlLedger(connection, this::lockClosures);
  }

  interface Reading<T> {
    T from(SqlLedger sql) throws SQLException, UnreadableRowException;
  }

  interface Writing {
    void to(SqlLedger sql) throws SQLException, UnreadableRowException;
  }

  <T> T read(Reading<T> reading) throws SQLException, UnreadableRowException {
    try {
      return reading.from(sql);
    } catch (SQLException e) {
      isDoubtful = true;
      throw e;
    }
  }

  /** Writes all of it, durably, or throws. */
  void write(Writing writing) throws SQLException, UnreadableRowException {
    boolean isDone = false;
    try {
      connection.setAutoCommit(false);
      writing.to(sql);
      connection.commit();
      connection.setAutoCommit(true);
      isDone = true;
    } finally {
      if (!isDone) {
        isDoubtful = true;
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // It is not used again, and the server rolls back what was not committed.
    }
  }

  /**
   * Waits for a lock of this session.
   *
   * @param millis for how long
   * @return what the time was in the database when it was had
   */
  Instant lock(long key, boolean isShared, long millis) throws SQLException {
    hasLocks = true;
    // The limit ends with the statement, which is a transaction of its own.
    String statement =
        "SELECT set_config('lock_timeout', ?, true), "
            + (isShared ? "pg_advisory_lock_shared(?)" : "pg_advisory_lock(?)")
            + ", (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    try (PreparedStatement waiting = connection.prepareStatement(statement)) {
      waiting.setString(1, Long.toString(Math.max(1, millis)));
      waiting.setLong(2, key);
      try (ResultSet row = waiting.executeQuery()) {
        row.next();
        return Instant.ofEpochMilli(row.getLong(3));
      }
    } catch (SQLException e) {
      isDoubtful |= !PostgresFailure.isPatienceLost(e);
      throw e;
    }
  }

  /** Until the transaction ends. */
  private void lockClosures(RepositoryName repository, Set<Digest> roots) throws SQLException {
    try (PreparedStatement waiting =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(?, ?)")) {
      for (long key : LockKeys.closures(repository, roots)) {
        // Two numbers are another lock than one: those of tags are no concern of these.
        waiting.setInt(1, (int) (key >>> Integer.SIZE));
        waiting.setInt(2, (int) key);
        waiting.executeQuery().close();
      }
    }
  }

  /** Gives the locks back, and the connection to others unless something went wrong with it. */
  @Override
  public void close() {
    try {
      if (hasLocks && !isDoubtful) {
        unlock();
      }
      if (isDoubtful) {
        // A connection that is closed has no locks.
        discard.accept(connection);
      } else {
        connection.close();
      }
    } catch (SQLException e) {
      discard.accept(connection);
    } finally {
      release.run();
    }
  }

  private void unlock() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
      statement.executeQuery().close();
    }
  }
}
