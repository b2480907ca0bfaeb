package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.MANIFEST;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Verification;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a whole gateway, ledger and all, jumps by a year while it runs. */
class ClockJumpsTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String API = "acme/api";
  private static final String TAGS = "/v2/acme/api/tags/list";
  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:bob]}
        - {role: push, to: [user:cy], expires: %2$s}
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      ---
      exception: acme/rebuild
      protection: acme/releases
      repositories: [acme/api]
      tags: [v2]
      to: [user:bob]
      expires: %2$s
      reason: base image rebuilt
      ---
      registry: hub
      type: distribution
      url: %1$s
      gateway: true
      repositories: ["acme/**"]
      """;

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock();
  private EmbeddedRegistry registry;
  private PolicySource source;
  private GatewayService gateway;
  private byte[] first;
  private byte[] second;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(folder.resolve("registry"));
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("portwrit.yaml"), "version: 1\n");
    LocalDate inAMonth = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    Files.writeString(policies.resolve("acme.yaml"), POLICY.formatted(registry.url(), inAMonth));
    StringBuilder users = new StringBuilder();
    for (String name : new String[] {"bob", "cy"}) {
      String hash = BCrypt.withDefaults().hashToString(4, (name + "-pw").toCharArray());
      users.append(name).append(':').append(hash).append('\n');
    }
    Files.writeString(folder.resolve("users"), users);
    source = PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
    gateway = gateway();
    first = as("bob").manifest(API, "first");
    second = as("bob").manifest(API, "second");
  }

  @AfterEach
  void stop() {
    gateway.close();
    source.close();
    registry.close();
  }

  private GatewayService gateway() throws Exception {
    return GatewayService.start(
        source,
        new GatewaySettings(
            "hub",
            Network.of(new ListenAddress("127.0.0.1", 0)),
            StateFiles.of(folder.resolve("users"), folder.resolve("ledger")),
            Following.DEFAULT,
            new Pace(UpstreamTimeouts.DEFAULT, Duration.ofMillis(300), 0),
            Map.of(),
            folder),
        clock);
  }

  @Test
  void clockSetAhead_endsTokensGrantsAndExceptions_andMovesNoRelease() throws Exception {
    assertThat(push("bob", "v1", first)).isEqualTo(201);
    assertThat(push("bob", "v2", first)).isEqualTo(201);
    assertThat(push("bob", "v2", second)).isEqualTo(201);
    assertThat(push("cy", "main", first)).isEqualTo(201);
    RegistryClient withToken = client("Bearer " + token("bob"));
    assertThat(withToken.send("GET", TAGS).statusCode()).isEqualTo(200);

    clock.move(YEAR);
    assertThat(withToken.send("GET", TAGS).statusCode()).isEqualTo(401);
    assertThat(push("cy", "main", second)).isEqualTo(403);
    assertThat(push("bob", "v2", first)).isEqualTo(403);
    assertThat(push("bob", "v2", second)).isEqualTo(201);
    keepsReleasesAndServes("v3");
    startsAgain();
  }

  @Test
  void clockSetBack_makesNoTokenGoodAgain_andMovesNoRelease() throws Exception {
    assertThat(push("bob", "v1", first)).isEqualTo(201);
    RegistryClient withToken = client("Bearer " + token("bob"));
    assertThat(withToken.send("GET", TAGS).statusCode()).isEqualTo(200);

    clock.move(YEAR.negated());
    assertThat(withToken.send("GET", TAGS).statusCode()).isEqualTo(401);
    keepsReleasesAndServes("v3");
    startsAgain();
    clock.move(YEAR);
    keepsReleasesAndServes("v4");
  }

  @Test
  void clockSetBack_afterWrongPasswords_letsTheUserInAgain() throws Exception {
    RegistryClient wrong = client(new Credentials("cy", "wrong").authorization());
    for (int i = 0; i < 10; i++) {
      assertThat(wrong.send("GET", TAGS).statusCode()).isIn(401, 429, 503);
    }
    clock.move(YEAR.negated());
    assertThat(as("cy").send("GET", TAGS).statusCode()).isNotEqualTo(200);
    clock.move(Duration.ofMinutes(1));
    assertThat(as("cy").send("GET", TAGS).statusCode()).isEqualTo(200);
  }

  /** What was acknowledged is there and stays; what may be done is done. */
  private void keepsReleasesAndServes(String fresh) throws Exception {
    assertThat(push("bob", "v1", second)).isEqualTo(403);
    assertThat(push("bob", "v1", first)).isEqualTo(201);
    assertThat(push("bob", fresh, first)).isEqualTo(201);
    assertThat(push("bob", fresh, second)).isEqualTo(403);
    HttpResponse<byte[]> pulled =
        as("bob").send("GET", "/v2/acme/api/manifests/v1", "Accept", MANIFEST);
    assertThat(pulled.body()).isEqualTo(first);
    assertThat(client("Bearer " + token("bob")).send("GET", TAGS).statusCode()).isEqualTo(200);
  }

  private void startsAgain() throws Exception {
    gateway.close();
    assertThat(
            DecisionLogVerifier.verify(
                DecisionLogVerifier.filesOf(folder.resolve("ledger.decisions")), Optional.empty()))
        .isInstanceOf(Verification.Intact.class);
    gateway = gateway();
    assertThat(push("bob", "v1", second)).isEqualTo(403);
  }

  private int push(String user, String tag, byte[] manifest) throws Exception {
    return as(user).pushManifest(API, tag, MANIFEST, manifest).statusCode();
  }

  private String token(String user) throws Exception {
    HttpResponse<byte[]> answer =
        as(user).send("GET", "/token?service=hub&scope=repository:acme/api:pull,push");
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).path("token").asText();
  }

  private RegistryClient as(String user) {
    return client(GatewayFixture.basic(user));
  }

  private RegistryClient client(String authorization) {
    return new RegistryClient(
        URI.create("http://127.0.0.1:" + gateway.port()), "Authorization", authorization);
  }
}
