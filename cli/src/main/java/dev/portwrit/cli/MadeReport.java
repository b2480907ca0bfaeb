package dev.portwrit.cli;

import dev.portwrit.audit.AuditReport;
import dev.portwrit.audit.Evidence;
import dev.portwrit.audit.KnownCommits;
import dev.portwrit.audit.LiveEvidence;
import dev.portwrit.audit.Report;
import dev.portwrit.audit.ViewContext;
import dev.portwrit.history.Origin;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A report that can be written.
 *
 * @param name which report, such as {@code access}
 * @param report what it says
 * @param commit the commit of the policies, empty if they are not committed
 * @param now the instant at which expiry is judged
 * @param evidence what the policies are held against
 * @param unknown what could not be told, one line each
 * @param lacking those of them that this clone could not tell, as it lacks commits; all others are
 *     the same wherever the report is made
 */
record MadeReport(
    String name,
    Report report,
    String commit,
    Instant now,
    Evidence evidence,
    List<String> unknown,
    List<String> lacking) {
  MadeReport {
    unknown = List.copyOf(unknown);
    lacking = List.copyOf(lacking);
  }

  /**
   * Makes a report of policies that were read from a place that is still open.
   *
   * @param evidence what the policies are held against
   * @param mayRemember whether what earlier processes compiled, and found of the history, may be
   *     used
   */
  static MadeReport of(
      Invocation invocation,
      PolicySource source,
      Policy policy,
      ReportOrder order,
      Evidence evidence,
      boolean mayRemember)
      throws Failure {
    if (order.has(ReportOrder.REGISTRY)) {
      AuditVerb.requireRegistry(order.value(ReportOrder.REGISTRY).orElseThrow(), policy);
    }
    Optional<String> commit = policy.commit().map(CommitInfo::id);
    List<String> unknown = new ArrayList<>();
    List<String> lacking = new ArrayList<>();
    Report report;
    if (order.view().equals("access")) {
      Optional<Origins> origins =
          order.has(ReportOrder.NO_HISTORY)
              ? Optional.empty()
              : Origins.of(
                  invocation,
                  source,
                  policy.index(),
                  commit,
                  policy.now(),
                  order.scope().subject(),
                  evidence.records(),
                  mayRemember);
      AuditReport access =
          new AuditReport(
              policy.index(),
              commit.orElse(""),
              policy.now(),
              order.scope(),
              origins.map(Origins::access),
              origins.map(Origins::commits).orElse(KnownCommits.NONE),
              evidence);
      for (Origin.Unknown one : access.unknownOrigins()) {
        String cause = "some origins are unknown: " + one.cause();
        (one.isOfClone() ? lacking : unknown).add(cause);
      }
      report = access;
    } else {
      ReportView view =
          new ReportView(
              invocation,
              source,
              order,
              new ViewContext(
                  policy.index(), commit.orElse(""), policy.now(), order.scope(), evidence),
              mayRemember);
      report = view.of(order.view());
      unknown.addAll(view.unknown());
      lacking.addAll(view.lacking());
    }
    unknown.addAll(0, lacking);
    evidence.live().map(LiveEvidence::unknown).orElse(List.of()).stream()
        .map(cause -> "some of the registry is unknown: " + cause)
        .forEach(unknown::add);
    return new MadeReport(
        order.view(), report, commit.orElse(""), policy.now(), evidence, unknown, lacking);
  }
}
