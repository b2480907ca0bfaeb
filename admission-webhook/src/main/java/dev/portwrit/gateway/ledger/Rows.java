package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.Lift;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How states are written into columns. Lifts are lines of an exception and a protection with a
 * blank between, neither of which can hold one; a digest or subject that there is not is an empty
 * text.
 */
final class Rows {
  static final String HELD = "held";
  static final String DELETED = "deleted";
  static final String PUT = "put";
  static final String DELETE = "delete";

  /** A settled row and an intent, either of which may be missing; see {@link #entry}. */
  static final String COLUMNS =
      "k.repository, k.tag, s.state, s.digest, s.lifts, s.subject, s.at,"
          + " i.kind, i.digest, i.lifts, i.subject, i.at, i.repeats";

  private Rows() {}

  static void bindState(PreparedStatement statement, int from, Settlement settlement)
      throws SQLException {
    Settled state = settlement.state();
    if (state instanceof Deleted deleted) {
      bind(statement, from, DELETED, Optional.of(deleted.digest()), deleted.lifts());
    } else {
      bind(statement, from, HELD, state.kept(), List.of());
    }
    statement.setString(from + 3, settlement.by().map(Subject::toString).orElse(""));
    statement.setLong(from + 4, settlement.at().toEpochMilli());
  }

  static void bindIntent(
      PreparedStatement statement, int from, Intention intention, Subject by, Instant at)
      throws SQLException {
    Intent intent = intention.intent();
    if (intent instanceof Intent.Delete delete) {
      bind(statement, from, DELETE, delete.digest(), delete.lifts());
    } else {
      bind(statement, from, PUT, Optional.of(((Intent.Put) intent).digest()), List.of());
    }
    statement.setString(from + 3, by.toString());
    statement.setLong(from + 4, at.toEpochMilli());
    statement.setInt(from + 5, intention.repeats() ? 1 : 0);
  }

  private static void bind(
      PreparedStatement statement, int from, String kind, Optional<Digest> digest, List<Lift> lifts)
      throws SQLException {
    statement.setString(from, kind);
    statement.setString(from + 1, digest.map(Digest::value).orElse(""));
    statement.setString(
        from + 2,
        lifts.stream()
            .map(lift -> lift.exception() + " " + lift.protection())
            .collect(Collectors.joining("\n")));
  }

  /** Reads {@link #COLUMNS}. */
  static LedgerEntry entry(ResultSet row) throws SQLException, UnreadableRowException {
    Settled settled = settled(row.getString(3), row.getString(4), row.getString(5));
    String kind = row.getString(8);
    boolean pending = kind != null;
    Instant at = Instant.ofEpochMilli(row.getLong(pending ? 12 : 7));
    LedgerState state =
        pending
            ? new Pending(
                intent(kind, row.getString(9), row.getString(10)), settled, at, row.getInt(13) != 0)
            : settled;
    String subject = row.getString(pending ? 11 : 6);
    return new LedgerEntry(
        RepositoryName.parse(row.getString(1)).orElseThrow(UnreadableRowException::new),
        Tag.parse(row.getString(2)).orElseThrow(UnreadableRowException::new),
        state,
        subject == null || subject.isEmpty()
            ? Optional.empty()
            : Optional.of(Subject.parse(subject).orElseThrow(UnreadableRowException::new)),
        at);
  }

  /** Reads a repository, a digest and a moment. */
  static Removal removal(ResultSet row) throws SQLException, UnreadableRowException {
    return new Removal(
        RepositoryName.parse(row.getString(1)).orElseThrow(UnreadableRowException::new),
        digest(row.getString(2)).orElseThrow(UnreadableRowException::new),
        Instant.ofEpochMilli(row.getLong(3)));
  }

  private static Settled settled(
      @Nullable String state, @Nullable String digest, @Nullable String lifts)
      throws UnreadableRowException {
    if (state == null) {
      return new Unseen();
    }
    return switch (state) {
      case HELD -> new Held(digest(digest).orElseThrow(UnreadableRowException::new));
      case DELETED ->
          new Deleted(digest(digest).orElseThrow(UnreadableRowException::new), lifts(lifts));
      default -> throw new UnreadableRowException();
    };
  }

  private static Intent intent(String kind, @Nullable String digest, @Nullable String lifts)
      throws UnreadableRowException {
    return switch (kind) {
      case PUT -> new Intent.Put(digest(digest).orElseThrow(UnreadableRowException::new));
      case DELETE -> new Intent.Delete(digest(digest), lifts(lifts));
      default -> throw new UnreadableRowException();
    };
  }

  private static Optional<Digest> digest(@Nullable String text) throws UnreadableRowException {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Digest.parse(text).orElseThrow(UnreadableRowException::new));
  }

  private static List<Lift> lifts(@Nullable String text) throws UnreadableRowException {
    List<Lift> lifts = new ArrayList<>();
    if (text != null && !text.isEmpty()) {
      for (String line : text.split("\n", -1)) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
          throw new UnreadableRowException();
        }
        lifts.add(new Lift(line.substring(0, blank), line.substring(blank + 1)));
      }
    }
    return lifts;
  }
}
