package dev.portwrit.admission;

import dev.portwrit.reference.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the ledger remembers of a tag. */
public sealed interface LedgerState {
  /** A state in which nothing is under way. */
  sealed interface Settled extends LedgerState {}

  /** The ledger has no row: the tag was never seen under a protection. */
  record Unseen() implements Settled {}

  /**
   * The tag is this digest, and was seen to be.
   *
   * @param digest the SHA-256 of its manifest
   */
  record Held(Digest digest) implements Settled {}

  /**
   * The tag was this digest until it was deleted under exceptions. That digest may come back with
   * the role alone.
   *
   * @param digest the SHA-256 of the manifest it had
   * @param lifts the exceptions that let the delete pass; at least one
   */
  record Deleted(Digest digest, List<Lift> lifts) implements Settled {
    /** Copies the list. */
    public Deleted {
      lifts = List.copyOf(lifts);
    }
  }

  /**
   * A request was, or was to be, forwarded, and what came of it is not known yet.
   *
   * @param intent what was to happen
   * @param before what was settled before
   * @param since when the intent was written down
   * @param repeats whether seeing the tag as intended does not tell that the request is over: the
   *     tag was so before, or an earlier request for the same may still be under way
   */
  record Pending(Intent intent, Settled before, Instant since, boolean repeats)
      implements LedgerState {}

  /** What a request that was forwarded was to do with a tag. */
  sealed interface Intent {
    /**
     * Point the tag at a digest.
     *
     * @param digest the SHA-256 of the manifest
     */
    record Put(Digest digest) implements Intent {}

    /**
     * Remove the tag.
     *
     * @param digest the SHA-256 of the manifest it has or should have; empty if there was none
     * @param lifts the exceptions that let it pass; empty where it needs none
     */
    record Delete(Optional<Digest> digest, List<Lift> lifts) implements Intent {
      /** Copies the list. */
      public Delete {
        lifts = List.copyOf(lifts);
      }
    }
  }

  /**
   * What is settled: this state, or what was before the intent of a pending one.
   *
   * @return the settled state
   */
  default Settled settled() {
    return this instanceof Pending pending ? pending.before() : (Settled) this;
  }

  /**
   * The digest that the tag must have, or had when it was deleted, as far as that is settled.
   *
   * @return empty if the ledger has no settled row
   */
  default Optional<Digest> kept() {
    if (this instanceof Held held) {
      return Optional.of(held.digest());
    }
    if (this instanceof Deleted deleted) {
      return Optional.of(deleted.digest());
    }
    return this instanceof Pending pending ? pending.before().kept() : Optional.empty();
  }
}
