package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The rules between documents whose patterns have to overlap, or must not. */
final class Overlaps {
  private final Findings findings;
  private final Work work;

  Overlaps(Findings findings, Work work) {
    this.findings = findings;
    this.work = work;
  }

  /** Reports each pattern of an exception that does not overlap any of its protection's. */
  void check(Draft.ProtectionException exception, Draft.Protection protection) {
    if (!protection.complete()) {
      return;
    }
    for (Placed<RepositoryPattern> pattern : exception.repositories()) {
      if (!overlapsSome(pattern.value(), protection.repositories())) {
        findings.error(
            pattern.place(),
            Code.NO_OVERLAP,
            "repositories "
                + Printable.quote(pattern.value().value())
                + " are not among those that the protection reaches",
            "the protection is at " + protection.place());
      }
    }
    for (Placed<TagPattern> pattern : exception.tags()) {
      if (!overlapsSomeTag(pattern.value(), protection.tags())) {
        findings.error(
            pattern.place(),
            Code.NO_OVERLAP,
            "tags "
                + Printable.quote(pattern.value().value())
                + " are not among those that the protection reaches",
            "the protection is at " + protection.place());
      }
    }
  }

  /**
   * Reports regular expressions of a protection that a registry would have to keep by itself and
   * cannot. Only registries with tag rules of their own are asked; where there are none, the
   * gateway keeps every protection or nobody does.
   */
  void checkExpressions(
      Collection<Definitions.Owned<Draft.Protection>> protections,
      Collection<Draft.Registry> registries) {
    List<Draft.Registry> unable =
        registries.stream().filter(one -> !keepsExpressions(one.registry())).toList();
    protections.stream()
        .map(Definitions.Owned::draft)
        .filter(one -> one.enforcement() == Enforcement.DENY)
        .forEach(one -> expressions(one).forEach(tag -> check(tag, one, unable)));
  }

  private void check(
      Placed<TagPattern> expression, Draft.Protection protection, List<Draft.Registry> unable) {
    if (work.isExceeded()) {
      return;
    }
    for (Draft.Registry registry : unable) {
      if (reaches(protection, registry) && !work.isExceeded()) {
        findings.error(
            expression.place(),
            Code.EXPRESSION_NOT_KEPT,
            "registry `"
                + registry.name().value()
                + "` cannot keep the regular expression "
                + Printable.quote(expression.value().value()),
            "write patterns with `*`, or set `gateway: true` at " + registry.place());
      }
    }
  }

  private static List<Placed<TagPattern>> expressions(Draft.Protection protection) {
    return protection.tags().stream().filter(tag -> tag.value().isExpression()).toList();
  }

  private static boolean keepsExpressions(Registry registry) {
    return switch (registry.type()) {
      case ECR, HARBOR -> registry.gateway();
      case DOCKER_HUB, ZOT, DISTRIBUTION -> true;
    };
  }

  /**
   * Reports webhooks that nobody would call: the repositories live in registries, and none of these
   * has webhooks of its own that are managed. Where no registry holds them yet, nothing is said.
   */
  void checkWebhooks(Draft.Repositories document, Collection<Draft.Registry> registries) {
    List<Draft.Registry> holding =
        registries.stream()
            .filter(one -> overlapsSome(document.pattern().value(), one.repositories()))
            .toList();
    boolean isCalled = holding.stream().anyMatch(one -> callsWebhooks(one.registry().type()));
    if (holding.isEmpty() || isCalled || work.isExceeded()) {
      return;
    }
    String names =
        holding.stream()
            .map(one -> "`" + one.name().value() + "` (" + one.registry().type() + ")")
            .collect(Collectors.joining(", "));
    findings.warning(
        document.nativeWebhooks().orElseThrow().place(),
        Code.WEBHOOK_NOT_CALLED,
        "`native-webhooks` do nothing for "
            + Printable.quote(document.pattern().value().value())
            + ": its registries call none: "
            + names,
        "only registries of type `docker-hub` do; `webhooks` are called by the gateway");
  }

  private static boolean callsWebhooks(Registry.Type type) {
    return switch (type) {
      case DOCKER_HUB -> true;
      case ECR, HARBOR, ZOT, DISTRIBUTION -> false;
    };
  }

  private boolean reaches(Draft.Protection protection, Draft.Registry registry) {
    for (Placed<RepositoryPattern> pattern : protection.repositories()) {
      if (overlapsSome(pattern.value(), registry.repositories())) {
        return true;
      }
    }
    return false;
  }

  // What may not be compared any more is taken to overlap; that there was too much is reported.
  private boolean overlapsSome(RepositoryPattern pattern, List<Placed<RepositoryPattern>> others) {
    for (Placed<RepositoryPattern> other : others) {
      if (!work.allows(pattern.value(), other.value().value()) || pattern.overlaps(other.value())) {
        return true;
      }
    }
    return false;
  }

  private boolean overlapsSomeTag(TagPattern pattern, List<Placed<TagPattern>> others) {
    for (Placed<TagPattern> other : others) {
      if (!work.allows(pattern.value(), other.value().value()) || pattern.overlaps(other.value())) {
        return true;
      }
    }
    return false;
  }
}
