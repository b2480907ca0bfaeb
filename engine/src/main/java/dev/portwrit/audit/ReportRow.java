package dev.portwrit.audit;

import java.util.List;

/** One line of a report. */
interface ReportRow {
  /** What a column says that is not known. */
  String UNKNOWN = "unknown";

  /** A cell for each column, as it is, not yet quoted for any format. */
  List<String> cells();

  /** The row as a person reads it, one line. */
  String text();

  /** A cell for each column of the table that people read. */
  List<String> shown();
}
