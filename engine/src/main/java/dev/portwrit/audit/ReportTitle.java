package dev.portwrit.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a report says of itself.
 *
 * @param name which report, one word
 * @param revision what the policies are of, empty if that has no name
 * @param now the instant at which expiry is judged
 * @param scope what part of it is reported
 * @param columns the names of the columns, in order
 * @param repositories of a matrix the columns behind them, each a repository; empty for all others
 * @param shown the names of the columns of the table that people read
 * @param unknown the columns that are not known of any row
 * @param hasHistory whether it says by what commits access came to be
 * @param hasEvidence whether it holds policy against anything else
 */
record ReportTitle(
    String name,
    String revision,
    Instant now,
    AuditScope scope,
    List<String> columns,
    Optional<List<String>> repositories,
    List<String> shown,
    List<String> unknown,
    boolean hasHistory,
    boolean hasEvidence) {
  /**
   * The names of all columns, one for each cell of a row. A repository may be called as another.
   */
  List<String> allColumns() {
    List<String> all = new ArrayList<>(columns);
    repositories.ifPresent(all::addAll);
    return all;
  }

  /** The last line that people read. */
  String ending(long rows, boolean isComplete) {
    String over = hasEvidence ? "" : " over the policy";
    return rows
        + (rows == 1 ? " row" : " rows")
        + (isComplete ? ", complete" + over : ", not complete: what is missing is `unknown`")
        + (unknown.isEmpty() ? "" : "; not known here: " + String.join(", ", unknown));
  }

  /** The first line that people read. */
  String heading() {
    String what = name.equals(AuditReport.NAME) ? "access by policy" : name;
    return what + (revision.isEmpty() ? "" : " of " + revision) + " at " + now;
  }
}
