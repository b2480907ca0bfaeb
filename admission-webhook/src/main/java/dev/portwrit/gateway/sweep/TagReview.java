package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.sweep.Finding.Kind;
import dev.portwrit.gateway.write.Restoration;
import dev.portwrit.gateway.write.Restoration.Outcome;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a tag, takes note of what is found, and has it put back where that is wanted. */
final class TagReview {
  private static final Logger LOG = LoggerFactory.getLogger(TagReview.class);

  private final TagLooks looks;
  private final Findings findings;
  private final Restoration restoration;
  private final WatchMeters meters;

  TagReview(TagLooks looks, Findings findings, Restoration restoration, WatchMeters meters) {
    this.looks = looks;
    this.findings = findings;
    this.restoration = restoration;
    this.meters = meters;
  }

  /** What was seen; of a tag that was put back, what it was before. */
  Look review(TagPlace place, PartsCheck members) throws LedgerException {
    Look look = looks.look(place, members);
    findings.note(place, look);
    if (look instanceof Look.OutOfStep out && canBePutBack(out.finding())) {
      putBack(out.finding());
    }
    return look;
  }

  private static boolean canBePutBack(Finding finding) {
    return finding.kind() == Kind.MOVED || finding.kind() == Kind.VANISHED;
  }

  private void putBack(Finding finding) throws LedgerException {
    TagPlace place = finding.place();
    Outcome outcome = restoration.restore(place.repository(), place.tag(), finding.kept());
    if (outcome instanceof Outcome.Restored) {
      meters.restored(true);
      LOG.warn("protected tag `{}` was put back to {}", place, finding.kept());
      findings.note(place, new Look.InStep(Optional.empty()));
    } else if (outcome instanceof Outcome.Right) {
      findings.note(place, new Look.InStep(Optional.empty()));
    } else if (outcome instanceof Outcome.Left left) {
      meters.restored(false);
      LOG.warn("protected tag `{}` is not put back: {}", place, left.cause());
    }
  }
}
