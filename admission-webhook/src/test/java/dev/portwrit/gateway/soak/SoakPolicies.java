package dev.portwrit.gateway.soak;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.source.RealGit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policies in a repository of Git, one file of which is changed again and again. */
final class SoakPolicies {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, eve]
      ---
      repositories: acme/pay/**
      grants:
        - {role: push, to: [user:bob, user:cy]}
        - {role: pull, to: [organization:acme]}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      """;

  private static final String REGISTRY =
      """
      registry: local
      type: distribution
      url: %s
      repositories: [acme/**]
      gateway: true
      credentials: {username: 'file:%s', token: 'file:%s'}
      """;

  private final RealGit remote;
  private final RealGit work;
  private int changes;

  /** Makes the repository; its registry is called {@code local}. */
  SoakPolicies(Path folder, URI registry, Credentials login) throws IOException {
    Path username = Files.writeString(folder.resolve("username"), login.username());
    Path password = Files.writeString(folder.resolve("password"), login.password());
    remote = RealGit.initBare(folder.resolve("remote.git"));
    work = remote.cloneTo(folder.resolve("work"));
    work.write("portwrit.yaml", "version: 1\n")
        .write("acme.yaml", ACME)
        .write("registry.yaml", REGISTRY.formatted(registry, username, password));
    letEvePull(false);
  }

  String url() {
    return remote.folder().toUri().toString();
  }

  /** Says by a commit whether {@code eve} may pull {@code acme/flip}. */
  void letEvePull(boolean may) {
    String grant = may ? "grants:\n  - {role: pull, to: [user:eve]}\n" : "";
    work.write("flip.yaml", "repository: acme/flip\n" + grant + "# " + changes++ + "\n");
    work.commit("change " + changes);
    work.push();
  }
}
