package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A ledger in memory, for tests that run many thousand of them. */
public final class MemoryLedger implements Ledger {
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::repository).thenComparing(Key::name);

  private final Map<Key, Row> rows = new TreeMap<>(ORDER);
  private final Map<Key, Undone> intents = new TreeMap<>(ORDER);
  private final Map<Key, Instant> removals = new TreeMap<>(ORDER);
  private final Map<Key, Closure> closures = new TreeMap<>(ORDER);
  private boolean isClosed;

  private record Key(RepositoryName repository, String name) {}

  private record Row(Settled state, Optional<Subject> by, Instant at) {}

  private record Undone(Intention intention, Subject by, Instant at) {}

  /** A ledger without rows. */
  public MemoryLedger() {}

  private void requireOpen() throws LedgerException {
    if (isClosed) {
      throw new LedgerException("the ledger is closed");
    }
  }

  @Override
  public synchronized LedgerState state(RepositoryName repository, Tag tag) throws LedgerException {
    requireOpen();
    return entry(new Key(repository, tag.value())).map(LedgerEntry::state).orElse(new Unseen());
  }

  private Optional<LedgerEntry> entry(Key key) {
    Row row = rows.get(key);
    Undone undone = intents.get(key);
    Tag tag = new Tag(key.name());
    Settled settled = row == null ? new Unseen() : row.state();
    if (undone != null) {
      LedgerState state =
          new Pending(
              undone.intention().intent(), settled, undone.at(), undone.intention().repeats());
      return Optional.of(
          new LedgerEntry(key.repository(), tag, state, Optional.of(undone.by()), undone.at()));
    }
    return Optional.ofNullable(row)
        .map(there -> new LedgerEntry(key.repository(), tag, settled, there.by(), there.at()));
  }

  private List<LedgerEntry> entries(Set<Key> keys) {
    List<LedgerEntry> entries = new ArrayList<>();
    keys.forEach(key -> entry(key).ifPresent(entries::add));
    return entries;
  }

  @Override
  public synchronized List<RepositoryName> repositories() throws LedgerException {
    requireOpen();
    Set<RepositoryName> names = new TreeSet<>();
    rows.keySet().forEach(key -> names.add(key.repository()));
    intents.keySet().forEach(key -> names.add(key.repository()));
    return List.copyOf(names);
  }

  @Override
  public synchronized List<LedgerEntry> entries(RepositoryName repository) throws LedgerException {
    requireOpen();
    Set<Key> keys = new TreeSet<>(ORDER);
    keys.addAll(rows.keySet());
    keys.addAll(intents.keySet());
    keys.removeIf(key -> !key.repository().equals(repository));
    return entries(keys);
  }

  @Override
  public synchronized List<LedgerEntry> pending() throws LedgerException {
    requireOpen();
    return entries(intents.keySet());
  }

  @Override
  public synchronized void intend(
      RepositoryName repository, List<Intention> intentions, Subject by, Instant at)
      throws LedgerException {
    requireOpen();
    intentions.forEach(
        one -> intents.put(new Key(repository, one.tag().value()), new Undone(one, by, at)));
  }

  @Override
  public synchronized void intendRemoval(
      RepositoryName repository, Set<Digest> names, Subject by, Instant at) throws LedgerException {
    requireOpen();
    names.forEach(name -> removals.put(new Key(repository, name.value()), at));
  }

  @Override
  public synchronized void redate(Instant latest, Instant at) throws LedgerException {
    requireOpen();
    intents.replaceAll(
        (key, undone) ->
            undone.at().isAfter(latest) ? new Undone(undone.intention(), undone.by(), at) : undone);
    removals.replaceAll((key, since) -> since.isAfter(latest) ? at : since);
  }

  @Override
  public synchronized void endRemoval(RepositoryName repository, Set<Digest> names)
      throws LedgerException {
    requireOpen();
    names.forEach(name -> removals.remove(new Key(repository, name.value())));
  }

  @Override
  public synchronized List<Removal> removals() throws LedgerException {
    requireOpen();
    List<Removal> all = new ArrayList<>();
    removals.forEach(
        (key, at) -> all.add(new Removal(key.repository(), new Digest(key.name()), at)));
    return all;
  }

  @Override
  public synchronized void settle(
      RepositoryName repository, List<Settlement> settlements, Map<Digest, Closure> known)
      throws LedgerException {
    requireOpen();
    settlements.forEach(one -> settle(new Key(repository, one.tag().value()), one));
    known.forEach((root, closure) -> keep(new Key(repository, root.value()), closure));
  }

  private void settle(Key key, Settlement settlement) {
    if (!settlement.open()) {
      intents.remove(key);
    }
    Row before = rows.get(key);
    if (before != null && before.state().equals(settlement.state())) {
      return;
    }
    if (settlement.state() instanceof Unseen) {
      rows.remove(key);
    } else {
      rows.put(key, new Row(settlement.state(), settlement.by(), settlement.at()));
    }
    if (before != null) {
      before.state().kept().ifPresent(root -> forget(key.repository(), root));
    }
  }

  private void forget(RepositoryName repository, Digest root) {
    boolean isNamed =
        rows.entrySet().stream()
            .filter(row -> row.getKey().repository().equals(repository))
            .anyMatch(row -> row.getValue().state().kept().equals(Optional.of(root)));
    if (!isNamed) {
      closures.remove(new Key(repository, root.value()));
    }
  }

  private void keep(Key root, Closure closure) {
    Set<Digest> members = new HashSet<>(closure.members());
    Optional.ofNullable(closures.get(root)).ifPresent(known -> members.addAll(known.members()));
    closures.put(root, new Closure(members, closure.missing()));
  }

  @Override
  public synchronized List<LedgerEntry> holding(RepositoryName repository, Set<Digest> members)
      throws LedgerException {
    return heldWith(
        repository,
        closure ->
            closure.isPresent() && members.stream().anyMatch(closure.get().members()::contains));
  }

  @Override
  public synchronized List<LedgerEntry> withoutClosure(RepositoryName repository)
      throws LedgerException {
    return heldWith(repository, closure -> closure.isEmpty() || !closure.get().isComplete());
  }

  private interface Condition {
    boolean holds(Optional<Closure> closure);
  }

  private List<LedgerEntry> heldWith(RepositoryName repository, Condition condition)
      throws LedgerException {
    requireOpen();
    Set<Key> keys = new TreeSet<>(ORDER);
    rows.forEach(
        (key, row) -> {
          if (key.repository().equals(repository)
              && row.state() instanceof Held held
              && condition.holds(
                  Optional.ofNullable(closures.get(new Key(repository, held.digest().value()))))) {
            keys.add(key);
          }
        });
    return entries(keys);
  }

  /** All that it holds, in words that are the same for the same. */
  @Override
  public synchronized String toString() {
    return rows + " " + intents + " " + removals + " " + closures.keySet();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
