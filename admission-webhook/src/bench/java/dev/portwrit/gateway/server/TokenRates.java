package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.DockerAuthServer;
import dev.portwrit.neighbour.RegistryKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How many tokens a second the gateway issues over sixteen connections, and how many docker_auth
 * does, for the same users and grants. Each user asks for what the last grant of its own gives.
 */
public final class TokenRates {
  private static final int PEOPLE = 100;
  private static final Pattern TOKEN = Pattern.compile("\"token\" *: *\"[^.\"]+\\.([^.\"]+)\\.");

  private TokenRates() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    measure(new Grants(100, PEOPLE));
    measure(new Grants(10_000, PEOPLE));
  }

  private static void measure(Grants grants) throws Exception {
    try (SpeedWorld world = SpeedWorld.start(RegistryKind.DEBIAN::start, "distribution", grants)) {
      Optional<DockerAuthServer> peer = peer(world.folder(), grants);
      try {
        List<Throughput.Load> loads = new ArrayList<>();
        loads.add(load("gateway", world.gateway(), "/token", grants));
        peer.ifPresent(server -> loads.add(load("docker_auth", server.url(), "/auth", grants)));
        compare(grants, loads);
      } finally {
        peer.ifPresent(DockerAuthServer::close);
      }
    }
  }

  private static Optional<DockerAuthServer> peer(Path folder, Grants grants) throws Exception {
    TestCertificate signer = TestCertificate.in(Files.createDirectory(folder.resolve("peer")));
    Optional<DockerAuthServer> peer =
        DockerAuthServer.start(
            folder.resolve("peer"),
            signer.files().certificate(),
            signer.files().key(),
            grants.dockerAuth());
    if (peer.isEmpty()) {
      System.out.println(DockerAuthServer.ABSENT);
    }
    return peer;
  }

  private static void compare(Grants grants, List<Throughput.Load> loads) throws Exception {
    for (Throughput.Load load : loads) {
      Throughput.once("%,d grants, first login".formatted(grants.count()), load);
    }
    List<Throughput.Load> last = new ArrayList<>();
    for (Throughput.Load load : loads) {
      requireAccess(load);
      int end = load.asks().size();
      last.add(
          new Throughput.Load(
              load.name(),
              load.base(),
              load.asks().subList(end - Throughput.CONNECTIONS, end)));
    }
    double[] rates =
        Throughput.compare("%,d grants, password verified".formatted(grants.count()), last);
    if (rates.length == 2) {
      System.out.printf("the gateway issues %.1f times as many%n", rates[0] / rates[1]);
    }
    System.out.println();
  }

  /** The last grants, one of each user. */
  private static Throughput.Load load(String name, URI base, String path, Grants grants) {
    return new Throughput.Load(
        name,
        base,
        IntStream.range(grants.count() - PEOPLE, grants.count())
            .mapToObj(
                grant ->
                    new Throughput.Ask(
                        path
                            + "?service=hub&scope=repository:"
                            + grants.repository(grant)
                            + ":pull,push",
                        GatewayFixture.basic(grants.user(grant))))
            .toList());
  }

  /** Throws unless the last one is given what it asks for: an empty token is cheaper to issue. */
  private static void requireAccess(Throughput.Load load) throws Exception {
    Throughput.Ask ask = load.asks().get(load.asks().size() - 1);
    String answer =
        RegistryClient.text(
            new RegistryClient(load.base(), "Authorization", ask.login())
                .send("GET", ask.target()));
    Matcher token = TOKEN.matcher(answer);
    String claims =
        token.find()
            ? new String(Base64.getUrlDecoder().decode(token.group(1)), StandardCharsets.UTF_8)
            : "";
    if (!claims.contains("\"pull\"") || !claims.contains("\"push\"")) {
      throw new IllegalStateException(load.name() + " does not grant " + ask.target() + answer);
    }
  }
}
