package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What a gateway before ECR needs: the twin is the API, the embedded registry has the images. */
final class EcrScene implements AutoCloseable {
  static final String EVERYTHING =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  // What the twin gives out first, at the start, and second, for the first request.
  private static final String PASSWORD = "twin-password-2-neverToBeShown";

  final EcrTwin twin = EcrTwin.start("123456789012", "eu-west-1", Clock.systemUTC());

  /** What the registry of the images was asked. */
  final List<SeenRequest> seen = new CopyOnWriteArrayList<>();

  private final EmbeddedRegistry images;
  private final PrintStream errors = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Path folder;

  /** With a workspace of one file, in which {@code %s} stands for the address of the twin. */
  EcrScene(Path folder, String policies) throws IOException {
    this.folder = folder;
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    this.images =
        EmbeddedRegistry.start(
            EmbeddedSettings.in(folder.resolve("registry"))
                .withCredentials(new Credentials("AWS", PASSWORD)));
    images.observe(seen::add);
    twin.world().imagesAt(images.url());
    comeAs("gateway", EVERYTHING);
    Files.createDirectory(folder.resolve("policies"));
    Files.writeString(folder.resolve("policies/portwrit.yaml"), "version: 1\n");
    policies(policies);
    String users = "";
    for (String user : List.of("ada", "bob", "eve")) {
      String hash = BCrypt.withDefaults().hashToString(4, (user + "-pw").toCharArray());
      users += user + ":" + hash + "\n";
    }
    Files.writeString(folder.resolve("users"), users);
  }

  /** Has another workspace, for a gateway that is started from now on. */
  void policies(String policies) throws IOException {
    Files.writeString(folder.resolve("policies/acme.yaml"), policies.formatted(twin.url()));
  }

  /** The identity that a gateway runs as which is started from now on. */
  TwinIam.Key comeAs(String role, String policy) {
    TwinIam iam = twin.world().iam();
    TwinIam.Key key = iam.key(iam.role(role).with("all", policy).arn());
    System.setProperty("aws.accessKeyId", key.id());
    System.setProperty("aws.secretAccessKey", key.secret());
    return key;
  }

  PolicySource source() throws Exception {
    return PolicySource.open(
        folder.resolve("policies").toString(), folder, SourceEnvironment.ofProcess());
  }

  GatewayService gateway(PolicySource source) throws GatewayException {
    return GatewayService.start(source, settings(), Clock.systemUTC());
  }

  private GatewaySettings settings() {
    return new GatewaySettings(
        "ecr",
        Network.of(new ListenAddress("127.0.0.1", 0)).withAdmin(new ListenAddress("127.0.0.1", 0)),
        StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
        Following.DEFAULT,
        new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), 0),
        Map.of(),
        folder);
  }

  static RegistryClient client(GatewayService gateway, String user) {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()),
        "Authorization",
        GatewayFixture.basic(user));
  }

  /** What may stand nowhere: the token, whole and in its parts, and the key it is had by. */
  String[] secrets() {
    return new String[] {
      PASSWORD,
      base64("AWS:" + PASSWORD),
      base64(PASSWORD),
      String.valueOf(System.getProperty("aws.secretAccessKey"))
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Searches everything that a gateway says and writes. */
  void assertNothingLeaks(GatewayService gateway) throws Exception {
    RegistryClient admin =
        new RegistryClient(URI.create("http://127.0.0.1:" + gateway.adminPort().getAsInt()));
    assertThat(text(admin.send("GET", "/metrics"))).contains("portwrit").doesNotContain(secrets());
    assertThat(text(admin.send("GET", "/readyz"))).doesNotContain(secrets());
    assertThat(logged()).doesNotContain(secrets());
    assertThat(files()).doesNotContain(secrets());
  }

  /** What was logged for operators. */
  String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  /** Everything that lies on the disk, the decision log among it. */
  String files() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    images.close();
    twin.close();
    System.setErr(errors);
  }
}
