package dev.portwrit.apply;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * One connection to PostgreSQL. It is made once and never again: what was locked over it is locked
 * as long as it lives, and who has lost it can write nothing. May be used by several threads.
 */
final class StateSession implements AutoCloseable {
  /** The first that ends a session which is idle for too long. */
  private static final int OLDEST = 14;

  // Nothing here may depend on how the server is set.
  private static final String FIRST =
      """
      SELECT set_config('statement_timeout', '15s', false),
        set_config('idle_in_transaction_session_timeout', '15s', false),
        set_config('idle_session_timeout', '%dms', false),
        set_config('tcp_keepalives_idle', '10', false),
        set_config('tcp_keepalives_interval', '10', false),
        set_config('tcp_keepalives_count', '3', false),
        CASE current_setting('synchronous_commit') WHEN 'off'
          THEN set_config('synchronous_commit', 'on', false) END,
        pg_backend_pid(), current_setting('fsync')
      """;

  private final StateDatabase database;
  private final Connection connection;

  /** What is done over the connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private StateSession(StateDatabase database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @param hold after how long without a word the server ends the session
   */
  static StateSession open(StateDatabase database, Duration hold) throws IOException {
    if (Driver.parseURL(database.url(), null) == null) {
      throw new IOException(
          "`" + database + "` is no address; write `jdbc:postgresql://HOST/DATABASE`");
    }
    if (database.showsPassword()) {
      throw new IOException(
          "the address `" + database + "` carries a password, which others can see");
    }
    try {
      Connection connection = DriverManager.getConnection(database.url(), properties(database));
      StateSession session = new StateSession(database, connection);
      boolean usable = false;
      try {
        session.begin(hold);
        usable = true;
        return session;
      } finally {
        if (!usable) {
          session.close();
        }
      }
    } catch (SQLException e) {
      throw StateFailure.of(database, e);
    }
  }

  private static Properties properties(StateDatabase database) {
    Properties properties = new Properties();
    database.password().get().ifPresent(word -> properties.setProperty("password", word));
    properties.setProperty("ApplicationName", "portwrit apply");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("tcpKeepAlive", "true");
    if (database.place().contains(",")) {
      properties.setProperty("targetServerType", "primary");
    }
    return properties;
  }

  private void begin(Duration hold) throws SQLException, IOException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST) {
      throw new IOException(
          "`%s` is PostgreSQL %d; it needs %d or newer".formatted(database, version, OLDEST));
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FIRST.formatted(hold.toMillis()))) {
      row.next();
      // A proxy that pools connections has numbers of its own, and would give a lock to others.
      if (row.getInt(8) != connection.unwrap(PGConnection.class).getBackendPID()) {
        throw new IOException(
            "`%s` is a proxy such as PgBouncer, which does not keep locks; name the server itself"
                .formatted(database));
      }
      if (!row.getString(9).equals("on")) {
        throw new IOException(
            "the server of `%s` runs with `fsync = off`: what it wrote does not survive a crash"
                .formatted(database));
      }
    }
  }

  /** Does one thing, which is durable when it is answered. */
  synchronized <T> T run(Work<T> work) throws IOException {
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw StateFailure.of(database, e);
    }
  }

  /** Does several things, all or none. */
  synchronized void together(Work<?> work) throws IOException {
    try {
      boolean isDone = false;
      connection.setAutoCommit(false);
      try {
        Object unused = work.with(connection);
        connection.commit();
        isDone = true;
      } finally {
        if (!isDone) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw StateFailure.of(database, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server ends what it hears nothing of.
    }
  }
}
