package dev.portwrit.gateway.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.DebianRegistry;
import dev.portwrit.neighbour.Htpasswd;
import dev.portwrit.neighbour.RunningRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mixed traffic before Debian's docker-registry. No build runs it by itself; {@code bin/check
 * --soak} does, for ten minutes.
 */
class SoakRun {
  static final Credentials REGISTRY_LOGIN = new Credentials("gateway", "upstream-secret");

  private static final Duration DURATION =
      Duration.parse(System.getProperty("portwrit.soak.duration", "PT10M"));

  /** Ten for each third, whose median counts. */
  private static final int ROUNDS = 30;

  private static final int CLIENTS = 8;

  @TempDir Path folder;

  @Test
  void mixedTraffic_isAnsweredAsDue_andNothingGrows() throws Exception {
    try (RunningRegistry registry =
        DebianRegistry.start(folder.resolve("upstream"), REGISTRY_LOGIN)) {
      Path users =
          Htpasswd.write(
              folder.resolve("users"),
              Stream.of("ada", "bob", "cy", "eve", "mallory")
                  .map(Answers::login)
                  .toArray(Credentials[]::new));
      new RegistryClient(registry.url(), "Authorization", REGISTRY_LOGIN.authorization())
          .pushImage("acme/flip", "v1", "flip");
      SoakPolicies policies = new SoakPolicies(folder, registry.url(), REGISTRY_LOGIN);
      try (GatewayProcess gateway = GatewayProcess.start(folder, policies.url(), users)) {
        soak(gateway, registry.url(), policies);
      }
    }
  }

  private static void soak(GatewayProcess gateway, URI registry, SoakPolicies policies)
      throws Exception {
    AtomicLong protectedTags = new AtomicLong();
    RegistryClient cy =
        new RegistryClient(gateway.clients(), "Authorization", Answers.login("cy").authorization());
    List<SoakClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      SoakClient client =
          new SoakClient(i, gateway.clients(), gateway.admin(), registry, protectedTags);
      client.prepare(cy);
      clients.add(client);
    }
    Traffic traffic = new Traffic(clients, new PolicyChanges(policies, gateway.clients()));
    Figures figures = new Figures(gateway);
    for (int round = 0; round < ROUNDS; round++) {
      traffic.round(DURATION.dividedBy(ROUNDS));
      assertThat(traffic.errors()).isEmpty();
      figures.measure(protectedTags.get());
    }
    System.out.println(table(traffic, figures, protectedTags.get()));
    assertThat(figures.grown()).as("grew").isEmpty();
    assertThat(traffic.slower()).as("became slower").isEmpty();
  }

  private static String table(Traffic traffic, Figures figures, long protectedTags) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%n%,d steps by %d clients in %s, %,d protected tags in the end"
            .formatted(traffic.count(), CLIENTS, DURATION, protectedTags));
    lines.add(
        "%-28s%12s%12s%12s%12s".formatted("medians of", "1st third", "2nd", "3rd", "allowed"));
    lines.addAll(figures.rows());
    lines.add("");
    lines.addAll(traffic.rows());
    return String.join("\n", lines);
  }
}
