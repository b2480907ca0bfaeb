package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.policy.Registry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the gateway listens, over what, and how it comes and goes. */
class GatewayStartTest {
  private static final String TAGS = "/v2/acme/pay/api/tags/list";
  private static final ListenAddress EVERYWHERE = new ListenAddress("0.0.0.0", 0);

  @TempDir Path folder;
  private RawUpstream registry;

  @BeforeEach
  void start() throws Exception {
    registry = new RawUpstream(RawUpstream.answering(200, "{\"tags\":[]}"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void listen_offTheLoopbackWithoutTls_isRefused() throws Exception {
    assertThat(problems(hub(), Network.of(EVERYWHERE)))
        .singleElement()
        .asString()
        .contains("`0.0.0.0:0` can be reached from other machines", "--tls-cert", "--plain-http");
    assertThat(problems(hub(), Network.of(EVERYWHERE).withPlainHttp())).isEmpty();
  }

  @Test
  void adminPort_offTheLoopbackWithoutTls_isRefusedWhateverStandsInFront() throws Exception {
    Network network = Network.of(EVERYWHERE).withPlainHttp().withAdmin(EVERYWHERE);
    assertThat(problems(hub(), network)).singleElement().asString().contains("admin port");
  }

  @Test
  void configuration_isToldEverythingThatIsWrongAtOnce() throws Exception {
    Registry wrong =
        new Registry(
            hub().place(),
            "hub",
            Registry.Type.DOCKER_HUB,
            hub().repositories(),
            Registry.Mode.OBSERVE,
            true,
            Optional.of(URI.create("http://registry.example:5000/path?x")),
            Optional.empty(),
            Optional.empty(),
            Map.of("acme/", "acmecorp/"),
            Map.of());
    List<String> problems =
        problems(
            wrong,
            Network.of(EVERYWHERE)
                .withTls(new TlsFiles(folder.resolve("none.crt"), folder.resolve("none.key")))
                .withAdmin(new ListenAddress("no-such-host.invalid", 0)));
    assertThat(problems).hasSize(5);
    assertThat(problems.get(0)).contains("type `docker-hub`", "not served yet");
    assertThat(problems.get(1)).contains("`prefix`");
    assertThat(problems.get(2)).contains("scheme, host and port alone");
    assertThat(problems.get(3)).contains("`no-such-host.invalid` has no address");
    assertThat(problems.get(4)).contains("none.crt` is not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1:", ":5000", "h:70000", "[::1", "::1:5000"})
  void listenAddress_thatIsNone_isEmpty(String text) {
    assertThat(ListenAddress.parse(text)).isEmpty();
  }

  @Test
  void listenAddress_ofIpv6_hasBracketsInText() {
    ListenAddress address = ListenAddress.parse("[::1]:5000").orElseThrow();
    assertThat(address).isEqualTo(new ListenAddress("::1", 5000)).hasToString("[::1]:5000");
  }

  @Test
  void port_inUse_isAnErrorOfOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListenAddress address = new ListenAddress("127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(() -> gateway(c -> listenOn(c, address)))
          .isInstanceOf(GatewayException.class)
          .hasMessage("`" + address + "` cannot be used: address already in use");
    }
  }

  @Test
  void certificate_thatIsNone_isAProblem() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello");
    Path old = Files.writeString(folder.resolve("old"), "-----BEGIN RSA PRIVATE KEY-----\nAA==\n");
    TestCertificate good = TestCertificate.in(folder);
    assertThat(tlsProblems(text, good.files().key())).contains("text` is not a certificate in PEM");
    assertThat(tlsProblems(good.files().certificate(), text)).contains("holds no private key");
    assertThat(tlsProblems(good.files().certificate(), old))
        .contains("openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void tls_speaksHttp1AndHttp2AndSaysHttpsInItsChallenge() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (GatewayFixture gateway = gateway(c -> c.with(c.network().withTls(certificate.files())))) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        HttpClient client =
            HttpClient.newBuilder().version(version).sslContext(certificate.trust()).build();
        URI uri = URI.create("https://127.0.0.1:" + gateway.port() + TAGS);
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(uri)
                    .header("Authorization", GatewayFixture.basic("bob"))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(version);
        HttpResponse<String> challenge =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(challenge.headers().firstValue("WWW-Authenticate").orElseThrow())
            .contains("realm=\"https://127.0.0.1:" + gateway.port() + "/token\"");
      }
    }
  }

  @Test
  void challenge_behindATlsProxy_saysHttps() throws Exception {
    try (GatewayFixture gateway = gateway(c -> c.with(c.network().withPlainHttp()));
        RawClient client = new RawClient(gateway.port())) {
      client.send("GET /v2/ HTTP/1.1\nHost: registry.acme.example\nX-Forwarded-Proto: https\n\n");
      assertThat(client.head().header("WWW-Authenticate"))
          .contains("realm=\"https://registry.acme.example/token\"");
    }
    try (GatewayFixture gateway = gateway(UnaryOperator.identity());
        RawClient client = new RawClient(gateway.port())) {
      client.send("GET /v2/ HTTP/1.1\nHost: registry.acme.example\nX-Forwarded-Proto: https\n\n");
      assertThat(client.head().header("WWW-Authenticate"))
          .contains("realm=\"http://registry.acme.example/token\"");
    }
  }

  @Test
  void close_letsARequestThatGoesOnComeToItsEnd() throws Exception {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    registry.script(
        (asked, out) -> {
          arrived.complete(null);
          goOn.join();
          RawUpstream.write(out, 200, "{\"tags\":[]}".getBytes(StandardCharsets.UTF_8));
          return true;
        });
    try (GatewayFixture gateway =
        gateway(c -> c.with(new Pace(UpstreamTimeouts.DEFAULT, Duration.ofSeconds(20), 0)))) {
      CompletableFuture<HttpResponse<String>> answer =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .sendAsync(
                  HttpRequest.newBuilder(gateway.uri().resolve(TAGS))
                      .header("Authorization", GatewayFixture.basic("bob"))
                      .build(),
                  BodyHandlers.ofString());
      arrived.get(10, TimeUnit.SECONDS);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(gateway.gateway::close);
      for (int i = 0; i < 500 && gateway.gateway.readiness().isReady(); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(gateway.gateway.readiness().lines()).contains("stopping");
      goOn.complete(null);
      assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      closing.get(20, TimeUnit.SECONDS);
    }
  }

  private static List<String> problems(Registry registry, Network network) {
    return new GatewayConfiguration(registry, network, Pace.DEFAULT).problems();
  }

  private String tlsProblems(Path certificate, Path key) throws Exception {
    return String.join(
        "; ",
        problems(
            hub(),
            Network.of(new ListenAddress("127.0.0.1", 0)).withTls(new TlsFiles(certificate, key))));
  }

  private static GatewayConfiguration listenOn(
      GatewayConfiguration configuration, ListenAddress address) {
    return configuration.with(Network.of(address));
  }

  private Registry hub() {
    return PolicyText.registry(PolicyText.workspace(registry.uri(), "distribution"));
  }

  private GatewayFixture gateway(UnaryOperator<GatewayConfiguration> change) throws Exception {
    Path own = Files.createTempDirectory(folder, "gateway");
    return GatewayFixture.before(registry.uri(), "distribution", own, change);
  }
}
