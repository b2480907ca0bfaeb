package dev.portwrit.gateway.sweep;

import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.reference.RepositoryName;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Goes over every row of the ledger once, and over every finding that has no row any more. */
final class Sweep {
  private final Ledger ledger;
  private final TagLooks looks;
  private final TagReview review;
  private final Findings findings;
  private final Supplier<Optional<String>> down;

  /**
   * Of one gateway.
   *
   * @param down why nothing is to be asked of the registry now; empty while it answers
   */
  Sweep(
      Ledger ledger,
      TagLooks looks,
      TagReview review,
      Findings findings,
      Supplier<Optional<String>> down) {
    this.ledger = ledger;
    this.looks = looks;
    this.review = review;
    this.findings = findings;
    this.down = down;
  }

  /** What is done between two tags; may take its time. */
  @FunctionalInterface
  interface Between {
    void run() throws LedgerException;
  }

  /**
   * Looks at all of them. It ends early while the registry does not answer, and when the thread is
   * interrupted.
   */
  SweepReport run(Between between) throws LedgerException {
    SweepReport report = new SweepReport();
    Set<TagPlace> left = findings.places();
    for (RepositoryName repository : ledger.repositories()) {
      PartsCheck members = looks.partsOf(repository);
      for (LedgerEntry entry : ledger.entries(repository)) {
        between.run();
        if (isCut(report)) {
          return report;
        }
        TagPlace place = new TagPlace(repository, entry.tag());
        left.remove(place);
        look(place, members, report);
      }
    }
    for (TagPlace place : left) {
      if (isCut(report)) {
        return report;
      }
      look(place, looks.partsOf(place.repository()), report);
    }
    return report;
  }

  private void look(TagPlace place, PartsCheck members, SweepReport report) throws LedgerException {
    report.count(review.review(place, members));
  }

  private boolean isCut(SweepReport report) {
    if (Thread.currentThread().isInterrupted()) {
      report.cut("the gateway is stopping");
    } else {
      down.get().ifPresent(report::cut);
    }
    return report.isCut();
  }
}
