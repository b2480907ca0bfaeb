package dev.portwrit.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table that answers one question of an auditor. */
final class ViewReport implements Report {
  private final ReportTitle title;
  private final List<ViewRow> rows;
  private final boolean isComplete;

  ViewReport(
      String name,
      ViewContext context,
      List<String> columns,
      List<ViewRow> rows,
      boolean isComplete) {
    this(title(name, context, columns, Optional.empty()), rows, isComplete);
  }

  private ViewReport(ReportTitle title, List<ViewRow> rows, boolean isComplete) {
    this.title = title;
    this.rows = rows;
    this.isComplete = isComplete;
  }

  /** A row for each subject, and behind the subject a cell for each repository. */
  static ViewReport matrix(ViewContext context, List<String> repositories, List<ViewRow> rows) {
    return new ViewReport(
        title("matrix", context, List.of("subject"), Optional.of(repositories)),
        rows,
        context.isComplete());
  }

  private static ReportTitle title(
      String name, ViewContext context, List<String> columns, Optional<List<String>> repositories) {
    List<String> shown = new ArrayList<>(columns);
    repositories.ifPresent(shown::addAll);
    return new ReportTitle(
        name,
        context.revision(),
        context.now(),
        context.scope(),
        columns,
        repositories,
        shown,
        List.of(),
        false,
        !context.evidence().isEmpty());
  }

  @Override
  public long write(OutputStream out, AuditFormat format) throws IOException {
    BufferedOutputStream buffer = new BufferedOutputStream(out, 64 * 1024);
    RowWriter writer = format.writer(buffer, title);
    for (ViewRow row : rows) {
      writer.write(row);
    }
    writer.finish(isComplete);
    buffer.flush();
    return rows.size();
  }
}
