package dev.portwrit.audit;

import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Of which registries decision logs tell all that is done there. */
final class LogCoverage {
  private final UseLog log;
  private final List<Registry> all;
  private final List<Registry> asked;

  LogCoverage(ViewContext context, UseLog log) {
    this.log = log;
    this.all = context.index().workspace().registries();
    AuditScope scope = context.scope();
    this.asked = all.stream().filter(one -> scope.isOf(one.name()) && scope.mayHold(one)).toList();
  }

  /** Why repositories may be used without a line in a log, one line each; empty if they cannot. */
  List<String> untold(RepositoryPattern repositories) {
    List<Registry> holders =
        asked.stream()
            .filter(one -> one.repositories().stream().anyMatch(repositories::overlaps))
            .toList();
    if (holders.isEmpty()) {
      return List.of("no registry of the policies holds " + repositories + ": no log tells of it");
    }
    return holders.stream().filter(one -> !isTold(one)).map(this::cause).toList();
  }

  private boolean isTold(Registry one) {
    return one.gateway() && isOf(one);
  }

  // A log that does not say of which registry it is, is of the only one that there is.
  private boolean isOf(Registry one) {
    return log.isOf(one.name()) || (all.size() == 1 && log.isOfAny());
  }

  private String cause(Registry one) {
    String unknown = ": what is used there is unknown";
    return isOf(one)
        ? "the registry `"
            + one.name()
            + "` may be reached past its gateway (it is not `gateway:"
            + " true`)"
            + unknown
        : "no decision log that was given says that it is of the registry `"
            + one.name()
            + "` alone"
            + unknown;
  }

  /** The registries that the logs are of, by their own word, as a cell has them. */
  String registries() {
    return joined(log.logs().stream().flatMap(one -> one.registries().stream()));
  }

  /** The gateways whose logs they are, as a cell has them. */
  String instances() {
    return joined(log.logs().stream().map(UseLog.Log::instance));
  }

  private static String joined(Stream<String> names) {
    return names.distinct().sorted().collect(Collectors.joining(", "));
  }
}
