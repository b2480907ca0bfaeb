package dev.portwrit.cli;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.plan.EdgeChange;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlannedObject;
import java.util.ArrayList;
import java.util.List;

/** Drift as people read it: who has what they should not have, and who lacks what they should. */
final class DriftText {
  private DriftText() {}

  static String of(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "registry "
            + plan.request().registry().name()
            + " against commit "
            + PlanText.shown(plan.request().commit()));
    plan.access().lost().forEach(change -> lines.add("EXTRA    " + edge(change)));
    plan.access().gained().forEach(change -> lines.add("MISSING  " + edge(change)));
    plan.access().locked().forEach(tag -> lines.add("UNKEPT   " + tag));
    for (PlannedObject object : plan.objects()) {
      lines.add("DIFFERS  " + object.id());
    }
    wider(plan).forEach(finding -> lines.add("WIDER    " + finding.message()));
    plan.unknown().forEach(one -> lines.add("UNKNOWN  " + one));
    if (!isDrift(plan) && plan.isComplete()) {
      lines.add("no drift");
    }
    return String.join("\n", lines);
  }

  /** Whether the registry is another than policy says, also where no apply would mend it. */
  static boolean isDrift(Plan plan) {
    return !plan.isEmpty() || !wider(plan).isEmpty();
  }

  /** What is natively allowed by what is not ours to change. */
  private static List<Diagnostic> wider(Plan plan) {
    return plan.findings().stream().filter(finding -> finding.code() == Code.NATIVE_WIDER).toList();
  }

  private static String edge(EdgeChange change) {
    return PlanText.who(change)
        + " "
        + change.edge().action()
        + " "
        + change.edge().repository()
        + change.edge().until().map(end -> " until " + end).orElse("");
  }
}
