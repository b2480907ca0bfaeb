package dev.portwrit.gateway.ledger;

import java.sql.SQLException;

/**
 * Words what goes wrong with PostgreSQL, by its SQLSTATE. What the server says itself is only in
 * the cause.
 */
final class PostgresFailure {
  private static final String NOT_IN_TIME = "55P03";
  private static final String CANCELLED = "57014";

  private PostgresFailure() {}

  /** Whether a lock was not to be had in time. */
  static boolean isPatienceLost(SQLException cause) {
    return NOT_IN_TIME.equals(cause.getSQLState()) || CANCELLED.equals(cause.getSQLState());
  }

  static LedgerException of(String place, String what, Exception cause) {
    if (cause instanceof UnreadableRowException) {
      return new LedgerException(
          "the ledger `" + place + "` is damaged; restore it from a backup", cause);
    }
    String state = cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    return new LedgerException("the ledger `" + place + "` " + words(state, what), cause);
  }

  private static String words(String state, String what) {
    return switch (state) {
      case "25006" -> "is read-only; it may be a standby, name the primary";
      case "53100" -> "has no room: its disk is full";
      case "53300" -> "has no connection left; raise `max_connections`";
      case "28000", "28P01" -> "does not accept the login";
      case "3D000" -> "is not there: create the database";
      case "42501" -> "cannot be " + what + ": the login lacks the right to";
      case NOT_IN_TIME, CANCELLED -> "cannot be " + what + ": it took too long";
      default ->
          isOutOfReach(state)
              ? "cannot be reached"
              : "cannot be " + what + (state.isEmpty() ? "" : ": SQLSTATE " + state);
    };
  }

  private static boolean isOutOfReach(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("null");
  }
}
