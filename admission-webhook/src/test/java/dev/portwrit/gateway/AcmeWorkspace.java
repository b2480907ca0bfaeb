package dev.portwrit.gateway;

import dev.portwrit.neighbour.RegistryKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of policy files for integration tests: one company, {@code acme}, whose team {@code pay}
 * pushes, whose tags {@code v*} are immutable, whose tag {@code stable} is the release team's. What
 * {@code dee} had in {@code acme/lab/**} has expired. The company {@code umbrella} has no part in
 * the registry.
 */
final class AcmeWorkspace {
  private static final String ORGANIZATION =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee, eve]
      ---
      team: acme/pay
      members: [bob, cy, service:ci]
      ---
      team: acme/release
      members: [bob]
      ---
      service: acme/ci
      """;

  private static final String UMBRELLA =
      """
      organization: umbrella
      owners: [uma]
      """;

  private static final String PAY =
      """
      repositories: acme/pay/**
      grants:
        - {role: push, to: [team:pay]}
        - {role: pull, to: [organization:acme]}
      ---
      repository: acme/site
      visibility: public
      ---
      repositories: acme/lab/**
      grants:
        - {role: push, to: [user:dee], expires: 2020-12-31}
      """;

  private static final String PROTECTIONS =
      """
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      protection: acme/stable
      repositories: [acme/pay/*]
      tags: [stable]
      rule: restricted
      to: [team:release]
      ---
      protection: acme/nightlies
      repositories: [acme/pay/*]
      tags: [nightly-*]
      rule: immutable
      enforce: warn
      ---
      exception: acme/rebuild-1-4-2
      protection: acme/releases
      repositories: [acme/pay/api]
      tags: [v1.4.2]
      to: [user:bob]
      expires: 2999-12-31
      reason: base image rebuilt
      """;

  private final Path folder;

  private AcmeWorkspace(Path folder) {
    this.folder = folder;
  }

  /** Writes the files; the registry is called {@code local}, and is one of Distribution. */
  static AcmeWorkspace in(Path folder, URI upstream, Path username, Path password)
      throws IOException {
    return in(folder, RegistryKind.DISTRIBUTION, upstream, username, password);
  }

  /** The same with a registry of some kind. */
  static AcmeWorkspace in(
      Path folder, RegistryKind kind, URI upstream, Path username, Path password)
      throws IOException {
    Files.createDirectories(folder);
    AcmeWorkspace workspace = new AcmeWorkspace(folder);
    workspace.write("portwrit.yaml", "version: 1\n");
    workspace.write("acme.yaml", ORGANIZATION);
    workspace.write("umbrella.yaml", UMBRELLA);
    workspace.write("pay.yaml", PAY);
    workspace.write("protections.yaml", PROTECTIONS);
    workspace.write(
        "registry.yaml",
        """
        registry: local
        type: %s
        url: %s
        repositories: [acme/**]
        gateway: true
        credentials: {username: 'file:%s', token: 'file:%s'}
        """
            .formatted(kind.type(), upstream, username, password));
    return workspace;
  }

  Path folder() {
    return folder;
  }

  /** Takes every grant in {@code acme/pay/**} away. */
  void revokeGrants() throws IOException {
    write("pay.yaml", PAY.replaceAll("(?m)^grants:\n(  - .*\n)+", ""));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
