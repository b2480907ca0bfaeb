package dev.portwrit.audit;

import java.util.List;

/** A row of a view, which is its cells. */
record ViewRow(List<String> cells) implements ReportRow {
  ViewRow {
    cells = List.copyOf(cells);
  }

  static ViewRow of(String... cells) {
    return new ViewRow(List.of(cells));
  }

  @Override
  public String text() {
    return String.join(" | ", cells);
  }

  @Override
  public List<String> shown() {
    return cells;
  }
}
