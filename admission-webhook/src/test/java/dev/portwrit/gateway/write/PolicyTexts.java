package dev.portwrit.gateway.write;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicyFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policies that tests of writes are judged by. */
final class PolicyTexts {
  /** Bob pushes, cy and dee maintain, eve pulls; dee alone releases. */
  static final String ROLES =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee, eve]
      ---
      team: acme/release
      members: [dee]
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:bob]}
        - {role: maintain, to: [user:cy, user:dee]}
        - {role: pull, to: [user:eve]}
      """;

  /** Nobody moves or deletes {@code v*}. */
  static final String RELEASES =
      """
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      """;

  /** Only dee writes {@code stable}. */
  static final String STABLE =
      """
      ---
      protection: acme/stable
      repositories: [acme/**]
      tags: [stable]
      rule: restricted
      to: [team:release]
      """;

  /** Moving {@code w*} warns. */
  static final String WARNED =
      """
      ---
      protection: acme/warned
      repositories: [acme/**]
      tags: [w*]
      rule: immutable
      enforce: warn
      """;

  /** Cy may move and delete {@code v1} until December. */
  static final String EXCEPTION =
      """
      ---
      exception: acme/rebuild
      protection: acme/releases
      repositories: [acme/**]
      tags: [v1]
      to: [user:cy]
      expires: 2026-12-01
      reason: base image rebuilt
      """;

  static final String ALL = ROLES + RELEASES + STABLE + WARNED;

  private PolicyTexts() {}

  /** The policy of a text, under a version that is its hash. */
  static WritePolicy policy(String text) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("acme.yaml", text)));
    return new WritePolicy(
        PolicyIndex.of(
            compilation
                .workspace()
                .orElseThrow(() -> new AssertionError(compilation.problems().toString()))),
        Integer.toHexString(text.hashCode()),
        Optional.empty());
  }
}
