package dev.portwrit.cli;

import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.LiveEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a report has the evidence that it was asked to be held against. One without what it needs
 * would be made of less than it says, and say that nothing is unknown.
 */
final class EvidenceFit {
  private EvidenceFit() {}

  /**
   * Compares what was asked for with what there is.
   *
   * @return each difference, to be put behind the name of a manifest
   */
  static List<String> differences(ReportOrder order, Evidence evidence) {
    List<String> differences = new ArrayList<>();
    Optional<String> asked = order.liveRegistry();
    Optional<String> there = evidence.live().map(LiveEvidence::registry);
    if (!asked.equals(there)) {
      differences.add(
          ": holds policies against "
              + asked.map(name -> "the registry `" + name + "`").orElse("no registry")
              + ", and its evidence is of "
              + there.map(name -> "`" + name + "`").orElse("none"));
    }
    if (order.isOfUses() && evidence.uses().isEmpty()) {
      differences.add(": says what was not used, and its evidence does not say what was done");
    } else if (!order.isOfUses() && evidence.uses().isPresent()) {
      differences.add(": its evidence says what was done, of which it makes nothing");
    }
    return differences;
  }
}
