package dev.portwrit.cli;

import dev.portwrit.audit.AuditFormat;
import dev.portwrit.audit.Evidence;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.policy.Registry;
import dev.portwrit.source.PolicySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.Option;

/** {@code audit}: who can do what, by which path. */
final class AuditVerb implements Verb {

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "report who can do what, by which path";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        CommonOptions.value(
            null,
            ReportOrder.REGISTRY,
            "NAME",
            "only what lives in this registry, and what it really allows"));
    options.add(
        CommonOptions.value(
            null, ReportOrder.REPOSITORY, "NAME", "only what reaches this repository"));
    options.add(
        CommonOptions.value(null, ReportOrder.SUBJECT, "SUBJECT", "only what this subject can do"));
    options.add(
        CommonOptions.flag(
            null,
            ReportOrder.NO_HISTORY,
            "do not look for the commits by which access came to be"));
    options.add(
        CommonOptions.value(
            null, ReportOrder.VIEW, "VIEW", "one of " + String.join(", ", ReportView.NAMES)));
    options.add(
        CommonOptions.value(
            null, ReportOrder.WITHIN, "PERIOD", "of the view expiring: how soon; P30D by default"));
    options.add(
        CommonOptions.value(
            null, ReportOrder.BETWEEN, "DATE..DATE", "of the view ever: from and to when"));
    options.add(
        CommonOptions.flag(null, ReportOrder.NO_LIVE, "do not ask the registry: policies alone"));
    options.add(LiveOptions.state());
    options.add(LiveOptions.statePassword());
    options.add(
        CommonOptions.value(
            null,
            EvidenceReading.DECISION_LOG,
            "FOLDER",
            "that of a gateway, for what was used and since when access is in force; one for each"));
    options.add(NotedHeads.option());
    options.addAll(ReportOutput.options());
    return options;
  }

  @Override
  public Set<String> repeatable() {
    return Set.of(EvidenceReading.DECISION_LOG, NotedHeads.HEAD);
  }

  @Override
  public List<String> formats() {
    return List.of("text", "json", "ndjson", "csv", "markdown", "html");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    AuditFormat format = AuditFormat.parse(invocation.format()).orElseThrow();
    ReportOrder order = ReportOrder.of(invocation);
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      Optional<ReportOutput> output = ReportOutput.of(invocation, source.origin());
      Policy policy =
          output.isPresent()
              ? PolicyOpener.committed(invocation, source)
              : PolicyOpener.open(invocation, source);
      Evidence evidence = new EvidenceReading(invocation, source, policy, order).read();
      MadeReport made = MadeReport.of(invocation, source, policy, order, evidence, true);
      long rows =
          output.isPresent()
              ? output.get().write(made, order, format)
              : print(invocation, made, format);
      made.unknown().forEach(invocation.console()::warning);
      if (!made.unknown().isEmpty()) {
        return ExitCode.UNDETERMINED;
      }
      return order.view().equals("drift") && rows > 0 ? ExitCode.NO : ExitCode.YES;
    }
  }

  private static long print(Invocation invocation, MadeReport made, AuditFormat format)
      throws Failure {
    try {
      return made.report().write(invocation.console().data(), format);
    } catch (IOException e) {
      throw Failure.undetermined(
          "the report could not be written: " + IoReason.of(e),
          "look at the disk and at whoever reads it; what was written is not a whole report");
    }
  }

  /** The registry of the workspace with this name. */
  static Registry requireRegistry(String name, Policy policy) throws Failure {
    List<Registry> registries = policy.index().workspace().registries();
    return registries.stream()
        .filter(registry -> registry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.wrong(
                    "the workspace has no registry `" + name + "`",
                    registries.isEmpty()
                        ? "define it in a document `registry: " + name + "`"
                        : "registries are `"
                            + String.join("`, `", registries.stream().map(Registry::name).toList())
                            + "`"));
  }
}
