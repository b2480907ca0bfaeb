package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.gateway.server.Watching;
import dev.portwrit.gateway.sweep.NotificationSecret;
import dev.portwrit.neighbour.Htpasswd;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gateway that watches a real registry, which may notify it. */
final class WatchedScene implements AutoCloseable {
  static final String API = "acme/pay/api";
  private static final Credentials LOGIN = new Credentials("gateway", "upstream-secret");
  static final String SECRET = "a-secret-that-both-of-them-know";

  private final Path folder;
  private final RunningRegistry registry;
  private final RunningGateway gateway;

  private WatchedScene(Path folder, RunningRegistry registry, RunningGateway gateway) {
    this.folder = folder;
    this.registry = registry;
    this.gateway = gateway;
  }

  /** The registry notifies, and the gateway never sweeps by itself. */
  static WatchedScene notified(RegistryKind kind, Path folder) throws IOException {
    int port = freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port + "/notifications");
    return start(
        folder,
        kind,
        kind.start(folder.resolve("upstream"), LOGIN, endpoint, SECRET),
        port,
        Watching.DEFAULT
            .every(Duration.ZERO)
            .hearing(new NotificationSecret(() -> Optional.of(SECRET))));
  }

  /** The registry says nothing, and the gateway sweeps all the time. */
  static WatchedScene swept(RegistryKind kind, Path folder) throws IOException {
    return start(
        folder,
        kind,
        kind.start(folder.resolve("upstream"), LOGIN),
        0,
        Watching.DEFAULT.every(Duration.ofMillis(100)));
  }

  /**
   * The registry says nothing, the gateway never sweeps by itself, and hears whoever has the
   * secret.
   */
  static WatchedScene heard(RegistryKind kind, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("policies"));
    Files.writeString(
        folder.resolve("policies").resolve("kept.yaml"),
        """
        protection: acme/kept
        repositories: [acme/**]
        tags: [kept-*]
        rule: immutable
        restore: true
        """);
    return start(
        folder,
        kind,
        kind.start(folder.resolve("upstream"), LOGIN),
        0,
        Watching.DEFAULT
            .every(Duration.ZERO)
            .hearing(new NotificationSecret(() -> Optional.of(SECRET))));
  }

  private static WatchedScene start(
      Path folder, RegistryKind kind, RunningRegistry registry, int adminPort, Watching watching)
      throws IOException {
    try {
      Path username = Files.writeString(folder.resolve("username"), LOGIN.username());
      Path password = Files.writeString(folder.resolve("password"), LOGIN.password());
      AcmeWorkspace workspace =
          AcmeWorkspace.in(folder.resolve("policies"), kind, registry.url(), username, password);
      Path users =
          Htpasswd.write(
              folder.resolve("users"),
              Stream.of("ada", "bob", "cy").map(WatchedScene::login).toArray(Credentials[]::new));
      StateFiles files = StateFiles.of(users, folder.resolve("ledger"));
      return new WatchedScene(
          folder,
          registry,
          RunningGateway.start(workspace.folder(), "local", files, adminPort, watching));
    } catch (IOException | RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  /**
   * A port that nobody has now: the registry is told of it before the gateway listens there. It is
   * none of those that the system gives to whoever asks for any, so nobody gets it meanwhile.
   */
  private static int freePort() throws IOException {
    for (int tries = 0; ; tries++) {
      int port = 20_000 + ThreadLocalRandom.current().nextInt(12_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (tries == 100) {
          throw e;
        }
      }
    }
  }

  private static Credentials login(String user) {
    return new Credentials(user, GatewayScene.password(user));
  }

  /** Requests through the gateway. */
  RegistryClient http(String user) {
    return new RegistryClient(
        URI.create("http://" + gateway.address()), "Authorization", login(user).authorization());
  }

  /** Requests past the gateway. */
  RegistryClient behind() {
    return new RegistryClient(registry.url(), "Authorization", LOGIN.authorization());
  }

  /** Sends a webhook as Docker Hub does, and answers the status. */
  int hubPush(String type, String secret, String body) throws IOException, InterruptedException {
    return new RegistryClient(URI.create("http://" + gateway.adminAddress()))
        .send(
            "POST",
            "/notifications/docker-hub?secret=" + secret,
            BodyPublishers.ofString(body),
            "Content-Type",
            type)
        .statusCode();
  }

  void stopRegistry() {
    registry.close();
  }

  /** What {@code /readyz} says. */
  String readyz() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = admin("/readyz");
    // What happened behind the gateway's back does not keep it from serving.
    assertThat(answer.statusCode()).isEqualTo(200);
    return RegistryClient.text(answer);
  }

  /** A figure of {@code /metrics}, by its name with its labels. */
  double figure(String name) throws IOException, InterruptedException {
    return RegistryClient.text(admin("/metrics"))
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no figure " + name));
  }

  private HttpResponse<byte[]> admin(String path) throws IOException, InterruptedException {
    return new RegistryClient(URI.create("http://" + gateway.adminAddress())).send("GET", path);
  }

  /** The events of the decision log of one kind. */
  String logged(String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ledger.decisions"))) {
      StringBuilder lines = new StringBuilder();
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).sorted().toList()) {
        lines.append(Files.readString(file));
      }
      return lines
          .toString()
          .lines()
          .filter(line -> line.contains("\"kind\":\"" + kind + "\""))
          .collect(Collectors.joining("\n"));
    }
  }

  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /** Waits for something to come true. */
  void await(Condition condition) throws IOException, InterruptedException {
    for (int i = 0; i < 1500 && !condition.holds(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(condition.holds()).as(readyz()).isTrue();
  }

  @Override
  public void close() {
    gateway.close();
    registry.close();
  }
}
