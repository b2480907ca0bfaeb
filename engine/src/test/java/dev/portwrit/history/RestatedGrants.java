package dev.portwrit.history;

import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Workspaces that say much the same: who may do something is said of narrower patterns or wider
 * ones, by name or by a group, for a while or for good, so that between two of them the form of an
 * access changes more often than the access.
 */
final class RestatedGrants {
  private static final String ALWAYS =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      team: acme/devs
      members: [bob]
      """;

  private RestatedGrants() {}

  static Arbitrary<Workspace> workspaces() {
    return Combinators.combine(
            grant().list().ofMinSize(1).ofMaxSize(4), Arbitraries.of("", "", protection()))
        .as((grants, protection) -> workspace(ALWAYS + String.join("", grants) + protection));
  }

  private static Arbitrary<String> grant() {
    return Combinators.combine(
            Arbitraries.of("acme/**", "acme/pay/**", "acme/pay/*", "acme/pay/api", "acme/*/api"),
            Arbitraries.of("pull", "push", "maintain"),
            Arbitraries.of("user:bob", "user:bob", "team:acme/devs", "organization:acme"),
            Arbitraries.of(
                "",
                "",
                "",
                ", expires: 2026-06-16, reason: audit",
                ", expires: 2026-06-18, reason: audit"))
        .as(
            (where, role, who, expires) ->
                "---\nrepositories: %s\ngrants: [{role: %s, to: ['%s']%s}]\n"
                    .formatted(where, role, who, expires));
  }

  private static String protection() {
    return """
        ---
        protection: acme/releases
        repositories: ['acme/pay/**']
        tags: ['v*']
        rule: restricted
        to: ['user:ada']
        """;
  }

  private static Workspace workspace(String text) {
    return new PolicyCompiler(Set.of())
        .compile(
            List.of(
                PolicyFile.of("portwrit.yaml", "version: 1\n"), PolicyFile.of("acme.yaml", text)))
        .workspace()
        .orElseThrow();
  }
}
