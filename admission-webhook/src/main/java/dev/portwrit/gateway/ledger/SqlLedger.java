package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements of a ledger on one connection, in SQL that SQLite and PostgreSQL understand. */
final class SqlLedger {
  /** Keeps others from changing at the same time what manifests are made of. */
  interface ClosureLocks {
    /** SQLite lets one transaction write at a time. */
    ClosureLocks NONE = (repository, roots) -> {};

    /** Held until the transaction ends. */
    void take(RepositoryName repository, Set<Digest> roots) throws SQLException;
  }

  private static final String JOINED =
      " LEFT JOIN tag_state s ON s.repository = k.repository AND s.tag = k.tag"
          + " LEFT JOIN tag_intent i ON i.repository = k.repository AND i.tag = k.tag";

  private static final Comparator<LedgerEntry> ORDER =
      Comparator.comparing(LedgerEntry::repository).thenComparing(LedgerEntry::tag);

  private final Connection connection;
  private final ClosureLocks closureLocks;

  SqlLedger(Connection connection, ClosureLocks closureLocks) {
    this.connection = connection;
    this.closureLocks = closureLocks;
  }

  LedgerState state(RepositoryName repository, Tag tag)
      throws SQLException, UnreadableRowException {
    String key = "(SELECT ? AS repository, ? AS tag) k";
    List<LedgerEntry> found =
        entries(
            "SELECT "
                + Rows.COLUMNS
                + " FROM "
                + key
                + JOINED
                + " WHERE s.tag IS NOT NULL OR i.tag IS NOT NULL",
            List.of(repository.value(), tag.value()));
    return found.isEmpty() ? new Unseen() : found.get(0).state();
  }

