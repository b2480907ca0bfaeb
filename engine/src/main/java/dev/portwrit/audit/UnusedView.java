package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Access that a decision log never saw used. */
public final class UnusedView {
  private record Doing(Subject subject, Action action) {}

  private UnusedView() {}

  /**
   * The accesses that policy gives of which a log holds no allowed use by their subject, by anybody
   * for what everybody has. Of {@code administer} no log tells, so it is left out.
   *
   * @param context what it is about
   * @param log what was done
   * @return by the place of their rule, then by subject and action
   */
  public static Report of(ViewContext context, UseLog log) {
    Map<Doing, List<RepositoryName>> used = new HashMap<>();
    for (UseLog.Use use : log.last().keySet()) {
      for (Subject subject : List.of(use.subject(), new Subject.Anonymous())) {
        used.computeIfAbsent(new Doing(subject, use.action()), key -> new ArrayList<>())
            .add(use.repository());
      }
    }
    List<ViewRow> rows = new ArrayList<>();
    Consumer<Access> look =
        edge -> {
          boolean isUsed =
              used.getOrDefault(new Doing(edge.subject(), edge.action()), List.of()).stream()
                  .anyMatch(edge.repositories()::matches);
          if (!isUsed
              && edge.action() != Action.ADMINISTER
              && context.scope().includes(edge.repositories())) {
            rows.add(row(edge, log));
          }
        };
    AccessRelation relation = AccessRelation.of(context.index());
    if (context.scope().subject().isPresent()) {
      relation.whatCan(context.scope().subject().get(), context.now()).forEach(look);
    } else {
      relation.forEach(context.now(), look);
    }
    return new ViewReport(
        "unused",
        context,
        List.of(
            "repository",
            "subject",
            "action",
            "rule",
            "file",
            "line",
            "expires",
            "log-from",
            "log-to"),
        rows,
        true);
  }

  private static ViewRow row(Access edge, UseLog log) {
    return ViewRow.of(
        edge.repositories().value(),
        edge.subject().toString(),
        edge.action().toString(),
        edge.rule().text(),
        edge.rule().place().map(Place::file).orElse(""),
        edge.rule().place().map(place -> Integer.toString(place.line())).orElse(""),
        edge.expires().map(Expiry::written).orElse("never"),
        log.from().toString(),
        log.to().toString());
  }
}
