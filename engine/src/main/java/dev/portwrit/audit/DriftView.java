package dev.portwrit.audit;

import java.util.ArrayList;
import java.util.List;

/** In what a live registry is not as policy asks, one access a row. */
public final class DriftView {
  private DriftView() {}

  /**
   * What is missing, what is there besides, tags that are not kept, and what could not be told.
   *
   * @param context what it is about, with a live registry
   * @return in this order, each by repository, subject and action
   * @throws IllegalArgumentException if no registry was looked at
   */
  public static Report of(ViewContext context) {
    LiveComparison live =
        context.live().orElseThrow(() -> new IllegalArgumentException("no registry"));
    List<ViewRow> rows = new ArrayList<>();
    if (context.isComplete()) {
      live.missing(context.scope()).forEach(row -> rows.add(row(row)));
    }
    List<LiveRow> undeclared = live.undeclared(context.scope());
    for (LiveRow row : undeclared) {
      if (!row.drift().equals("engine") && !row.isUnknown()) {
        rows.add(row(row));
      }
    }
    if (context.isComplete()) {
      live.unkept(context.scope()).forEach(row -> rows.add(row(row)));
    }
    undeclared.stream().filter(LiveRow::isUnknown).forEach(row -> rows.add(row(row)));
    return new ViewReport(
        "drift",
        context,
        List.of("drift", "registry", "repository", "subject", "action", "account", "expires"),
        rows,
        context.isComplete());
  }

  private static ViewRow row(LiveRow row) {
    return ViewRow.of(
        row.drift(),
        row.registry(),
        row.repository(),
        row.subject(),
        row.action(),
        row.isUnknown() ? row.rule() : row.via().replaceFirst("^account ", ""),
        row.expires());
  }
}
