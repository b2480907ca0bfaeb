package dev.portwrit.gateway.ledger;

import dev.portwrit.neighbour.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** An empty database on a server that is there, and ledgers in it. */
public final class PostgresFixture {
  private final PostgresServer server;
  private final String database;

  private PostgresFixture(PostgresServer server, String database) {
    this.server = server;
    this.database = database;
  }

  /** On the server that all tests share. */
  public static PostgresFixture shared() throws Exception {
    return on(PostgresServer.shared());
  }

  /** On a server of one's own. */
  public static PostgresFixture on(PostgresServer server) throws Exception {
    return new PostgresFixture(server, server.database());
  }

  /** What a gateway is told. */
  public PostgresSettings settings() {
    return settings(PostgresPace.DEFAULT.hold());
  }

  /** The same with another time after which who hangs loses its locks. */
  PostgresSettings settings(Duration hold) {
    PostgresPace usual = PostgresPace.DEFAULT;
    return new PostgresSettings(
        server.url(database),
        Optional.of(PostgresServer.USER),
        () -> Optional.of(PostgresServer.PASSWORD),
        8,
        new PostgresPace(usual.connect(), usual.statement(), hold, usual.skew()));
  }

  /** The same for gateways whose clocks run ahead, as tests make them. */
  public static PostgresSettings anyTime(String url) {
    PostgresPace usual = PostgresPace.DEFAULT;
    return new PostgresSettings(
        url,
        Optional.of(PostgresServer.USER),
        () -> Optional.of(PostgresServer.PASSWORD),
        8,
        new PostgresPace(usual.connect(), usual.statement(), usual.hold(), Duration.ofDays(1)));
  }

  /** The ledger of one more gateway. */
  public PostgresLedger open() throws LedgerException {
    return PostgresLedger.open(settings(), Clock.systemUTC());
  }

  /** Runs a statement past every gateway. */
  public void execute(String sql) throws Exception {
    server.execute(database, sql);
  }

  /** Sets something for all sessions to come. */
  public void set(String setting) throws Exception {
    execute("ALTER DATABASE " + database + " SET " + setting);
  }

  /** From the next session on nothing can be written, or again. */
  public void readOnly(boolean is) throws Exception {
    server.execute(
        "postgres", "ALTER DATABASE " + database + " SET default_transaction_read_only = " + is);
  }

  /** Ends every session, as a failover does. */
  public void endSessions() throws Exception {
    server.endSessions(database);
  }

  /** Ends one of the sessions that wait for a gateway to go on with a write, if there is one. */
  public void endSomeSession() throws Exception {
    server.execute(
        "postgres",
        "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.pid IN ("
            + "SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            + " WHERE l.locktype = 'advisory' AND l.granted AND d.datname = '"
            + database
            + "' ORDER BY random() LIMIT 1)");
  }

  /** A connection past every gateway. */
  public Connection connect() throws Exception {
    return server.connect(database);
  }

  /** The number that a query answers. */
  public int count(String query) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** How many sessions wait for a table. */
  public int waiting() throws Exception {
    return count(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            + " WHERE l.locktype = 'relation' AND NOT l.granted AND d.datname = '"
            + database
            + "'");
  }

  /** How many locks any session holds or waits for. */
  public int locks() throws Exception {
    return count(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            + " WHERE l.locktype = 'advisory' AND d.datname = '"
            + database
            + "'");
  }
}
