package dev.portwrit.admission;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Settled;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.reference.Digest;
import java.util.Optional;

/** What reading a tag back says of a write that was or was to be forwarded. */
public sealed interface PendingResolution {
  /**
   * It is known what the tag is.
   *
   * @param state what the ledger keeps from now on
   * @param happened whether what was intended came to be
   * @param open whether a request for the same may still take effect, so that the intent stays and
   *     nobody may make the tag another
   */
  record Resolved(Settled state, boolean happened, boolean open) implements PendingResolution {}

  /**
   * It is not known yet.
   *
   * @param cause why, one line
   */
  record Waits(String cause) implements PendingResolution {}

  /** Whether a request that was forwarded can still take effect. */
  enum Landing {
    /** The registry answered that it did or did not do it, or it was sent long enough ago. */
    OVER,
    /** No answer came, so the registry may still be at work on it. */
    POSSIBLE
  }

  /**
   * Resolves a pending row.
   *
   * <p>What was intended and is seen has happened, whenever. What is not seen has not happened only
   * once it cannot land any more: a row that is given up sooner would leave the tag to the next
   * writer, and a write that lands late would then move it. For the same reason what is seen and
   * {@link Pending#repeats} stays open until it cannot land a second time.
   *
   * @param pending the row
   * @param upstream what the tag was read back as
   * @param landing whether the request may still take effect
   * @return what is known now
   */
  static PendingResolution of(Pending pending, TagState upstream, Landing landing) {
    if (upstream instanceof TagState.Unknown unknown) {
      return new Waits(unknown.cause());
    }
    boolean open = pending.repeats() && landing == Landing.POSSIBLE;
    if (pending.intent() instanceof Intent.Put put && upstream.isAt(put.digest())) {
      return new Resolved(new Held(put.digest()), true, open);
    }
    if (pending.intent() instanceof Intent.Delete delete && upstream instanceof TagState.Absent) {
      return new Resolved(deleted(delete, pending.before()), true, open);
    }
    return landing == Landing.OVER
        ? new Resolved(unchanged(pending.before(), upstream), false, false)
        : new Waits("an earlier request for this tag may still take effect");
  }

  private static Settled deleted(Intent.Delete delete, Settled before) {
    Optional<Digest> digest = before.kept().or(delete::digest);
    return delete.lifts().isEmpty() || digest.isEmpty()
        ? new Unseen()
        : new Deleted(digest.get(), delete.lifts());
  }

  /** A tag that the ledger did not know is what it was found to be. */
  private static Settled unchanged(Settled before, TagState upstream) {
    return before instanceof Unseen && upstream.digest().isPresent()
        ? new Held(upstream.digest().get())
        : before;
  }
}
