package dev.portwrit.gateway.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The tables of a ledger, in SQL that SQLite and PostgreSQL both understand. */
final class LedgerSchema {
  /** The version that this program writes and reads. */
  static final int VERSION = 3;

  /** The tables of version 1. */
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE tag_state (
            repository VARCHAR(255) NOT NULL,
            tag VARCHAR(128) NOT NULL,
            state VARCHAR(8) NOT NULL,
            digest VARCHAR(135) NOT NULL,
            lifts TEXT NOT NULL,
            subject VARCHAR(300) NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (repository, tag))
          """,
          "CREATE INDEX tag_state_digest ON tag_state (repository, digest)",
          """
          CREATE TABLE tag_intent (
            repository VARCHAR(255) NOT NULL,
            tag VARCHAR(128) NOT NULL,
            kind VARCHAR(8) NOT NULL,
            digest VARCHAR(135) NOT NULL,
            lifts TEXT NOT NULL,
            subject VARCHAR(300) NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (repository, tag))
          """,
          """
          CREATE TABLE closure (
            repository VARCHAR(255) NOT NULL,
            root VARCHAR(135) NOT NULL,
            missing TEXT NOT NULL,
            PRIMARY KEY (repository, root))
          """,
          """
          CREATE TABLE closure_member (
            repository VARCHAR(255) NOT NULL,
            root VARCHAR(135) NOT NULL,
            member VARCHAR(135) NOT NULL,
            PRIMARY KEY (repository, root, member))
          """,
          "CREATE INDEX closure_member_member ON closure_member (repository, member)",
          "CREATE TABLE ledger_schema (version INTEGER NOT NULL)",
          "INSERT INTO ledger_schema (version) VALUES (1)");

  /** What version 2 adds. */
  private static final List<String> FROM_1 =
      List.of(
          "ALTER TABLE tag_intent ADD COLUMN repeats SMALLINT NOT NULL DEFAULT 0",
          """
          CREATE TABLE removal (
            repository VARCHAR(255) NOT NULL,
            digest VARCHAR(135) NOT NULL,
            subject VARCHAR(300) NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (repository, digest))
          """,
          "UPDATE ledger_schema SET version = 2");

  /**
   * What version 3 changes: an index that begins with the repository looks as good to PostgreSQL as
   * the one by tag while a table is small, and the plan it makes then is kept for long.
   */
  private static final List<String> FROM_2 =
      List.of(
          "DROP INDEX tag_state_digest",
          "CREATE INDEX tag_state_digest ON tag_state (digest, repository)",
          "DROP INDEX closure_member_member",
          "CREATE INDEX closure_member_member ON closure_member (member, repository)",
          "UPDATE ledger_schema SET version = 3");

  /** What makes the next version of each, from nothing on. */
  private static final List<List<String>> STEPS = List.of(TABLES, FROM_1, FROM_2);

  private LedgerSchema() {}

  /** Makes the tables, in the caller's transaction. */
  static void create(Connection connection) throws SQLException {
    upgrade(connection, 0);
  }

  /** Brings the tables of an older version up to this one, in the caller's transaction. */
  static void upgrade(Connection connection, int from) throws SQLException {
    for (List<String> step : STEPS.subList(from, VERSION)) {
      execute(connection, step);
    }
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** The version of a ledger that has tables; empty if it is not a ledger. */
  static Optional<Integer> version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version FROM ledger_schema")) {
      return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
    }
  }
}
