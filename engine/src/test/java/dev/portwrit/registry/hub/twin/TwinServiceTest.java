package dev.portwrit.registry.hub.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.portwrit.registry.hub.twin.TwinService.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the twin, so that what is tried on it can be believed. */
class TwinServiceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);

  private TwinService twin;
  private HubWorld world;

  @BeforeEach
  void start() {
    twin = new TwinService("acme", CLOCK);
    world = twin.world();
    world.member("ada", "owner").member("bob", "member").team("pay", "", "bob");
    world.permit("api", "pay", "write");
    world.repository("site").open();
  }

  private String login(String name, String secret) throws JsonProcessingException {
    Reply reply =
        twin.answer(
            "POST",
            "/v2/auth/token",
            Optional.empty(),
            TwinRequest.object().put("identifier", name).put("secret", secret).toString());
    return TwinRequest.JSON.readTree(reply.text()).path("access_token").asText(reply.text());
  }

  private Reply ask(String bearer, String method, String path, String body) {
    return twin.answer(method, path, Optional.of("Bearer " + bearer), body);
  }

  private static List<String> names(Reply reply) throws JsonProcessingException {
    List<String> names = new ArrayList<>();
    for (JsonNode one : TwinRequest.JSON.readTree(reply.text()).path("results")) {
      names.add(one.path("name").asText());
    }
    return names;
  }

  private int push(String user, String repository, String tag, String digest) {
    String body =
        TwinRequest.object()
            .put("as", user)
            .put("repository", repository)
            .put("tag", tag)
            .put("digest", digest)
            .toString();
    return twin.answer("POST", "/twin/push", Optional.empty(), body).status();
  }

  @Test
  void push_isJudgedByTeamsAndRules() {
    world.repository("api").keeping("^v.*$");
    assertThat(push("bob", "api", "v1", "sha256:1")).isEqualTo(200);
    assertThat(push("bob", "api", "v1", "sha256:2")).isEqualTo(403);
    assertThat(push("bob", "api", "v1", "sha256:1")).isEqualTo(200);
    assertThat(push("ada", "api", "v1", "sha256:2")).as("owners too").isEqualTo(403);
    assertThat(push("bob", "api", "dev", "sha256:1")).isEqualTo(200);
    assertThat(push("bob", "api", "dev", "sha256:2")).isEqualTo(200);
    assertThat(push("bob", "site", "dev", "sha256:2")).isEqualTo(403);
    assertThat(push("eve", "api", "dev", "sha256:2")).isEqualTo(403);
    assertThat(world.judge().mayDelete("ada", "api", "v1")).isFalse();
    assertThat(world.judge().mayDelete("ada", "api", "dev")).isTrue();
    assertThat(world.judge().mayPull(Optional.empty(), "site")).isTrue();
    assertThat(world.judge().mayPull(Optional.empty(), "api")).isFalse();
  }

  @Test
  void push_isToldToWebhooks_andLogged() throws IOException {
    List<String> heard = new ArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    try {
      world
          .repository("api")
          .telling("ci", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
      assertThat(push("bob", "api", "v1", "sha256:1")).isEqualTo(200);
    } finally {
      receiver.stop(0);
    }
    JsonNode payload = TwinRequest.JSON.readTree(heard.get(0));
    assertThat(payload.at("/push_data/tag").asText()).isEqualTo("v1");
    assertThat(payload.at("/push_data/pusher").asText()).isEqualTo("bob");
    assertThat(payload.at("/repository/repo_name").asText()).isEqualTo("acme/api");

    String ada = login("ada", "password-of-ada");
    Reply log = ask(ada, "GET", "/v2/auditlogs/acme?action=repo.tag.push", "");
    JsonNode event = TwinRequest.JSON.readTree(log.text()).at("/logs/0");
    assertThat(event.path("actor").asText()).isEqualTo("bob");
    assertThat(event.at("/data/digest").asText()).isEqualTo("sha256:1");
  }

  @Test
  void listing_leavesOutWhatTheCallerMayNotSee_andSaysNothingOfIt() throws IOException {
    String path = "/v2/namespaces/acme/repositories";
    Reply nobody = twin.answer("GET", path, Optional.empty(), "");
    assertThat(nobody.status()).isEqualTo(200);
    assertThat(names(nobody)).containsExactly("site");
    assertThat(names(ask(login("bob", "password-of-bob"), "GET", path, "")))
        .containsExactly("api", "site");
    String blind = login("acme", world.organizationToken("blind", "scope-repository-read"));
    assertThat(names(ask(blind, "GET", path, ""))).containsExactly("site");
    String seeing = login("acme", world.organizationToken("seeing", "scope-repository-list"));
    assertThat(names(ask(seeing, "GET", path, ""))).containsExactly("api", "site");
  }

  @Test
  void olderPaths_refuseTokensOfOrganizations() throws IOException {
    String token = login("acme", world.organizationToken("all", "scope-repository-read"));
    Reply older = ask(token, "GET", "/v2/repositories/acme/api/", "");
    assertThat(older.status()).isEqualTo(403);
    assertThat(older.text()).contains("token issued from organization access token is not allowed");
    assertThat(ask(token, "GET", "/v2/namespaces/acme/repositories/api", "").status())
        .isEqualTo(200);
  }

  @Test
  void pages_areOfAHundredAtMost_and404PastTheEnd() throws IOException {
    String ada = login("ada", "password-of-ada");
    String path = "/v2/namespaces/acme/repositories?page_size=";
    assertThat(ask(ada, "GET", path + "1&page=2", "").status()).isEqualTo(200);
    assertThat(ask(ada, "GET", path + "1&page=3", "").status()).isEqualTo(404);
    assertThat(ask(ada, "GET", path + "101", "").status()).isEqualTo(400);
    assertThat(ask(ada, "GET", path + "1&page=0", "").status()).isEqualTo(400);
  }

  @Test
  void refusedLogins_lockTheAccount() throws IOException {
    for (int times = 0; times < 5; times++) {
      assertThat(login("ada", "wrong")).contains("Incorrect authentication credentials");
    }
    assertThat(login("ada", "password-of-ada")).contains("too many failed login attempts");
    assertThat(login("bob", "password-of-bob")).doesNotContain("message");
  }

  @Test
  void tokenThatWasSwitchedOff_endsItsLogins() throws IOException {
    String secret = world.organizationToken("engine", "scope-group-read");
    String token = login("acme", secret);
    assertThat(ask(token, "GET", "/v2/orgs/acme/groups", "").status()).isEqualTo(200);
    String ada = login("ada", "password-of-ada");
    String id = world.now.tokens.keySet().iterator().next();
    ask(ada, "PATCH", "/v2/orgs/acme/access-tokens/" + id, "{\"is_active\":false}");
    assertThat(ask(token, "GET", "/v2/orgs/acme/groups", "").status()).isEqualTo(401);
  }

  @Test
  void world_isReadFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("world");
    Files.writeString(
        file,
        """
        {"members": {"dee": "editor"}, "accounts": {"dee": "d"}, "invitations": {"x@y.example": "member"},
         "teams": {"web": {"description": "w", "members": ["dee"]}},
         "repositories": {"shop": {"description": "s", "visibility": "public", "teams": {"web": "admin"},
           "immutable-tags": ["^v"], "tags": {"v1": "sha256:1"}, "webhooks": {"ci": "https://ci.example"}}},
         "access-tokens": {"deploy": {"secret": "dckr_oat_example", "organization": true, "scopes": ["scope-group-read"]}},
         "personal-tokens": {"dckr_pat_example": {"user": "dee", "scope": "repo:read"}}}
        """);
    WorldFile.read(file, world);
    assertThat(world.members()).containsEntry("dee", "editor");
    assertThat(world.invited()).containsExactly("x@y.example");
    assertThat(world.permissions("shop")).containsEntry("web", "admin");
    assertThat(world.find("shop"))
        .hasValueSatisfying(
            shop -> {
              assertThat(shop.isPublic()).isTrue();
              assertThat(shop.keeps("v1")).isTrue();
              assertThat(shop.webhooks()).containsEntry("ci", "https://ci.example");
            });
    assertThat(login("acme", "dckr_oat_example")).doesNotContain("message");
    assertThat(login("dee", "dckr_pat_example")).doesNotContain("message");
    assertThat(login("dee", "d")).doesNotContain("message");
  }

  @Test
  void http_saysTheLimit() throws IOException, InterruptedException {
    try (HubTwin served = HubTwin.start("acme", Clock.systemUTC())) {
      served.limits().perMinute(2);
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(served.url() + "/v2/namespaces/acme/repositories"))
              .build();
      List<Integer> statuses = new ArrayList<>();
      HttpResponse<String> last = client.send(request, HttpResponse.BodyHandlers.ofString());
      statuses.add(last.statusCode());
      for (int times = 0; times < 2; times++) {
        last = client.send(request, HttpResponse.BodyHandlers.ofString());
        statuses.add(last.statusCode());
      }
      assertThat(statuses).containsExactly(200, 200, 429);
      assertThat(last.headers().firstValue("X-RateLimit-Limit")).hasValue("2");
      assertThat(last.headers().firstValue("Retry-After")).isPresent();
    }
  }
}
