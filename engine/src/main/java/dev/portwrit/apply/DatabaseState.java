package dev.portwrit.apply;

import dev.portwrit.plan.Fingerprint;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What is kept between runs, in a database that several machines share: who runs now, the applied
 * commit and the records are one truth for all of them.
 *
 * <p>INVARIANT: everything is written over the session that has the lock, which lives as long as
 * the session does. Whoever has lost it can write nothing here, no intent either, and so does
 * nothing to the registry any more.
 */
public final class DatabaseState implements RunState {
  /**
   * After how long without a word the server ends a session, and with it the lock. A run that is
   * alive says something every few seconds.
   */
  private static final Duration HOLD = Duration.ofMinutes(1);

  /** One process at a time makes the tables. */
  private static final long TABLES_LOCK = 0x706f72746170706cL;

  private static final int VERSION = 1;

  private static final String[] TABLES = {
    "CREATE TABLE IF NOT EXISTS apply_schema (version integer NOT NULL)",
    "INSERT INTO apply_schema SELECT " + VERSION + " WHERE NOT EXISTS (SELECT FROM apply_schema)",
    "CREATE TABLE IF NOT EXISTS apply_state (state text PRIMARY KEY, holder text NOT NULL,"
        + " applied text, at text, run integer)",
    "CREATE TABLE IF NOT EXISTS apply_record (state text NOT NULL, run integer NOT NULL,"
        + " line integer NOT NULL, content text NOT NULL, PRIMARY KEY (state, run, line))"
  };

  private final StateSession session;
  private final StateDatabase database;
  private final String key;
  private final Duration hold;

  private DatabaseState(StateSession session, StateDatabase database, String key, Duration hold) {
    this.session = session;
    this.database = database;
    this.key = key;
    this.hold = hold;
  }

  /**
   * Connects. Nothing is made yet.
   *
   * @param database where
   * @param key whose state of those that are there: {@link StateFolder#key}
   * @return the state, to be closed
   * @throws IOException if the database cannot be reached, or is none that keeps what it is told
   */
  public static DatabaseState open(StateDatabase database, String key) throws IOException {
    return open(database, key, HOLD);
  }

  static DatabaseState open(StateDatabase database, String key, Duration hold) throws IOException {
    return new DatabaseState(StateSession.open(database, hold), database, key, hold);
  }

  private boolean isThere() throws IOException {
    return session.run(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery("SELECT to_regclass('apply_state') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  private void makeTables() throws IOException {
    session.together(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + TABLES_LOCK + ")");
            for (String table : TABLES) {
              statement.execute(table);
            }
          }
          return true;
        });
    int version =
        session.run(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet row = statement.executeQuery("SELECT version FROM apply_schema")) {
                return row.next() ? row.getInt(1) : 0;
              }
            });
    if (version != VERSION) {
      throw new IOException(
          "the state in `%s` is of version %d and this program knows %d; use a newer portwrit"
              .formatted(database, version, VERSION));
    }
  }

  @Override
  public Optional<RegistryLock> lock(String who) throws IOException {
    makeTables();
    boolean taken =
        session.run(
            connection -> {
              try (PreparedStatement trying =
                  connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                trying.setLong(1, number());
                try (ResultSet row = trying.executeQuery()) {
                  return row.next() && row.getBoolean(1);
                }
              }
            });
    if (!taken) {
      return Optional.empty();
    }
    update(
        "INSERT INTO apply_state (state, holder) VALUES (?, ?)"
            + " ON CONFLICT (state) DO UPDATE SET holder = excluded.holder",
        key,
        who);
    return Optional.of(SessionLock.keep(session, number(), hold));
  }

  // 64 bits of a hash: two states with one number would wait for each other, and nothing else.
  private long number() {
    String hash = Fingerprint.sha256("portwrit apply " + key);
    return Long.parseUnsignedLong(hash.substring(0, 16), 16);
  }

  private void update(String sql, Object... values) throws IOException {
    int rows =
        session.run(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int at = 0; at < values.length; at++) {
                  statement.setObject(at + 1, values[at]);
                }
                return statement.executeUpdate();
              }
            });
    if (rows != 1) {
      throw new IOException("the state in `" + database + "` was removed meanwhile");
    }
  }

  @Override
  public String holder() {
    try {
      return text("SELECT holder FROM apply_state WHERE state = ?").orElse("somebody");
    } catch (IOException e) {
      return "somebody";
    }
  }

  private Optional<String> text(String sql) throws IOException {
    return session.run(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  @Override
  public Optional<AppliedCommit> applied() throws IOException {
    if (!isThere()) {
      return Optional.empty();
    }
    Optional<String> text =
        text("SELECT applied || ' ' || at || ' ' || run FROM apply_state WHERE state = ?");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = text.get().split(" ", -1);
    try {
      if (parts.length == 3 && parts[0].matches("[0-9a-f]{40}") && parts[2].matches("[0-9]{1,8}")) {
        return Optional.of(
            new AppliedCommit(parts[0], Instant.parse(parts[1]), Integer.parseInt(parts[2])));
      }
    } catch (DateTimeParseException broken) {
      // Said below.
    }
    throw new IOException("`" + database + "` does not hold an applied commit of `" + key + "`");
  }

  @Override
  public void applied(AppliedCommit commit) throws IOException {
    update(
        "UPDATE apply_state SET applied = ?, at = ?, run = ? WHERE state = ?",
        commit.id(),
        commit.at().toString(),
        commit.run(),
        key);
  }

  @Override
  public RunRecords records() {
    return new RunRecords(new RecordRows(session, database, key));
  }

  @Override
  public void close() {
    session.close();
  }

  @Override
  public String toString() {
    return database + ", " + key;
  }
}
