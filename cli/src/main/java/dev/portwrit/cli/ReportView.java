package dev.portwrit.cli;

import dev.portwrit.audit.DriftView;
import dev.portwrit.audit.EverView;
import dev.portwrit.audit.ExpiryView;
import dev.portwrit.audit.OrphanView;
import dev.portwrit.audit.Report;
import dev.portwrit.audit.UnusedView;
import dev.portwrit.audit.UseLog;
import dev.portwrit.audit.ViewContext;
import dev.portwrit.audit.Views;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The views of the report, by the words of {@code --view}. */
final class ReportView {
  static final List<String> NAMES =
      List.of(
          "access",
          "who-can",
          "what-can",
          "matrix",
          "ever",
          "drift",
          "orphans",
          "expiring",
          "unused");

  private static final List<String> LIVE =
      List.of("access", "who-can", "matrix", "drift", "orphans");

  private static final String SOON = "P30D";

  private final Invocation invocation;
  private final PolicySource source;
  private final ReportOrder order;
  private final ViewContext context;
  private final boolean mayRemember;
  private final List<String> unknown = new ArrayList<>();
  private final List<String> lacking = new ArrayList<>();

  ReportView(
      Invocation invocation,
      PolicySource source,
      ReportOrder order,
      ViewContext context,
      boolean mayRemember) {
    this.mayRemember = mayRemember;
    this.invocation = invocation;
    this.source = source;
    this.order = order;
    this.context = context;
  }

  /** Whether what a live registry allows is part of a view. */
  static boolean isLive(String name) {
    return LIVE.contains(name);
  }

  /** What this clone could not tell, as it lacks commits, one line each, once it was made. */
  List<String> lacking() {
    return List.copyOf(lacking);
  }

  /** What else could not be told, one line each, once the report was made. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** The view of a name. */
  Report of(String name) throws Failure {
    return switch (name) {
      case "who-can" -> Views.whoCan(context);
      case "what-can" -> Views.whatCan(context);
      case "matrix" -> Views.matrix(context);
      case "orphans" -> orphans();
      case "expiring" -> ExpiryView.of(context, soon());
      case "drift" -> drift();
      case "unused" -> unused();
      case "ever" -> ever();
      default ->
          throw Failure.wrong(
              "there is no view `" + name + "`", "views are `" + String.join("`, `", NAMES) + "`");
    };
  }

  private Report orphans() throws Failure {
    if (order.has(ReportOrder.REPOSITORY) || order.has(ReportOrder.SUBJECT)) {
      throw Failure.wrong(
          "the view `orphans` is of the whole workspace",
          "leave out `--repository` and `--subject`");
    }
    return OrphanView.of(context);
  }

  private Report drift() throws Failure {
    if (context.evidence().live().isEmpty()) {
      throw Failure.wrong(
          "the view `drift` is of a live registry", "name one with `--registry NAME`");
    }
    return DriftView.of(context);
  }

  private Report unused() throws Failure {
    UseLog log =
        context
            .evidence()
            .uses()
            .orElseThrow(
                () ->
                    Failure.wrong(
                        "the view `unused` needs what was done",
                        "name the decision log of a gateway with `--decision-log FOLDER`"));
    UnusedView view = UnusedView.of(context, log);
    unknown.addAll(view.unknown());
    return view.report();
  }

  private Instant soon() throws Failure {
    String within = order.value(ReportOrder.WITHIN).orElse(SOON);
    try {
      Instant soon = context.now().atOffset(ZoneOffset.UTC).plus(Period.parse(within)).toInstant();
      if (soon.isBefore(context.now())) {
        throw Failure.wrong(
            "`" + within + "` goes back: what expired is not soon",
            "write `--within P30D`, or look at an earlier date by `--at`");
      }
      return soon;
    } catch (DateTimeException e) {
      throw Failure.wrong(
          "`" + within + "` is not a number of days", "write `--within P30D`, or `P3M`");
    }
  }

  private Report ever() throws Failure {
    String between =
        order
            .value(ReportOrder.BETWEEN)
            .orElseThrow(
                () ->
                    Failure.wrong(
                        "the view `ever` is between two dates",
                        "say `--between 2026-01-01..2026-03-31`"));
    String[] ends = between.split("\\.\\.", -1);
    Optional<Instant> from = ends.length == 2 ? instant(ends[0], 0) : Optional.empty();
    Optional<Instant> to = ends.length == 2 ? instant(ends[1], 1) : Optional.empty();
    if (from.isEmpty() || to.isEmpty() || !from.get().isBefore(to.get())) {
      throw Failure.wrong(
          "`" + between + "` is no time between two dates",
          "say `--between 2026-01-01..2026-03-31`; both days belong to it");
    }
    try {
      Optional<GitHistory> git = source.history();
      if (git.isEmpty() || !source.isFollowedByCommit()) {
        throw Failure.wrong(
            "`" + source.origin() + "` is a plain folder: it has no history",
            "put the policies into Git, or name a repository with `-C`");
      }
      Revision tip =
          context.revision().isEmpty() ? Revision.CURRENT : new Revision.Named(context.revision());
      BranchLine line = git.get().branchLine(tip);
      EverView ever =
          EverView.of(
              context, line, PastCommits.of(invocation, source, mayRemember), from.get(), to.get());
      lacking.addAll(ever.unknown());
      return ever.report();
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  // A date is whole: from its begin, and to the begin of the day behind it.
  private static Optional<Instant> instant(String text, int days) {
    try {
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
