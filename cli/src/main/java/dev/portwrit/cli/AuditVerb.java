package dev.portwrit.cli;

import dev.portwrit.audit.AuditFormat;
import dev.portwrit.audit.AuditReport;
import dev.portwrit.audit.AuditScope;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.history.AccessOrigins;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.source.CommitInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code audit}: who can do what, by which path. */
final class AuditVerb implements Verb {
  private static final String REGISTRY = "registry";
  private static final String REPOSITORY = "repository";
  private static final String SUBJECT = "subject";
  private static final String NO_HISTORY = "no-history";

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
    return List.of(
        CommonOptions.value(null, REGISTRY, "NAME", "only what lives in this registry"),
        CommonOptions.value(null, REPOSITORY, "NAME", "only what reaches this repository"),
        CommonOptions.value(null, SUBJECT, "SUBJECT", "only what this subject can do"),
        CommonOptions.flag(
            null, NO_HISTORY, "do not look for the commits by which access came to be"));
  }

  @Override
  public List<String> formats() {
    return List.of("text", "json", "ndjson", "csv", "markdown");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    AuditFormat format = AuditFormat.parse(invocation.format()).orElseThrow();
    Policy policy = PolicyOpener.open(invocation);
    AuditScope scope = scope(invocation, policy);
    String revision = policy.commit().map(CommitInfo::id).orElse("");
    Optional<AccessOrigins> origins =
        invocation.has(NO_HISTORY)
            ? Optional.empty()
            : Origins.of(
                invocation, policy.index(), policy.commit().map(CommitInfo::id), policy.now());
    try {
      new AuditReport(policy.index(), revision, policy.now(), scope, origins)
          .write(invocation.console().data(), format);
    } catch (IOException e) {
      throw Failure.undetermined(
          "the report could not be written: " + IoReason.of(e),
          "look at the disk and at whoever reads it; what was written is not a whole report");
    }
    List<String> unknown = origins.map(AccessOrigins::unknown).orElse(List.of());
    unknown.forEach(cause -> invocation.console().warning("some origins are unknown: " + cause));
    return unknown.isEmpty() ? ExitCode.YES : ExitCode.UNDETERMINED;
  }

  private static AuditScope scope(Invocation invocation, Policy policy) throws Failure {
    Optional<String> registry = invocation.value(REGISTRY);
    Optional<String> repository = invocation.value(REPOSITORY);
    Optional<String> subject = invocation.value(SUBJECT);
    if (registry.isPresent()) {
      requireRegistry(registry.get(), policy);
    }
    Optional<RepositoryName> name =
        repository.isPresent()
            ? Optional.of(QuestionText.repository(repository.get()))
            : Optional.empty();
    Optional<Subject> who =
        subject.isPresent() ? Optional.of(QuestionText.subject(subject.get())) : Optional.empty();
    return new AuditScope(registry, name, who);
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
