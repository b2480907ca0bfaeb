package dev.portwrit.gateway.ledger;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Keeps the writers of a tag apart. Several gateways before one registry share locks that live in
 * their database.
 *
 * <p>A tag write takes its repository shared and each of its tags exclusively, in sorted order; a
 * delete takes its repository exclusively. Nobody takes a second lock while holding one, so nobody
 * waits in a circle.
 */
public interface RepositoryLocks {
  /** A lock that is held, until it is closed by the thread that took it. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a repository shared and tags in it exclusively.
   *
   * @param repository where
   * @param tags in any order, perhaps none
   * @param patience how long to wait, for all of it together
   * @return empty if it was not to be had in time, or the thread was interrupted
   * @throws LedgerException if what keeps the locks cannot be used
   */
  Optional<Hold> shared(RepositoryName repository, Collection<Tag> tags, Duration patience)
      throws LedgerException;

  /**
   * Takes a repository exclusively.
   *
   * @param repository where
   * @param patience how long to wait
   * @return empty if it was not to be had in time, or the thread was interrupted
   * @throws LedgerException if what keeps the locks cannot be used
   */
  Optional<Hold> exclusive(RepositoryName repository, Duration patience) throws LedgerException;
}
