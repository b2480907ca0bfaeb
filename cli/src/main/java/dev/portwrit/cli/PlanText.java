package dev.portwrit.cli;

import dev.portwrit.plan.ChangePlan;
import dev.portwrit.plan.EdgeChange;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.PlannedObject;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan as people read it: who gains and loses what, and only then the calls. */
final class PlanText {
  private PlanText() {}

  static String of(Plan plan) {
    return of(plan, "access edges");
  }

  private static String of(Plan plan, String counted) {
    List<String> parts = new ArrayList<>();
    parts.add(head(plan.request()));
    add(parts, "access", access(plan));
    add(parts, "tags that the registry keeps", tags(plan));
    add(parts, "calls", calls(plan));
    add(parts, "findings", plan.findings().stream().map(String::valueOf).toList());
    add(parts, "unknown, and left as it is", plan.unknown());
    parts.add(summary(plan, counted));
    return String.join("\n\n", parts);
  }

  /** The same of a change, with what was not read at its beginning and its end. */
  static String of(ChangePlan planned) {
    if (planned.part().isEmpty()) {
      return of(planned.plan());
    }
    ChangePlan.Part part = planned.part().get();
    List<String> parts = new ArrayList<>();
    parts.add(of(planned.plan(), "access edges that were read"));
    parts.add(
        "only what the change touches was read: "
            + part.read()
            + (part.read() == 1 ? " repository" : " repositories")
            + "; of "
            + part.left()
            + " others nothing is said, drift among it");
    if (planned.isBudgetUnknown()) {
      parts.add(
          "unknown: whether `removal-budget` allows this, since it is a share of all access edges;"
              + " plan without `--changed`");
    }
    return String.join("\n\n", parts);
  }

  private static void add(List<String> parts, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      parts.add(title + "\n" + String.join("\n", lines).indent(2).stripTrailing());
    }
  }

  private static String head(PlanRequest request) {
    return "registry "
        + request.registry().name()
        + " ("
        + request.registry().type()
        + ", "
        + request.restraints().mode()
        + "): commit "
        + shown(request.commit())
        + request
            .applied()
            .map(applied -> ", after " + shown(applied.commit()))
            .orElse(", at first contact");
  }

  static String shown(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }

  /** What the rows of one account in one repository for one cause have in common. */
  private record Row(String sign, String who, String repository, String until, String cause) {}

  private static List<String> access(Plan plan) {
    Map<Row, List<String>> rows = new LinkedHashMap<>();
    collect(rows, "+", plan.access().gained());
    collect(rows, "-", plan.access().lost());
    if (rows.isEmpty()) {
      return List.of();
    }
    List<List<String>> cells = new ArrayList<>();
    rows.forEach(
        (row, actions) ->
            cells.add(
                List.of(
                    row.sign + " " + String.join(",", actions),
                    row.who,
                    row.repository + row.until,
                    row.cause)));
    return Table.of(List.of("ACCESS", "WHO", "REPOSITORY", "BY"), cells).lines().toList();
  }

  private static void collect(Map<Row, List<String>> rows, String sign, List<EdgeChange> changes) {
    for (EdgeChange change : changes) {
      Row row =
          new Row(
              sign,
              who(change),
              change.edge().repository(),
              change.edge().until().map(end -> " until " + end).orElse(""),
              change.cause().toString());
      rows.computeIfAbsent(row, key -> new ArrayList<>()).add(change.edge().action().toString());
    }
  }

  static String who(EdgeChange change) {
    String account = change.edge().account();
    if (account.equals(NativeAccess.EVERYBODY)) {
      return "everybody";
    }
    return change.subjects().isEmpty()
        ? "account " + account
        : change.subjects().stream().map(Subject::toString).collect(Collectors.joining(", "));
  }

  private static List<String> tags(Plan plan) {
    List<String> lines = new ArrayList<>();
    signed(lines, "+ ", plan.access().locked());
    signed(lines, "- ", plan.access().released());
    return lines;
  }

  private static void signed(List<String> lines, String sign, Collection<String> all) {
    all.forEach(one -> lines.add(sign + one));
  }

  private static List<String> calls(Plan plan) {
    if (plan.isEmpty()) {
      return List.of();
    }
    Map<String, String> causes = new TreeMap<>();
    for (PlannedObject object : plan.objects()) {
      causes.put(object.id().toString(), object.cause().toString());
    }
    List<List<String>> rows = new ArrayList<>();
    for (Step step : plan.steps()) {
      rows.add(
          List.of(
              String.valueOf(rows.size() + 1),
              step.call(),
              step.object().toString(),
              String.valueOf(causes.get(step.object().toString()))));
    }
    return Table.of(List.of("", "CALL", "OBJECT", "BY"), rows).lines().toList();
  }

  private static String summary(Plan plan, String counted) {
    int gained = plan.access().gained().size();
    int lost = plan.access().lost().size();
    String access =
        gained + " gained, " + lost + " lost of " + plan.access().before() + " " + counted;
    return plan.isEmpty()
        ? "nothing to do" + (plan.isComplete() ? "" : ", as far as is known")
        : PolicyOpener.count(plan.steps().size(), "call")
            + "; "
            + access
            + "\nplan "
            + plan.digest();
  }
}
