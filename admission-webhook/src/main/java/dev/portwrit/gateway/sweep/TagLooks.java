package dev.portwrit.gateway.sweep;

import dev.portwrit.admission.LedgerState;
import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Pending;
import dev.portwrit.admission.LedgerState.Unseen;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.RepositoryLocks.Hold;
import dev.portwrit.gateway.sweep.Finding.Kind;
import dev.portwrit.gateway.write.WriteParts;
import dev.portwrit.policy.Protection;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Compares tags of the ledger with the registry, one at a time. */
final class TagLooks {
  private final WriteParts parts;
  private final RequestPace pace;
  private final Predicate<Finding> isKnown;

  /**
   * Of one gateway.
   *
   * @param isKnown whether a finding was made before and stands, so that it needs no second look
   */
  TagLooks(WriteParts parts, RequestPace pace, Predicate<Finding> isKnown) {
    this.parts = parts;
    this.pace = pace;
    this.isKnown = isKnown;
  }

  /** What looks at the parts of tags of one repository, for one time that it is gone through. */
  PartsCheck partsOf(RepositoryName repository) {
    return new PartsCheck(parts, pace, repository);
  }

  /** Looks at a tag now. */
  Look look(TagPlace place, PartsCheck members) throws LedgerException {
    if (!isProtected(place)) {
      return new Look.NotKept();
    }
    LedgerState row = parts.ledger().state(place.repository(), place.tag());
    if (row instanceof Unseen) {
      return new Look.NotKept();
    }
    if (row instanceof Pending) {
      return new Look.Unsettled();
    }
    pace.await();
    TagState upstream = parts.upstream().read(place.repository(), place.tag());
    Look look = compare(place, row, upstream);
    if (look instanceof Look.OutOfStep out) {
      return isKnown.test(out.finding()) ? out : confirm(place, Optional.empty(), members);
    }
    if (look instanceof Look.InStep && upstream instanceof TagState.At at) {
      return withParts(place, members.of(at.manifest()), at.manifest().digest(), members);
    }
    return look;
  }

  private boolean isProtected(TagPlace place) {
    return parts.policy().get().index().protectionsOf(place.repository(), place.tag()).stream()
        .anyMatch(protection -> protection.enforcement() == Protection.Enforcement.DENY);
  }

  private static Look compare(TagPlace place, LedgerState row, TagState upstream) {
    if (upstream instanceof TagState.Unknown unknown) {
      return new Look.Unknown("`" + place + "` cannot be read: " + unknown.cause());
    }
    if (row instanceof Deleted deleted) {
      return upstream instanceof TagState.Absent
          ? new Look.InStep(Optional.empty())
          : outOfStep(place, Kind.RETURNED, deleted.digest(), upstream.digest());
    }
    if (!(row instanceof Held held)) {
      return row instanceof Pending ? new Look.Unsettled() : new Look.NotKept();
    }
    if (upstream instanceof TagState.Absent) {
      return outOfStep(place, Kind.VANISHED, held.digest(), Optional.empty());
    }
    return upstream.isAt(held.digest())
        ? new Look.InStep(Optional.empty())
        : outOfStep(place, Kind.MOVED, held.digest(), upstream.digest());
  }

  private static Look outOfStep(TagPlace place, Kind kind, Digest kept, Optional<Digest> other) {
    return new Look.OutOfStep(new Finding(place, kind, kept, other));
  }

  private Look withParts(
      TagPlace place, PartsCheck.Outcome outcome, Digest root, PartsCheck members)
      throws LedgerException {
    if (outcome instanceof PartsCheck.Outcome.NotTold notTold) {
      return new Look.InStep(Optional.of("`" + place + "`: " + notTold.cause()));
    }
    if (outcome instanceof PartsCheck.Outcome.Lacks lacks) {
      Look look = outOfStep(place, Kind.INCOMPLETE, root, Optional.of(lacks.part()));
      boolean stands = isKnown.test(((Look.OutOfStep) look).finding());
      return stands ? look : confirm(place, Optional.of(lacks), members);
    }
    return new Look.InStep(Optional.empty());
  }

  /**
   * INVARIANT: who finds something holds the tag, so that no gateway is writing it, and has read
   * the same row before and after the registry. A gateway that lost its lock in between cannot read
   * the ledger any more.
   */
  @SuppressWarnings("try") // the lock is held by being there
  private Look confirm(TagPlace place, Optional<PartsCheck.Outcome.Lacks> lacks, PartsCheck members)
      throws LedgerException {
    Optional<Hold> lock =
        parts
            .locks()
            .shared(place.repository(), List.of(place.tag()), parts.settings().lockPatience());
    if (lock.isEmpty()) {
      return new Look.Unknown("`" + place + "` is being written");
    }
    try (Hold hold = lock.get()) {
      LedgerState before = parts.ledger().state(place.repository(), place.tag());
      TagState upstream = parts.upstream().read(place.repository(), place.tag());
      Look look = compare(place, before, upstream);
      if (look instanceof Look.InStep && upstream instanceof TagState.At at && lacks.isPresent()) {
        look = again(place, at.manifest().digest(), members.again(lacks.get()));
      }
      LedgerState after = parts.ledger().state(place.repository(), place.tag());
      return before.equals(after)
          ? look
          : new Look.Unknown("`" + place + "` was changed while it was read");
    }
  }

  private static Look again(TagPlace place, Digest root, PartsCheck.Outcome outcome) {
    if (outcome instanceof PartsCheck.Outcome.Lacks lacks) {
      return outOfStep(place, Kind.INCOMPLETE, root, Optional.of(lacks.part()));
    }
    return new Look.InStep(Optional.of("`" + place + "` was changed while it was looked at"));
  }
}
