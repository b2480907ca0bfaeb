package dev.portwrit.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

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
    this.title =
        new ReportTitle(
            name,
            context.revision(),
            context.now(),
            context.scope(),
            columns,
            columns,
            List.of(),
            false,
            !context.evidence().isEmpty());
    this.rows = rows;
    this.isComplete = isComplete;
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
