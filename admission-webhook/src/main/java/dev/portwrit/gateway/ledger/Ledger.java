package dev.portwrit.gateway.ledger;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the gateway remembers of protected tags. Any number of threads may use it; who writes a tag
 * holds its lock ({@link RepositoryLocks}).
 */
public interface Ledger extends AutoCloseable {
  /**
   * What is remembered of a tag.
   *
   * @param repository where
   * @param tag which
   * @return its state
   * @throws LedgerException if it cannot be read
   */
  LedgerState state(RepositoryName repository, Tag tag) throws LedgerException;

  /**
   * The repositories of which something is remembered.
   *
   * @return in order, those with nothing but an intent too
   * @throws LedgerException if they cannot be read
   */
  List<RepositoryName> repositories() throws LedgerException;

  /**
   * All rows of a repository.
   *
   * @param repository where
   * @return by tag
   * @throws LedgerException if they cannot be read
   */
  List<LedgerEntry> entries(RepositoryName repository) throws LedgerException;

  /**
   * All rows with an intent, of all repositories: what a crash left behind, or is under way.
   *
   * @return by repository and tag
   * @throws LedgerException if they cannot be read
   */
  List<LedgerEntry> pending() throws LedgerException;

  /**
   * Writes down what is about to be asked of the registry, all of it or nothing. An intent that a
   * tag has already is replaced; its settled row stays.
   *
   * @param repository where
   * @param intentions one a tag
   * @param by who asked
   * @param at when
   * @throws LedgerException if it cannot be made durable: then nothing may be forwarded
   */
  void intend(RepositoryName repository, List<Intention> intentions, Subject by, Instant at)
      throws LedgerException;

  /**
   * Writes down that a manifest or blob is about to be deleted, all of it or nothing.
   *
   * @param repository where
   * @param names the digests by which it may be named
   * @param by who asked
   * @param at when
   * @throws LedgerException if it cannot be made durable: then nothing may be forwarded
   */
  void intendRemoval(RepositoryName repository, Set<Digest> names, Subject by, Instant at)
      throws LedgerException;

  /**
   * Forgets the removal of a manifest or blob, which cannot take effect any more.
   *
   * @param repository where
   * @param names those it was written down under
   * @throws LedgerException if it cannot be made durable
   */
  void endRemoval(RepositoryName repository, Set<Digest> names) throws LedgerException;

  /**
   * The removals that were written down and not ended.
   *
   * @return of all repositories
   * @throws LedgerException if they cannot be read
   */
  List<Removal> removals() throws LedgerException;

  /**
   * Counts intents and removals from another instant that a clock which was wrong has dated later
   * than it can have been.
   *
   * @param latest those that were written down after it
   * @param at from when they count instead
   * @throws LedgerException if it cannot be made durable
   */
  void redate(Instant latest, Instant at) throws LedgerException;

  /**
   * Writes down what tags are now and takes their intents away unless they stay open, all of it or
   * nothing. A row that is so already keeps who made it, and when.
   *
   * @param repository where
   * @param settlements one a tag
   * @param closures what manifests of theirs are made of, by digest, as far as it is known
   * @throws LedgerException if it cannot be made durable
   */
  void settle(
      RepositoryName repository, List<Settlement> settlements, Map<Digest, Closure> closures)
      throws LedgerException;

  /**
   * The held rows that have a member in the closure of their manifest.
   *
   * @param repository where
   * @param members digests by which one manifest or blob may be named
   * @return by tag
   * @throws LedgerException if they cannot be read
   */
  List<LedgerEntry> holding(RepositoryName repository, Set<Digest> members) throws LedgerException;

  /**
   * The held rows of which it is not known, or not all known, what their manifest is made of.
   *
   * @param repository where
   * @return by tag
   * @throws LedgerException if they cannot be read
   */
  List<LedgerEntry> withoutClosure(RepositoryName repository) throws LedgerException;

  /** Closes it; later calls throw. */
  @Override
  void close();
}
