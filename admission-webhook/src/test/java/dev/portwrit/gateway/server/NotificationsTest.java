package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.sweep.NotificationSecret;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications as anybody may send them to the admin port; nothing is swept by itself. */
class NotificationsTest {
  private static final String SECRET = "0123456789abcdef";
  private static final String TYPE = "application/vnd.docker.distribution.events.v1+json";
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      registry: hub
      type: distribution
      url: %s
      gateway: true
      repositories: ["acme/**"]
      """;

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private PolicySource source;
  private GatewayService gateway;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    Files.writeString(policies.resolve("acme.yaml"), ACME.formatted(registry.url()));
    String hash = BCrypt.withDefaults().hashToString(4, "ada-pw".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
    source = PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    Watching never = Watching.DEFAULT.every(Duration.ZERO);
    gateway = start(never.hearing(new NotificationSecret(() -> Optional.of(SECRET))));
    ada().pushImage("acme/api", "v1", "one");
  }

  private GatewayService start(Watching watching) throws Exception {
    GatewaySettings settings =
        new GatewaySettings(
            "hub",
            Network.of(new ListenAddress("127.0.0.1", 0))
                .withAdmin(new ListenAddress("127.0.0.1", 0)),
            StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
            Following.DEFAULT,
            new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), 0),
            Map.of(),
            folder);
    return GatewayService.start(source, settings.with(watching), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    gateway.close();
    source.close();
    registry.close();
  }

  private RegistryClient ada() {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()),
        "Authorization",
        GatewayFixture.basic("ada"));
  }

  private RegistryClient behind() {
    return new RegistryClient(registry.url());
  }

  private void moveBehindTheGateway() throws Exception {
    behind().pushImage("acme/api", "v1", "two");
  }

  private static String pushOf(String tag) {
    return "{\"events\":[{\"action\":\"push\",\"target\":{\"repository\":\"acme/api\",\"tag\":\""
        + tag
        + "\"}}]}";
  }

  private HttpResponse<String> send(String authorization, String type, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + gateway.adminPort().orElseThrow() + "/notifications"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private String notes() {
    return String.join("\n", gateway.readiness().lines());
  }

  private void awaitFinding(boolean is) throws InterruptedException {
    for (int i = 0; i < 500 && notes().contains("was moved past the gateway") != is; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(notes().contains("was moved past the gateway")).as(notes()).isEqualTo(is);
  }

  @Test
  void notification_ofTheRegistry_isFollowed() throws Exception {
    moveBehindTheGateway();
    assertThat(send("Bearer " + SECRET, TYPE, pushOf("v1")).statusCode()).isEqualTo(202);
    awaitFinding(true);
    behind().pushImage("acme/api", "v1", "one");
    assertThat(send("Bearer " + SECRET, TYPE, pushOf("v1")).statusCode()).isEqualTo(202);
    awaitFinding(false);
  }

  @Test
  void notification_thatIsFalse_findsNothingAndMovesNothing() throws Exception {
    String lie =
        """
        {"events":[{"action":"push","target":{"repository":"acme/api","tag":"v1",
        "digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "mediaType":"application/vnd.oci.image.manifest.v1+json"}},
        {"action":"delete","target":{"repository":"acme/api","tag":"v1"}}]}
        """;
    assertThat(send("Bearer " + SECRET, TYPE, lie).statusCode()).isEqualTo(202);
    // The next one is followed after it.
    moveBehindTheGateway();
    send("Bearer " + SECRET, TYPE, pushOf("v1"));
    awaitFinding(true);
    assertThat(notes().lines().filter(line -> line.contains("protected tag"))).hasSize(1);
    assertThat(ada().pushManifest("acme/api", "v1", RegistryClient.MANIFEST, third()).statusCode())
        .isEqualTo(403);
  }

  private byte[] third() throws Exception {
    return ada().manifest("acme/api", "three");
  }

  @Test
  void notification_withoutTheSecret_is401AndDoesNothing() throws Exception {
    moveBehindTheGateway();
    List<String> others =
        List.of("", "Bearer 0123456789abcdeF", "Bearer ", "Basic YWRhOmFkYS1wdw==", SECRET);
    for (String authorization : others) {
      HttpResponse<String> answer = send(authorization, TYPE, pushOf("v1"));
      assertThat(answer.statusCode()).as(authorization).isEqualTo(401);
      assertThat(answer.body()).contains("--notifications").doesNotContain(SECRET);
    }
    assertNothingWasFollowed("login", others.size());
  }

  @Test
  void notification_thatIsMalformed_is400AndDoesNothing() throws Exception {
    moveBehindTheGateway();
    List<String> bodies = List.of("", "{", "[]", "{}", "{\"events\":7}", "{\"events\":[7]}");
    for (String body : bodies) {
      HttpResponse<String> answer = send("Bearer " + SECRET, TYPE, body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("\"message\":\"");
    }
    assertNothingWasFollowed("malformed", bodies.size());
  }

  @Test
  void notification_thatIsTooLongOrOfAnotherType_isRefusedAndDoesNothing() throws Exception {
    moveBehindTheGateway();
    String padded = pushOf("v1") + " ".repeat(1024 * 1024);
    assertThat(send("Bearer " + SECRET, TYPE, padded).statusCode()).isEqualTo(413);
    assertNothingWasFollowed("too-large", 1);
    assertThat(send("Bearer " + SECRET, "text/plain", pushOf("v1")).statusCode()).isEqualTo(415);
    assertNothingWasFollowed("type", 1);
  }

  private void assertNothingWasFollowed(String outcome, int times) throws Exception {
    String metrics = RegistryClient.text(admin("GET", "/metrics"));
    assertThat(metrics)
        .contains("portwrit_notifications_total{outcome=\"" + outcome + "\"} " + times + ".0")
        .contains("portwrit_notifications_total{outcome=\"accepted\"} 0.0")
        .contains("portwrit_notification_hints_total{outcome=\"queued\"} 0.0");
    assertThat(notes()).doesNotContain("protected tag");
  }

  private HttpResponse<byte[]> admin(String method, String path) throws Exception {
    URI port = URI.create("http://127.0.0.1:" + gateway.adminPort().orElseThrow());
    return new RegistryClient(port).send(method, path);
  }

  @Test
  void notifications_ofAnotherMethod_are405_andOnTheClientsPortTheyAreNotThere() throws Exception {
    assertThat(admin("GET", "/notifications").statusCode()).isEqualTo(405);
    assertThat(ada().send("POST", "/notifications").statusCode()).isEqualTo(404);
  }

  @Test
  void notifications_whereNobodyAskedForThem_areNotThere() throws Exception {
    gateway.close();
    gateway = start(Watching.DEFAULT);
    assertThat(send("Bearer " + SECRET, TYPE, pushOf("v1")).statusCode()).isEqualTo(404);
  }
}
