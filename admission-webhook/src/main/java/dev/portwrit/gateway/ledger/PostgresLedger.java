package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.gateway.ledger.PostgresSession.Reading;
import dev.portwrit.gateway.ledger.PostgresSession.Writing;
import dev.portwrit.gateway.ledger.PostgresSessions.Locked;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger of several gateways before one registry, in a database of PostgreSQL, with the locks
 * that they share. What is written for a tag is written over the session that has its lock, so the
 * thread must hold it; what is only read is read over any.
 *
 * <p>A database that is away, slow or read-only makes a {@link LedgerException} of every call
 * within seconds; with it back the next call goes through.
 */
public final class PostgresLedger implements Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PostgresSessions sessions;
  private final PostgresLocks locks;
  private final String place;

  private PostgresLedger(PostgresSessions sessions, PostgresSettings settings, Clock clock) {
    this.sessions = sessions;
    this.place = settings.place();
    this.locks = new PostgresLocks(sessions, settings, clock);
  }

  /**
   * Opens a ledger, makes its tables in a database that has none, and upgrades older ones.
   *
   * @param settings where it is
   * @param clock this gateway's time, which must be near that of the database
   * @return the ledger
   * @throws LedgerException if it cannot be reached, is of a newer program, or cannot keep what a
   *     ledger promises
   */
  public static PostgresLedger open(PostgresSettings settings, Clock clock) throws LedgerException {
    PostgresStart.requireUsable(settings);
    PostgresSessions sessions = new PostgresSessions(settings);
    return new PostgresLedger(sessions, settings, clock);
  }

  /**
   * The locks of all gateways that use this database.
   *
   * @return for as long as this ledger is open
   */
  public RepositoryLocks locks() {
    return locks;
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
  public List<Removal> removals() throws LedgerException {
    return read(SqlLedger::removals);
  }

  @Override
  public void intend(RepositoryName repository, List<Intention> intentions, Subject by, Instant at)
      throws LedgerException {
    writeLocked(repository, sql -> sql.intend(repository, intentions, by, at));
  }

  @Override
  public void intendRemoval(RepositoryName repository, Set<Digest> names, Subject by, Instant at)
      throws LedgerException {
    writeLocked(repository, sql -> sql.intendRemoval(repository, names, by, at));
  }

  @Override
  public void redate(Instant latest, Instant at) throws LedgerException {
    // Whoever writes one meanwhile dates it by a clock that is right.
    write(sql -> sql.redate(latest, at));
  }

  @Override
  public void endRemoval(RepositoryName repository, Set<Digest> names) throws LedgerException {
    writeLocked(repository, sql -> sql.endRemoval(repository, names));
  }

  @Override
  public void settle(
      RepositoryName repository, List<Settlement> settlements, Map<Digest, Closure> closures)
      throws LedgerException {
    Writing settling = sql -> sql.settle(repository, settlements, closures);
    if (settlements.isEmpty()) {
      // What a manifest is made of is true whoever writes it.
      write(settling);
    } else {
      writeLocked(repository, settling);
    }
  }

  private void writeLocked(RepositoryName repository, Writing writing) throws LedgerException {
    if (sessions.held().filter(locked -> locked.repository().equals(repository)).isEmpty()) {
      throw new IllegalStateException("`" + repository + "` is written to without its lock");
    }
    write(writing);
  }

  private void write(Writing writing) throws LedgerException {
    run(
        "written",
        session -> {
          session.write(writing);
          return true;
        });
  }

  private <T> T read(Reading<T> reading) throws LedgerException {
    return run("read", session -> session.read(reading));
  }

  private interface Use<T> {
    T of(PostgresSession session) throws SQLException, UnreadableRowException;
  }

  private <T> T run(String what, Use<T> use) throws LedgerException {
    Optional<Locked> held = sessions.held();
    try {
      if (held.isPresent()) {
        return use.of(held.get().session());
      }
      try (PostgresSession session = free()) {
        return use.of(session);
      }
    } catch (SQLException | UnreadableRowException e) {
      throw PostgresFailure.of(place, what, e);
    }
  }

  private PostgresSession free() throws LedgerException {
    return sessions
        .borrow(System.nanoTime() + PATIENCE.toNanos())
        .orElseThrow(
            () -> new LedgerException("no connection to the ledger `" + place + "` is free"));
  }

  @Override
  public void close() {
    sessions.close();
  }
}
