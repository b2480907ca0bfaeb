package dev.portwrit.gateway.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** Looks at a database before it is used as a ledger, and makes or upgrades the tables. */
final class PostgresStart {
  /** The first that ends a session which is idle for too long. */
  private static final int OLDEST = 14;

  /** One gateway at a time makes the tables; of no repository or tag. */
  private static final long SCHEMA_LOCK = 0x706f727477726974L;

  private static final Pattern PASSWORD = Pattern.compile("[?&]password=");

  private PostgresStart() {}

  static void requireUsable(PostgresSettings settings) throws LedgerException {
    requireAddress(settings);
    try (Connection connection = connect(settings)) {
      requireServer(settings, connection);
      makeTables(settings, connection);
    } catch (SQLException e) {
      throw PostgresFailure.of(settings.place(), "opened", e);
    }
  }

  private static void requireAddress(PostgresSettings settings) throws LedgerException {
    if (Driver.parseURL(settings.url(), null) == null) {
      throw new LedgerException(
          "`" + settings.place() + "` is no address; write `jdbc:postgresql://HOST/DATABASE`");
    }
    if (PASSWORD.matcher(settings.url()).find()) {
      throw new LedgerException(
          "the address `%s` carries a password, which others can see; name a variable or a file"
              .formatted(settings.place()));
    }
  }

  private static Connection connect(PostgresSettings settings) throws SQLException {
    Properties properties = new Properties();
    settings.user().ifPresent(user -> properties.setProperty("user", user));
    settings.password().get().ifPresent(word -> properties.setProperty("password", word));
    settings.server().ifPresent(kind -> properties.setProperty("targetServerType", kind));
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    return DriverManager.getConnection(settings.url(), properties);
  }

  private static void requireServer(PostgresSettings settings, Connection connection)
      throws SQLException, LedgerException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST) {
      throw new LedgerException(
          "the ledger `%s` is on PostgreSQL %d; it needs %d or newer"
              .formatted(settings.place(), version, OLDEST));
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_backend_pid(), current_setting('fsync')")) {
      row.next();
      // A proxy that pools connections has numbers of its own, and would give a lock to others.
      if (row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID()) {
        throw new LedgerException(
            "`%s` is a proxy such as PgBouncer, which does not keep locks; name the server itself"
                .formatted(settings.place()));
      }
      if (!row.getString(2).equals("on")) {
        throw new LedgerException(
            "the server of the ledger `"
                + settings.place()
                + "` runs with `fsync = off`: what it wrote does not survive a crash; set it to"
                + " `on`");
      }
    }
  }

  private static void makeTables(PostgresSettings settings, Connection connection)
      throws SQLException, LedgerException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }
    int version = version(settings, connection);
    if (version > LedgerSchema.VERSION) {
      throw new LedgerException(
          "the ledger `%s` is of version %d and this program knows %d; use a newer portwrit"
              .formatted(settings.place(), version, LedgerSchema.VERSION));
    }
    LedgerSchema.upgrade(connection, version);
    connection.commit();
  }

  /** That of the tables, or 0 if there are none. */
  private static int version(PostgresSettings settings, Connection connection)
      throws SQLException, LedgerException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('ledger_schema') IS NOT NULL")) {
      row.next();
      if (!row.getBoolean(1)) {
        return 0;
      }
    }
    Optional<Integer> version = LedgerSchema.version(connection);
    return version.orElseThrow(
        () ->
            new LedgerException(
                "`" + settings.place() + "` has a table `ledger_schema`, but is not a ledger"));
  }
}
