package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Protection;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.util.List;
import java.util.SortedMap;

/**
 * Finds what is there in ECR besides repositories and their policies, and undoes what policy says.
 */
final class NativeFindings {
  private final EcrContext context;
  private final RegistryFindings findings;

  NativeFindings(EcrContext context, RegistryFindings findings) {
    this.context = context;
    this.findings = findings;
  }

  void report(PolicyIndex index, NativeState live, SortedMap<String, RepositoryName> governed) {
    for (ObjectId id : live.objects().keySet()) {
      Reading reading = live.at(id);
      if (reading instanceof Reading.Present present) {
        report(index, live, id, present.content(), governed);
      } else if (reading instanceof Reading.Unknown unknown) {
        reportUnknown(id.kind() + " `" + id.name() + "`", unknown.reason());
      }
    }
    live.gaps().forEach(gap -> reportUnknown("some `" + gap.kind() + "`", gap.reason()));
  }

  private void report(
      PolicyIndex index,
      NativeState live,
      ObjectId id,
      String content,
      SortedMap<String, RepositoryName> governed) {
    switch (id.kind()) {
      case EcrObjects.LIFECYCLE_POLICY -> {
        RepositoryName name = governed.get(id.name());
        if (name != null) {
          reportLifecycle(index, name, id.name(), content);
        }
      }
      case EcrObjects.REGISTRY_POLICY_SCOPE -> {
        if (RegistryPolicyScope.of(live) == RegistryPolicyScope.V1) {
          reportScope();
        }
      }
      case EcrObjects.PULL_THROUGH_CACHE ->
          reportWayIn("the pull-through cache of `" + id.name() + "` brings images");
      case EcrObjects.REPLICATION -> {
        if (!content.matches("\\{\\s*}|\\{\"rules\":\\[]}")) {
          reportWayIn("replication brings images to other registries, or from them");
        }
      }
      default -> {
        // The others are looked at where they matter.
      }
    }
  }

  private void reportScope() {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_SCOPE,
        "the policy of the registry `"
            + context.registry().name()
            + "` has no say in pulls, pushes and deletes: its scope is `V1`",
        "let it reach every request: `aws ecr put-account-setting --name REGISTRY_POLICY_SCOPE"
            + " --value V2`, or keep no such statements in it");
  }

  private void reportLifecycle(
      PolicyIndex index, RepositoryName name, String nativeName, String content) {
    List<TagPattern> kept =
        index.protectionsReaching(name).stream()
            .filter(LifecycleRules::concern)
            .map(Protection::tags)
            .flatMap(List::stream)
            .toList();
    if (!kept.isEmpty() && LifecycleRules.mayExpire(content, kept) != Truth.NO) {
      findings.error(
          context.registry().place(),
          Code.NATIVE_LIFECYCLE,
          "the lifecycle policy of `" + nativeName + "` may expire tags that a protection keeps",
          "let its rules select other tags, or untagged images only");
    }
  }

  private void reportWayIn(String what) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_WAY_IN,
        what + " past what policy says of pushes to `" + context.registry().name() + "`",
        "keep it to names that are not governed, or let it be if it is meant");
  }

  private void reportUnknown(String what, String reason) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_UNKNOWN,
        what + " of `" + context.registry().name() + "` could not be told: " + reason,
        "mend what hinders it; until then nothing is changed there");
  }
}
