package dev.portwrit.gateway.bypass;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a world: policies and users. */
final class WorldFiles {
  private static final String POLICY =
      """
      organization: acme
      owners: [owner]
      members: [keeper, pusher, reader, releaser]
      ---
      repositories: acme/pay/**
      grants:
        - {role: maintain, to: [user:keeper]}
        - {role: push, to: [user:pusher]}
        - {role: pull, to: [user:reader]}
      ---
      repository: acme/pub/site
      visibility: public
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      protection: acme/stable
      repositories: [acme/pay/*]
      tags: [stable]
      rule: restricted
      to: [user:releaser]
      """;

  private static final int CHEAPEST = 4;

  private WorldFiles() {}

  static Path policies(Path folder, URI registry, String type) throws IOException {
    Path policies = Files.createDirectories(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), POLICY);
    Path username = Files.writeString(folder.resolve("username"), "gateway");
    Path password = Files.writeString(folder.resolve("password"), Marks.UPSTREAM_PASSWORD);
    Files.writeString(
        policies.resolve("registry.yaml"),
        """
        registry: hub
        type: %s
        url: %s
        repositories: [acme/**]
        gateway: true
        credentials: {username: 'file:%s', token: 'file:%s'}
        """
            .formatted(type, registry, username, password));
    return policies;
  }

  static Path users(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Caller caller : Caller.values()) {
      if (caller != Caller.NOBODY) {
        lines.append(line(caller.id(), Logins.password(caller)));
      }
    }
    lines.append(line("victim", "victim-pw"));
    return Files.writeString(folder.resolve("users"), lines.toString());
  }

  private static String line(String name, String password) {
    return name + ":" + BCrypt.withDefaults().hashToString(CHEAPEST, password.toCharArray()) + "\n";
  }
}
