package dev.portwrit.gateway.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens a file of SQLite as a ledger, and words what goes wrong with it. */
final class SqliteFile {
  private static final int BUSY_MILLIS = 5_000;

  private SqliteFile() {}

  /** Opens the file for writing, makes the tables of a new one and checks those of an old one. */
  static Connection open(Path file) throws LedgerException {
    Connection connection = connect(file);
    try {
      check(file, connection);
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw failure(file, "opened", e);
    } catch (LedgerException e) {
      close(connection);
      throw e;
    }
  }

  /** Opens a file that was opened and checked before, for reading. */
  static Connection openAgain(Path file) throws LedgerException {
    Connection connection = connect(file);
    try {
      pragma(connection, "query_only = ON");
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw failure(file, "opened", e);
    }
  }

  private static Connection connect(Path file) throws LedgerException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    try {
      return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw failure(file, "opened", e);
    }
  }

  private static void check(Path file, Connection connection) throws SQLException, LedgerException {
    requireSound(file, connection);
    if (!hasTables(connection)) {
      begin(connection);
      LedgerSchema.create(connection);
      commit(connection);
    }
    Optional<Integer> version = version(connection);
    if (version.isEmpty()) {
      throw new LedgerException("`" + file + "` is a database, but not a ledger");
    }
    if (version.get() > LedgerSchema.VERSION) {
      throw new LedgerException(
          "the ledger `%s` is of version %d and this program knows %d; use a newer portwrit"
              .formatted(file, version.get(), LedgerSchema.VERSION));
    }
    if (version.get() < LedgerSchema.VERSION) {
      begin(connection);
      LedgerSchema.upgrade(connection, version.get());
      commit(connection);
    }
  }

  private static void requireSound(Path file, Connection connection)
      throws SQLException, LedgerException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (!row.next() || !"ok".equals(row.getString(1))) {
        throw new LedgerException(damaged(file));
      }
    }
  }

  private static boolean hasTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
      return row.next() && row.getInt(1) > 0;
    }
  }

  private static Optional<Integer> version(Connection connection) {
    try {
      return LedgerSchema.version(connection);
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  static void pragma(Connection connection, String pragma) throws SQLException {
    execute(connection, "PRAGMA " + pragma);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Begins a transaction that writes. */
  static void begin(Connection connection) throws SQLException {
    // By hand, since the driver loses count when SQLite rolls back by itself, as on a full disk.
    execute(connection, "BEGIN IMMEDIATE");
  }

  /** Commits, and returns when all is on the disk. */
  static void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  static void rollBack(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back by itself, or the connection is closed.
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing is lost: each commit was synchronised.
    }
  }

  static LedgerException failure(Path file, String what, Exception cause) {
    if (cause instanceof UnreadableRowException) {
      return new LedgerException(damaged(file), cause);
    }
    SQLiteErrorCode code =
        cause instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code) {
      case SQLITE_FULL ->
          new LedgerException("the disk under the ledger `" + file + "` is full", cause);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new LedgerException(damaged(file), cause);
      default ->
          new LedgerException(
              "the ledger `%s` cannot be %s: %s".formatted(file, what, code), cause);
    };
  }

  private static String damaged(Path file) {
    return "the ledger `"
        + file
        + "` is damaged; restore it from a backup, or move it away: every protected tag is then"
        + " taken as the registry has it";
  }
}
