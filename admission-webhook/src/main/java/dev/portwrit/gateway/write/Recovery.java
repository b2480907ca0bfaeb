package dev.portwrit.gateway.write;

import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.Removal;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves what a crash, or a registry without an answer, left pending. It is run at the start and
 * from time to time; whoever writes such a tag resolves it too, so nothing depends on when.
 */
public final class Recovery {
  private final WriteParts parts;

  /**
   * The recovery of one gateway.
   *
   * @param parts what its writes are made of
   */
  public Recovery(WriteParts parts) {
    this.parts = parts;
  }

  /**
   * Reads every pending tag back and settles what is known of it; forgets the removals that cannot
   * take effect any more.
   *
   * @return how many of both remain, which is no error: they are resolved later
   * @throws LedgerException if the ledger cannot be used
   */
  public int run() throws LedgerException {
    int remaining = 0;
    redate();
    for (LedgerEntry entry : parts.ledger().pending()) {
      remaining += resolve(entry) ? 0 : 1;
    }
    for (Removal removal : parts.ledger().removals()) {
      remaining += end(removal) ? 0 : 1;
    }
    return remaining;
  }

  /**
   * What is dated later than clocks differ was written down by one that was wrong. How long ago is
   * not known, so it counts as written down now, rather than keep a tag closed until then.
   */
  private void redate() throws LedgerException {
    Instant now = parts.clock().instant();
    Instant latest = now.plus(parts.settings().landing());
    boolean isAny =
        parts.ledger().pending().stream().anyMatch(entry -> entry.at().isAfter(latest))
            || parts.ledger().removals().stream().anyMatch(one -> one.since().isAfter(latest));
    if (isAny) {
      parts.ledger().redate(latest, now);
    }
  }

  @SuppressWarnings("try") // the lock is held by being there
  private boolean end(Removal removal) throws LedgerException {
    if (parts.mayLand(removal.since())) {
      return false;
    }
    Optional<Hold> lock =
        parts.locks().exclusive(removal.repository(), parts.settings().lockPatience());
    if (lock.isEmpty()) {
      return false;
    }
    try (Hold hold = lock.get()) {
      // Somebody may have asked for it again meanwhile.
      boolean isOver = parts.ledger().removals().contains(removal);
      if (isOver) {
        new Removals(parts, removal.repository()).end(Set.of(removal.digest()));
      }
      return isOver;
    }
  }

  @SuppressWarnings("try") // the lock is held by being there
  private boolean resolve(LedgerEntry entry) throws LedgerException {
    Optional<Hold> lock =
        parts
            .locks()
            .shared(entry.repository(), List.of(entry.tag()), parts.settings().lockPatience());
    if (lock.isEmpty()) {
      return false;
    }
    try (Hold hold = lock.get()) {
      TagBook book = new TagBook(parts, entry.repository());
      return !(book.look(entry.tag(), false).ledger() instanceof Pending);
    }
  }
}
