package dev.portwrit.cli;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.plan.EdgeChange;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlannedObject;
import dev.portwrit.registry.Authorship;
import dev.portwrit.registry.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drift as people read it: who has what they should not have, and who lacks what they should. */
final class DriftText {
  private DriftText() {}

  private static final int SHOWN = 5;

  static String of(Plan plan, Map<ObjectId, Authorship> origins) {
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
      Optional.ofNullable(origins.get(object.id())).ifPresent(one -> lines.addAll(origin(one)));
    }
    wider(plan).forEach(finding -> lines.add("WIDER    " + finding.message()));
    plan.unknown().forEach(one -> lines.add("UNKNOWN  " + one));
    if (!isDrift(plan) && plan.isComplete()) {
      lines.add("no drift");
    }
    return String.join("\n", lines);
  }

  private static List<String> origin(Authorship origin) {
    if (origin instanceof Authorship.Untold untold) {
      return List.of("         who changed it is not known: " + untold.reason());
    }
    List<Authorship.Change> changes = ((Authorship.Told) origin).changes();
    List<String> lines = new ArrayList<>();
    for (Authorship.Change change : changes.subList(0, Math.min(SHOWN, changes.size()))) {
      lines.add(
          "         changed by `"
              + change.by()
              + "`"
              + (change.isOurs() ? ", the account of Portwrit itself," : "")
              + " at "
              + change.at()
              + ": "
              + change.action());
    }
    if (changes.size() > SHOWN) {
      lines.add("         and " + (changes.size() - SHOWN) + " times before that");
    }
    return lines;
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
