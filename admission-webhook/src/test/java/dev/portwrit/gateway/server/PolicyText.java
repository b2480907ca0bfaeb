package dev.portwrit.gateway.server;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policies of the tests, as a person writes them. */
final class PolicyText {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, eve]
      ---
      service: acme/ci
      ---
      team: acme/pay
      members: [bob, service:ci]
      ---
      repository: acme/public
      visibility: public
      ---
      repository: acme/base
      grants:
        - {role: pull, to: [user:cy]}
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [team:pay]}
        - {role: pull, to: [user:cy]}
      ---
      repositories: acme/manifests/**
      grants:
        - {role: maintain, to: [team:pay]}
      ---
      protection: acme/releases
      repositories: [acme/pay/**]
      tags: [v*]
      rule: immutable
      """;

  private static final String OTHER =
      """
      organization: other
      owners: [zoe]
      """;

  /** A workspace in which nobody has anything. */
  static final Workspace EMPTY =
      new Workspace(
          Settings.NONE,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  private PolicyText() {}

  static Workspace workspace(URI registry, String type) {
    String hub =
        """
        registry: hub
        type: %s
        url: %s
        repositories: ["acme/**"]
        """
            .formatted(type, registry);
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", ACME),
                    PolicyFile.of("other.yaml", OTHER),
                    PolicyFile.of("registry.yaml", hub)));
    return compilation
        .workspace()
        .orElseThrow(() -> new IllegalStateException(compilation.problems().toString()));
  }

  static Registry registry(Workspace workspace) {
    return workspace.registries().get(0);
  }

  static PolicyView view(Workspace workspace) {
    return PolicyView.of(PolicyIndex.of(workspace), "0123abcd", "hub", Optional.empty());
  }
}