  List<RepositoryName> repositories() throws SQLException, UnreadableRowException {
    List<RepositoryName> names = new ArrayList<>();
    String sql = "SELECT repository FROM tag_state UNION SELECT repository FROM tag_intent";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(RepositoryName.parse(rows.getString(1)).orElseThrow(UnreadableRowException::new));
      }
    }
    Collections.sort(names);
    return names;
  }

  List<LedgerEntry> entries(RepositoryName repository) throws SQLException, UnreadableRowException {
    String name = repository.value();
    return entries(
        "SELECT "
            + Rows.COLUMNS
            + " FROM (SELECT repository, tag FROM tag_state"
            + " WHERE repository = ? UNION SELECT repository, tag FROM tag_intent"
            + " WHERE repository = ?) k"
            + JOINED,
        List.of(name, name));
  }

  List<LedgerEntry> pending() throws SQLException, UnreadableRowException {
    return entries("SELECT " + Rows.COLUMNS + " FROM tag_intent k" + JOINED, List.of());
  }

  List<LedgerEntry> holding(RepositoryName repository, Set<Digest> members)
      throws SQLException, UnreadableRowException {
    List<String> parameters = new ArrayList<>(List.of(repository.value()));
    members.forEach(member -> parameters.add(member.value()));
    String places = String.join(", ", Collections.nCopies(members.size(), "?"));
    return entries(
        "SELECT "
            + Rows.COLUMNS
            + " FROM tag_state k"
            + JOINED
            + " WHERE k.repository = ? AND k.state = 'held' AND EXISTS (SELECT 1"
            + " FROM closure_member m WHERE m.repository = k.repository AND m.root = k.digest"
            + " AND m.member IN ("
            + places
            + "))",
        parameters);
  }

  List<LedgerEntry> withoutClosure(RepositoryName repository)
      throws SQLException, UnreadableRowException {
    return entries(
        "SELECT "
            + Rows.COLUMNS
            + " FROM tag_state k"
            + JOINED
            + " WHERE k.repository = ? AND k.state = 'held' AND NOT EXISTS (SELECT 1"
            + " FROM closure c WHERE c.repository = k.repository AND c.root = k.digest"
            + " AND c.missing = '')",
        List.of(repository.value()));
  }

  private List<LedgerEntry> entries(String sql, List<String> parameters)
      throws SQLException, UnreadableRowException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(Rows.entry(rows));
        }
      }
    }
    // Here, since databases order text by the rules of a language.
    entries.sort(ORDER);
    return entries;
  }

  void intend(RepositoryName repository, List<Intention> intentions, Subject by, Instant at)
      throws SQLException {
    String sql =
        "INSERT INTO tag_intent (repository, tag, kind, digest, lifts, subject, at, repeats)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (repository, tag) DO UPDATE SET"
            + " kind = excluded.kind, digest = excluded.digest, lifts = excluded.lifts,"
            + " subject = excluded.subject, at = excluded.at, repeats = excluded.repeats";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Intention intention : intentions) {
        statement.setString(1, repository.value());
        statement.setString(2, intention.tag().value());
        Rows.bindIntent(statement, 3, intention, by, at);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  void intendRemoval(RepositoryName repository, Set<Digest> names, Subject by, Instant at)
      throws SQLException {
    String sql =
        "INSERT INTO removal (repository, digest, subject, at) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (repository, digest) DO UPDATE SET"
            + " subject = excluded.subject, at = excluded.at";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Digest name : names) {
        bind(statement, List.of(repository.value(), name.value(), by.toString()));
        statement.setLong(4, at.toEpochMilli());
        statement.executeUpdate();
      }
    }
  }

  void endRemoval(RepositoryName repository, Set<Digest> names) throws SQLException {
    for (Digest name : names) {
      update(
          "DELETE FROM removal WHERE repository = ? AND digest = ?",
          List.of(repository.value(), name.value()));
    }
  }

  void redate(Instant latest, Instant at) throws SQLException {
    for (String table : List.of("tag_intent", "removal")) {
      String sql = "UPDATE " + table + " SET at = ? WHERE at > ?";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setLong(1, at.toEpochMilli());
        statement.setLong(2, latest.toEpochMilli());
        statement.executeUpdate();
      }
    }
  }

  List<Removal> removals() throws SQLException, UnreadableRowException {
    List<Removal> removals = new ArrayList<>();
    String sql = "SELECT repository, digest, at FROM removal";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        removals.add(Rows.removal(rows));
      }
    }
    removals.sort(Comparator.comparing(Removal::repository).thenComparing(Removal::digest));
    return removals;
  }

  void settle(
      RepositoryName repository, List<Settlement> settlements, Map<Digest, Closure> closures)
      throws SQLException, UnreadableRowException {
    List<Settled> before = new ArrayList<>();
    Set<Digest> roots = new HashSet<>(closures.keySet());
    for (Settlement settlement : settlements) {
      Settled settled = state(repository, settlement.tag()).settled();
      before.add(settled);
      settled.kept().ifPresent(roots::add);
      settlement.state().kept().ifPresent(roots::add);
    }
    closureLocks.take(repository, roots);
    for (int i = 0; i < settlements.size(); i++) {
      settle(repository, settlements.get(i), before.get(i));
    }
    for (Map.Entry<Digest, Closure> closure : closures.entrySet()) {
      keepClosure(repository, closure.getKey(), closure.getValue());
    }
  }

  private void settle(RepositoryName repository, Settlement settlement, Settled before)
      throws SQLException {
    List<String> key = List.of(repository.value(), settlement.tag().value());
    if (!settlement.open()) {
      update("DELETE FROM tag_intent WHERE repository = ? AND tag = ?", key);
    }
    if (before.equals(settlement.state())) {
      return;
    }
    if (settlement.state() instanceof Unseen) {
      update("DELETE FROM tag_state WHERE repository = ? AND tag = ?", key);
    } else {
      upsert(repository, settlement);
    }
    Optional<Digest> left = before.kept();
    if (left.isPresent() && !left.equals(settlement.state().kept())) {
      forgetClosure(repository, left.get());
    }
  }

  private void upsert(RepositoryName repository, Settlement settlement) throws SQLException {
    String sql =
        "INSERT INTO tag_state (repository, tag, state, digest, lifts, subject, at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (repository, tag) DO UPDATE SET"
            + " state = excluded.state, digest = excluded.digest, lifts = excluded.lifts,"
            + " subject = excluded.subject, at = excluded.at";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, repository.value());
      statement.setString(2, settlement.tag().value());
      Rows.bindState(statement, 3, settlement);
      statement.executeUpdate();
    }
  }

  /** Forgets what a manifest is made of that no row names any more. */
  private void forgetClosure(RepositoryName repository, Digest root) throws SQLException {
    for (String table : List.of("closure_member", "closure")) {
      update(
          "DELETE FROM "
              + table
              + " WHERE repository = ? AND root = ? AND NOT EXISTS (SELECT 1"
              + " FROM tag_state s WHERE s.repository = "
              + table
              + ".repository"
              + " AND s.digest = "
              + table
              + ".root)",
          List.of(repository.value(), root.value()));
    }
  }

  private void keepClosure(RepositoryName repository, Digest root, Closure closure)
      throws SQLException {
    update(
        "INSERT INTO closure (repository, root, missing) VALUES (?, ?, ?)"
            + " ON CONFLICT (repository, root) DO UPDATE SET missing = excluded.missing",
        List.of(repository.value(), root.value(), closure.missing().orElse("")));
    String sql =
        "INSERT INTO closure_member (repository, root, member) VALUES (?, ?, ?)"
            + " ON CONFLICT (repository, root, member) DO NOTHING";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Digest member : closure.members()) {
        bind(statement, List.of(repository.value(), root.value(), member.value()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void update(String sql, List<String> parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, List<String> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setString(i + 1, parameters.get(i));
    }
  }
}
