package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one gateway, in a file of SQLite with a write-ahead log that is synchronised at
 * each commit. One connection writes and one reads, so that reading never waits for the disk. A
 * lock on a file beside it keeps a second gateway out.
 */
public final class SqliteLedger implements Ledger {
  private final Path file;
  private final LedgerFileLock lock;
  private final Channel writing;
  private final Channel reading;

  /** A connection with the statements on it, used by one thread at a time, in turn. */
  private static final class Channel {
    // Fair: whoever waits holds locks of tags, and would else wait behind one busy thread for long.
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Connection connection;
    private final SqlLedger sql;

    Channel(Connection connection) {
      this.connection = connection;
      this.sql = new SqlLedger(connection, SqlLedger.ClosureLocks.NONE);
    }

    void close() {
      turn.lock();
      try {
        SqliteFile.close(connection);
      } finally {
        turn.unlock();
      }
    }
  }

  private interface Reading<T extends @Nullable Object> {
    T from(SqlLedger sql) throws SQLException, UnreadableRowException;
  }

  private interface Writing {
    void to(SqlLedger sql) throws SQLException, UnreadableRowException;
  }

  private SqliteLedger(Path file, LedgerFileLock lock, Connection writing, Connection reading) {
    this.file = file;
    this.lock = lock;
    this.writing = new Channel(writing);
    this.reading = new Channel(reading);
  }

  /**
   * Opens a ledger, and makes it if there is no file.
   *
   * @param file where it lies; its folder must be there
   * @return the ledger
   * @throws LedgerException if it is damaged, of a newer program, no ledger at all, in use by
   *     another gateway, or cannot be written
   */
  public static SqliteLedger open(Path file) throws LedgerException {
    LedgerFileLock lock = LedgerFileLock.take(file);
    try {
      Connection writing = SqliteFile.open(file);
      try {
        return new SqliteLedger(file, lock, writing, SqliteFile.openAgain(file));
      } catch (LedgerException e) {
        SqliteFile.close(writing);
        throw e;
      }
    } catch (LedgerException e) {
      lock.release();
      throw e;
    }
  }

  @Override
  public LedgerState state(RepositoryName repository, Tag tag) throws LedgerException {
    return read(sql -> sql.state(repository, tag));
  }

  @Override
  public List<RepositoryName> repositories() throws LedgerException {
    return read(SqlLedger::repositories);
  }

  @Override
  public List<LedgerEntry> entries(RepositoryName repository) throws LedgerException {
    return read(sql -> sql.entries(repository));
  }

  @Override
  public List<LedgerEntry> pending() throws LedgerException {
    return read(SqlLedger::pending);
  }

  @Override
  public List<LedgerEntry> holding(RepositoryName repository, Set<Digest> members)
      throws LedgerException {
    return read(sql -> sql.holding(repository, members));
  }

  @Override
  public List<LedgerEntry> withoutClosure(RepositoryName repository) throws LedgerException {
    return read(sql -> sql.withoutClosure(repository));
  }

  @Override
  public void intend(RepositoryName repository, List<Intention> intentions, Subject by, Instant at)
      throws LedgerException {
    write(sql -> sql.intend(repository, intentions, by, at));
  }

  @Override
  public void intendRemoval(RepositoryName repository, Set<Digest> names, Subject by, Instant at)
      throws LedgerException {
    write(sql -> sql.intendRemoval(repository, names, by, at));
  }

  @Override
  public void redate(Instant latest, Instant at) throws LedgerException {
    write(sql -> sql.redate(latest, at));
  }

  @Override
  public void endRemoval(RepositoryName repository, Set<Digest> names) throws LedgerException {
    write(sql -> sql.endRemoval(repository, names));
  }

  @Override
  public List<Removal> removals() throws LedgerException {
    return read(SqlLedger::removals);
  }

  @Override
  public void settle(
      RepositoryName repository, List<Settlement> settlements, Map<Digest, Closure> closures)
      throws LedgerException {
    write(sql -> sql.settle(repository, settlements, closures));
  }

  private <T> T read(Reading<T> read) throws LedgerException {
    reading.turn.lock();
    try {
      return read.from(reading.sql);
    } catch (SQLException | UnreadableRowException e) {
      throw SqliteFile.failure(file, "read", e);
    } finally {
      reading.turn.unlock();
    }
  }

  private void write(Writing write) throws LedgerException {
    Connection connection = writing.connection;
    writing.turn.lock();
    try {
      SqliteFile.begin(connection);
      write.to(writing.sql);
      SqliteFile.commit(connection);
    } catch (SQLException | UnreadableRowException e) {
      SqliteFile.rollBack(connection);
      throw SqliteFile.failure(file, "written", e);
    } catch (RuntimeException | Error e) {
      SqliteFile.rollBack(connection);
      throw e;
    } finally {
      writing.turn.unlock();
    }
  }

  /** For tests that make the file full or read-only. */
  void pragma(String pragma) throws LedgerException {
    writing.turn.lock();
    try {
      SqliteFile.pragma(writing.connection, pragma);
    } catch (SQLException e) {
      throw SqliteFile.failure(file, "written", e);
    } finally {
      writing.turn.unlock();
    }
  }

  @Override
  public void close() {
    writing.close();
    reading.close();
    lock.release();
  }
}
