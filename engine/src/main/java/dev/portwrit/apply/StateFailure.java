package dev.portwrit.apply;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Words what goes wrong with PostgreSQL, by its SQLSTATE. What the server says itself is only in
 * the cause.
 */
final class StateFailure {
  private StateFailure() {}

  static IOException of(StateDatabase database, SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    return new IOException("the database `" + database + "` " + words(state), cause);
  }

  private static String words(String state) {
    return switch (state) {
      case "25006" -> "is read-only; it may be a standby, name the primary";
      case "53100" -> "has no room: its disk is full";
      case "53300" -> "has no connection left; raise `max_connections`";
      case "28000", "28P01" -> "does not accept the login";
      case "3D000" -> "is not there: create it";
      case "42501" -> "does not let the login make or write its tables";
      case "55P03", "57014" -> "took too long";
      case "57P05" -> "ended the session, which said nothing for too long";
      default ->
          state.startsWith("08") || state.startsWith("57P") || state.equals("null")
              ? "cannot be reached"
              : "does not do it: SQLSTATE " + state;
    };
  }
}
