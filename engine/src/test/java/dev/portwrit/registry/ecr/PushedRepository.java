package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.ecr.EcrRepositories.Making;
import dev.portwrit.source.PolicyFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies that declare one repository with everything that can be said of one. */
final class PushedRepository {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String POLICY =
      """
      organization: pay
      members: [bob]
      ---
      user: bob
      accounts: {ecr: arn:aws:iam::123456789012:user/bob}
      ---
      repository: %s
      grants:
        - {role: push, to: [user:bob]}
      ---
      protection: pay/releases
      repositories: [pay/**]
      tags: [v*]
      rule: immutable
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      engine: arn:aws:iam::123456789012:role/engine
      scan-on-push: true
      resource-tags: {team: pay}
      mode: authoritative
      repositories: ["pay/**"]
      """;

  private final RepositoryName name;
  private final PolicyIndex index;

  PushedRepository(String name) {
    this.name = new RepositoryName(name);
    Workspace workspace =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of(PolicyCompiler.SETTINGS_FILE, "version: 1\n"),
                    PolicyFile.of("pay.yaml", POLICY.formatted(name))))
            .workspace()
            .orElseThrow();
    this.index = PolicyIndex.of(workspace);
  }

  RepositoryName name() {
    return name;
  }

  Registry registry() {
    return index.workspace().registries().get(0);
  }

  Making makeBy(EcrRepositories repositories) {
    return repositories.make(index, registry(), name, NOW);
  }

  /** What an apply would still do to it. */
  List<Step> differences(NativeState live) {
    EcrForm form = new EcrForm(registry(), Optional.empty());
    List<Step> steps = new ArrayList<>();
    form.desired(index, live, Registry.Mode.AUTHORITATIVE, NOW)
        .targets()
        .forEach(
            (id, target) -> {
              if (id.name().equals(name.value())) {
                steps.addAll(form.steps(id, live.at(id), target));
              }
            });
    return steps;
  }
}
