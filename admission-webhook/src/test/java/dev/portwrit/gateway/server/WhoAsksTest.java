package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.header;
import static dev.portwrit.embedded.RegistryClient.location;
import static dev.portwrit.embedded.RegistryClient.text;
import static dev.portwrit.embedded.RegistryClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.embedded.EmbeddedSettings;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.embedded.SeenRequest;
import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.identity.Scope;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence of what is said about who asks, and what for. */
class WhoAsksTest {
  private static final String ABSENT = "sha256:" + "0".repeat(64);

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private GatewayFixture gateway;
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    Credentials login = new Credentials("gateway", GatewayFixture.UPSTREAM_PASSWORD);
    registry =
        EmbeddedRegistry.start(
            EmbeddedSettings.in(folder.resolve("registry")).withCredentials(login));
    registry.observe(seen::add);
    gateway = GatewayFixture.before(registry.url(), folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.close();
  }

  // A request is parsed into one OCI operation by a strict grammar on the decoded path, or it is
  // refused.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/acme/pay/api/manifests/v1?tag=v2",
        "/v2/acme/pay/api/manifests/v1?x",
        "/v2/acme%2Fpay/api/manifests/v1",
        "/v2/acme/pay//api/manifests/v1",
        "/v2/acme/pay/%2e%2e/api/manifests/v1"
      })
  void request_outsideTheGrammar_is400AndGoesNowhere(String target) throws Exception {
    HttpResponse<byte[]> answer = as("bob").send("PUT", target, BodyPublishers.ofString("{}"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer).get("code").asText()).isNotEmpty();
    assertThat(seen).isEmpty();
  }

  @Test
  void request_withMethodOverride_is400() throws Exception {
    HttpResponse<byte[]> answer =
        as("ada").send("GET", "/v2/acme/pay/api/manifests/v1", "X-HTTP-Method-Override", "DELETE");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(seen).isEmpty();
  }

  @Test
  void repository_namedLikeTheProtocol_isOneRepository() throws Exception {
    byte[] manifest = as("ada").manifest("acme/manifests/blobs", "layer");
    HttpResponse<byte[]> put =
        as("ada").pushManifest("acme/manifests/blobs", "v1", RegistryClient.MANIFEST, manifest);
    assertThat(put.statusCode()).isEqualTo(201);
    assertThat(get("ada", "/v2/acme/manifests/blobs/manifests/v1").body()).isEqualTo(manifest);
    assertThat(text(get("ada", "/v2/acme/manifests/blobs/tags/list"))).contains("v1");
  }

  // What a caller may do is token access ∩ policy in force now.

  @Test
  void push_byAMember_passesAndIsPulledAgain() throws Exception {
    byte[] manifest = as("bob").manifest("acme/pay/api", "layer");
    HttpResponse<byte[]> put =
        as("bob").pushManifest("acme/pay/api", "main", RegistryClient.MANIFEST, manifest);
    assertThat(put.statusCode()).isEqualTo(201);
    HttpResponse<byte[]> got = get("cy", "/v2/acme/pay/api/manifests/main");
    assertThat(got.body()).isEqualTo(manifest);
    assertThat(header(got, "Docker-Content-Digest")).isEqualTo(Digest.sha256(manifest).value());
  }

  @Test
  void policy_thatChanges_holdsAtTheNextRequest() throws Exception {
    String token = token("bob", "repository:acme/pay/api:pull");
    assertThat(bearer(token).send("GET", "/v2/acme/pay/api/tags/list").statusCode())
        .isNotEqualTo(403);
    var view = gateway.policy;
    gateway.policy =
        new PolicyView(
            PolicyIndex.of(PolicyText.EMPTY), "4567cdef", view.registry(), view.writesRefused());
    assertThat(bearer(token).send("GET", "/v2/acme/pay/api/tags/list").statusCode()).isEqualTo(403);
    assertThat(get("bob", "/v2/acme/pay/api/tags/list").statusCode()).isEqualTo(403);
  }

  @Test
  void token_thatDoesNotReach_isChallengedWithTheScopeToAskFor() throws Exception {
    String token = token("bob", "repository:acme/pay/api:pull");
    HttpResponse<byte[]> answer = bearer(token).send("POST", "/v2/acme/pay/api/blobs/uploads/");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate"))
        .contains("scope=\"repository:acme/pay/api:pull,push\"")
        .contains("error=\"insufficient_scope\"")
        .contains("realm=\"" + gateway.uri() + "/token\"")
        .contains("service=\"hub\"");
    assertThat(seen).isEmpty();
  }

  @Test
  void token_forAnotherRepository_doesNotReach() throws Exception {
    String token = token("bob", "repository:acme/pay/web:pull,push");
    assertThat(bearer(token).send("GET", "/v2/acme/pay/api/tags/list").statusCode()).isEqualTo(401);
  }

  @Test
  void token_thatReaches_neverGrants() throws Exception {
    String token = token("eve", "repository:acme/pay/api:pull,push,delete");
    HttpResponse<byte[]> answer = bearer(token).send("POST", "/v2/acme/pay/api/blobs/uploads/");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(seen).isEmpty();
  }

  @Test
  void token_thatReaches_passesWithThePolicy() throws Exception {
    String token = token("bob", "repository:acme/pay/api:pull,push");
    Digest digest = bearer(token).pushBlob("acme/pay/api", bytes("content"));
    assertThat(bearer(token).send("GET", "/v2/acme/pay/api/blobs/" + digest).body())
        .isEqualTo(bytes("content"));
  }

  @Test
  void request_withoutCredentials_isChallenged() throws Exception {
    HttpResponse<byte[]> ping = nobody().send("GET", "/v2/");
    assertThat(ping.statusCode()).isEqualTo(401);
    assertThat(header(ping, "WWW-Authenticate"))
        .startsWith("Bearer realm=")
        .doesNotContain("scope");
    HttpResponse<byte[]> pull = nobody().send("GET", "/v2/acme/public/tags/list");
    assertThat(pull.statusCode()).isEqualTo(401);
    assertThat(header(pull, "WWW-Authenticate")).contains("repository:acme/public:pull");
    HttpResponse<byte[]> catalog = nobody().send("GET", "/v2/_catalog");
    assertThat(header(catalog, "WWW-Authenticate")).contains(Scope.CATALOG.toString());
    assertThat(seen).isEmpty();
  }

  @Test
  void anonymous_withATokenOfItsOwn_pullsWhatIsPublicAndNothingElse() throws Exception {
    as("ada").pushImage("acme/public", "latest", "layer");
    String token =
        tokenOf(
            nobody()
                .send(
                    "GET",
                    "/token?service=hub&scope=repository:acme/public:pull"
                        + "&scope=repository:acme/pay/api:pull"));
    assertThat(bearer(token).send("GET", "/v2/acme/public/manifests/latest").statusCode())
        .isEqualTo(200);
    HttpResponse<byte[]> refused = bearer(token).send("GET", "/v2/acme/pay/api/tags/list");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(error(refused).get("message").asText()).contains("log in");
  }

  @Test
  void token_thatIsForged_is401() throws Exception {
    String token = token("ada", "repository:acme/pay/api:pull");
    HttpResponse<byte[]> answer =
        bearer(token.substring(0, token.length() - 2) + "xx")
            .send("GET", "/v2/acme/pay/api/tags/list");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  @Test
  void password_thatIsWrong_is401AndTheTokenServiceSaysSoToo() throws Exception {
    RegistryClient wrong = new RegistryClient(gateway.uri(), "Authorization", "Basic Ym9iOng=");
    assertThat(wrong.send("GET", "/v2/").statusCode()).isEqualTo(401);
    assertThat(wrong.send("GET", "/token?service=hub").statusCode()).isEqualTo(401);
  }

  @Test
  void token_byPostWithAPassword_isIssued() throws Exception {
    HttpResponse<byte[]> answer =
        nobody()
            .send(
                "POST",
                "/token",
                BodyPublishers.ofString(
                    "grant_type=password&service=hub&username=bob&password=bob-pw"
                        + "&scope=repository%3Aacme%2Fpay%2Fapi%3Apull"),
                "Content-Type",
                "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(bearer(tokenOf(answer)).send("GET", "/v2/").statusCode()).isEqualTo(200);
  }

  @Test
  void ping_withALogin_is200() throws Exception {
    HttpResponse<byte[]> answer = get("eve", "/v2/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
    assertThat(as("eve").send("HEAD", "/v2/").statusCode()).isEqualTo(200);
  }

  // What the policy denies gets 403 with the reason, before anything is sent upstream and the same
  // for names that exist and names that do not.

  @Test
  void deny_saysSubjectActionRuleAndWayOut() throws Exception {
    HttpResponse<byte[]> answer = get("eve", "/v2/acme/pay/api/manifests/main");
    assertThat(answer.statusCode()).isEqualTo(403);
    JsonNode error = error(answer);
    assertThat(error.get("code").asText()).isEqualTo("DENIED");
    assertThat(error.get("message").asText())
        .isEqualTo(
            "`user:eve` may not pull from `acme/pay/api`: no grant gives it; ask an owner of"
                + " `acme/pay/api` for the role `pull`");
    assertThat(error.get("detail").get("decision").asText()).isEqualTo("deny");
    assertThat(error.get("detail").get("subject").asText()).isEqualTo("user:eve");
    assertThat(error.get("detail").get("rule").asText()).isEqualTo("no grant gives it");
  }

  @Test
  void deny_isTheSameForWhatExistsAndWhatDoesNot() throws Exception {
    as("ada").pushImage("acme/pay/real", "main", "layer");
    seen.clear();
    for (String rest : List.of("manifests/main", "tags/list", "blobs/" + ABSENT)) {
      HttpResponse<byte[]> real = get("eve", "/v2/acme/pay/real/" + rest);
      HttpResponse<byte[]> none = get("eve", "/v2/acme/pay/none/" + rest);
      assertThat(text(real).replace("acme/pay/real", "acme/pay/none")).isEqualTo(text(none));
      assertThat(real.statusCode()).isEqualTo(403).isEqualTo(none.statusCode());
      assertThat(real.headers().map().keySet()).isEqualTo(none.headers().map().keySet());
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void deny_ofEveryKindOfOperation_goesNowhere() throws Exception {
    String api = "/v2/acme/pay/api/";
    for (String request :
        List.of(
            "GET " + api + "manifests/v1",
            "HEAD " + api + "manifests/v1",
            "PUT " + api + "manifests/v1",
            "PUT " + api + "manifests/" + ABSENT + "?tag=v1",
            "DELETE " + api + "manifests/v1",
            "GET " + api + "blobs/" + ABSENT,
            "HEAD " + api + "blobs/" + ABSENT,
            "DELETE " + api + "blobs/" + ABSENT,
            "POST " + api + "blobs/uploads/",
            "POST " + api + "blobs/uploads/?digest=" + ABSENT,
            "POST " + api + "blobs/uploads/?mount=" + ABSENT + "&from=acme/public",
            "GET " + api + "blobs/uploads/x",
            "PATCH " + api + "blobs/uploads/x",
            "PUT " + api + "blobs/uploads/x?digest=" + ABSENT,
            "DELETE " + api + "blobs/uploads/x",
            "GET " + api + "tags/list",
            "GET " + api + "referrers/" + ABSENT)) {
      String[] words = request.split(" ", -1);
      HttpResponse<byte[]> answer =
          as("eve").send(words[0], words[1], BodyPublishers.ofString("x"));
      boolean isBlobHead = request.startsWith("HEAD " + api + "blobs/");
      assertThat(answer.statusCode()).as(request).isEqualTo(isBlobHead ? 404 : 403);
    }
    assertThat(seen).isEmpty();
    assertThat(gateway.writes.calls()).isEmpty();
  }

  @Test
  void headOfABlob_thatIsDenied_is404WhateverIsThere_andLoggedAsADeny() throws Exception {
    Digest blob = as("ada").pushBlob("acme/pay/real", bytes("layer"));
    seen.clear();
    List<HttpResponse<byte[]>> answers =
        List.of(
            as("eve").send("HEAD", "/v2/acme/pay/real/blobs/" + blob),
            as("eve").send("HEAD", "/v2/acme/pay/real/blobs/" + ABSENT),
            as("eve").send("HEAD", "/v2/acme/pay/none/blobs/" + ABSENT),
            as("eve").send("HEAD", "/v2/other/app/blobs/" + ABSENT));
    for (HttpResponse<byte[]> answer : answers) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().map().keySet())
          .isEqualTo(answers.get(0).headers().map().keySet());
      assertThat(header(answer, "Content-Length"))
          .isEqualTo(header(answers.get(0), "Content-Length"));
    }
    assertThat(seen).isEmpty();
    gateway.close();
    assertThat(gateway.logged().lines().filter(line -> line.contains("user:eve")))
        .hasSize(4)
        .allMatch(line -> line.contains("\"operation\":\"pull\""))
        .allMatch(line -> line.contains("\"decision\":\"deny\""));
  }

  @Test
  void role_thatDoesNotReach_isDeniedByAction() throws Exception {
    assertThat(as("cy").send("POST", "/v2/acme/pay/api/blobs/uploads/").statusCode())
        .isEqualTo(403);
    assertThat(as("bob").send("DELETE", "/v2/acme/pay/api/manifests/v1").statusCode())
        .isEqualTo(403);
    assertThat(as("bob").send("DELETE", "/v2/acme/pay/api/blobs/" + ABSENT).statusCode())
        .isEqualTo(403);
    assertThat(seen).isEmpty();
  }

  // What cannot be decided gets 503 with Retry-After.

  @Test
  void write_whileWritesAreRefused_is503AndReadsGoOn() throws Exception {
    var view = gateway.policy;
    gateway.policy =
        new PolicyView(
            view.index(),
            view.version(),
            view.registry(),
            Optional.of("the policy could not be fetched for 2 h"));
    HttpResponse<byte[]> write = as("bob").send("POST", "/v2/acme/pay/api/blobs/uploads/");
    assertThat(write.statusCode()).isEqualTo(503);
    assertThat(header(write, "Retry-After")).isNotEmpty();
    assertThat(error(write).get("message").asText()).contains("could not be fetched");
    assertThat(get("bob", "/v2/acme/pay/api/tags/list").statusCode()).isNotEqualTo(503);
  }

  // Names outside the registry's `repositories` are 403.

  @Test
  void repository_ofAnotherRegistry_is403() throws Exception {
    HttpResponse<byte[]> answer = get("zoe", "/v2/other/app/tags/list");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer).get("message").asText())
        .isEqualTo("`other/app` is not one of the repositories of `hub`");
    assertThat(seen).isEmpty();
  }

  // The upstream's own credentials never reach a client, the client's never reach the upstream.

  @Test
  void credentials_neverCross() throws Exception {
    as("bob").pushImage("acme/pay/api", "main", "layer");
    get("bob", "/v2/acme/pay/api/manifests/main");
    String own = new Credentials("gateway", GatewayFixture.UPSTREAM_PASSWORD).authorization();
    assertThat(seen).isNotEmpty();
    assertThat(seen)
        .allSatisfy(request -> assertThat(request.header("Authorization")).contains(own));
    assertThat(seen.toString()).doesNotContain(GatewayFixture.basic("bob").substring(6));
  }

  @Test
  void upstream401_isOur502() throws Exception {
    registry.vices().turnOn(Vice.UNAUTHORIZED);
    HttpResponse<byte[]> answer = get("bob", "/v2/acme/pay/api/manifests/main");
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(text(answer)).doesNotContain(GatewayFixture.UPSTREAM_PASSWORD);
  }

  // `Location` and `Link` are rewritten.

  @ParameterizedTest
  @ValueSource(strings = {"", "ABSOLUTE_LOCATIONS", "STATE_IN_LOCATIONS"})
  void location_isTheGateways(String vice) throws Exception {
    if (!vice.isEmpty()) {
      registry.vices().turnOn(Vice.valueOf(vice));
    }
    HttpResponse<byte[]> start = as("bob").send("POST", "/v2/acme/pay/api/blobs/uploads/");
    assertThat(start.statusCode()).isEqualTo(202);
    assertThat(location(start)).matches("/v2/acme/pay/api/blobs/uploads/[A-Za-z0-9_-]+");
    HttpResponse<byte[]> patch =
        as("bob").send("PATCH", location(start), BodyPublishers.ofString("con"));
    assertThat(patch.statusCode()).as(text(patch)).isEqualTo(202);
    assertThat(location(patch)).matches("/v2/acme/pay/api/blobs/uploads/[A-Za-z0-9_-]+");
    HttpResponse<byte[]> status = as("bob").send("GET", location(patch));
    assertThat(status.statusCode()).isEqualTo(204);
    assertThat(header(status, "Range")).isEqualTo("0-2");
    Digest digest = Digest.sha256(bytes("content"));
    HttpResponse<byte[]> put =
        as("bob")
            .send(
                "PUT", with(location(status), "digest=" + digest), BodyPublishers.ofString("tent"));
    assertThat(put.statusCode()).as(text(put)).isEqualTo(201);
    assertThat(location(put)).isEqualTo("/v2/acme/pay/api/blobs/" + digest);
    assertThat(get("bob", location(put)).body()).isEqualTo(bytes("content"));
  }

  @Test
  void upload_ofAnother_orElsewhere_orTamperedWith_isUnknown() throws Exception {
    String location = location(as("bob").send("POST", "/v2/acme/pay/api/blobs/uploads/"));
    seen.clear();
    String session = location.substring(location.lastIndexOf('/') + 1);
    char last = session.charAt(session.length() - 3);
    String tampered =
        location.substring(0, location.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + location.substring(location.length() - 2);
    assertThat(as("ada").send("GET", location).statusCode()).isEqualTo(404);
    assertThat(as("bob").send("GET", location.replace("pay/api", "pay/web")).statusCode())
        .isEqualTo(404);
    assertThat(as("bob").send("GET", tampered).statusCode()).isEqualTo(404);
    assertThat(as("bob").send("GET", "/v2/acme/pay/api/blobs/uploads/x").statusCode())
        .isEqualTo(404);
    assertThat(seen).isEmpty();
    assertThat(as("bob").send("GET", location).statusCode()).isEqualTo(204);
  }

  @Test
  void upload_thatIsCancelled_isGone() throws Exception {
    String location = location(as("bob").send("POST", "/v2/acme/pay/api/blobs/uploads/"));
    assertThat(as("bob").send("DELETE", location).statusCode()).isEqualTo(204);
    assertThat(as("bob").send("GET", location).statusCode()).isEqualTo(404);
  }

  @Test
  void tags_inPages_haveLinksOfTheGateway() throws Exception {
    byte[] manifest = as("bob").manifest("acme/pay/api", "layer");
    for (String tag : List.of("a", "b", "c")) {
      as("bob").pushManifest("acme/pay/api", tag, RegistryClient.MANIFEST, manifest);
    }
    HttpResponse<byte[]> first = get("cy", "/v2/acme/pay/api/tags/list?n=2");
    assertThat(text(first)).contains("\"a\"", "\"b\"").doesNotContain("\"c\"");
    assertThat(header(first, "Link"))
        .isEqualTo("</v2/acme/pay/api/tags/list?n=2&last=b>; rel=\"next\"");
    HttpResponse<byte[]> second = get("cy", "/v2/acme/pay/api/tags/list?n=2&last=b");
    assertThat(text(second)).contains("\"c\"");
    assertThat(second.headers().firstValue("Link")).isEmpty();
  }

  // `_catalog` is paged over names the caller may pull; tags and referrers need `pull`.

  @Test
  void catalog_holdsWhatTheCallerMayPull_inPages() throws Exception {
    for (String name : List.of("acme/base", "acme/pay/api", "acme/pay/web", "acme/public")) {
      as("ada").pushImage(name, "main", "layer");
    }
    assertThat(names(get("ada", "/v2/_catalog")))
        .containsExactly("acme/base", "acme/pay/api", "acme/pay/web", "acme/public");
    assertThat(names(get("bob", "/v2/_catalog")))
        .containsExactly("acme/pay/api", "acme/pay/web", "acme/public");
    assertThat(names(get("eve", "/v2/_catalog"))).containsExactly("acme/public");
    HttpResponse<byte[]> first = get("cy", "/v2/_catalog?n=2");
    assertThat(names(first)).containsExactly("acme/base", "acme/pay/api");
    assertThat(header(first, "Link"))
        .isEqualTo("</v2/_catalog?n=2&last=acme/pay/api>; rel=\"next\"");
    HttpResponse<byte[]> second = get("cy", "/v2/_catalog?n=2&last=acme/pay/api");
    assertThat(names(second)).containsExactly("acme/pay/web", "acme/public");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    assertThat(names(get("ada", "/v2/_catalog?n=0"))).isEmpty();
  }

  @Test
  void catalog_thatDoesNotComeWhole_isAnErrorAndNoShortList() throws Exception {
    as("ada").pushImage("acme/pay/api", "main", "layer");
    registry.vices().turnOn(Vice.SERVER_ERROR, SeenRequest.to("GET", "_catalog"));
    assertThat(get("ada", "/v2/_catalog").statusCode()).isEqualTo(503);
  }

  @Test
  void catalog_withATokenForSomethingElse_isChallenged() throws Exception {
    String token = token("ada", "repository:acme/pay/api:pull");
    HttpResponse<byte[]> answer = bearer(token).send("GET", "/v2/_catalog");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).contains("registry:catalog:*");
    assertThat(bearer(token("ada", "registry:catalog:*")).send("GET", "/v2/_catalog").statusCode())
        .isEqualTo(200);
  }

  @Test
  void referrers_ofWhoMayPull_areListed() throws Exception {
    Digest digest = as("bob").pushImage("acme/pay/api", "main", "layer");
    assertThat(get("cy", "/v2/acme/pay/api/referrers/" + digest).statusCode()).isEqualTo(200);
    assertThat(get("eve", "/v2/acme/pay/api/referrers/" + digest).statusCode()).isEqualTo(403);
  }

  @Test
  void headOfManifestByDigest_byWhoMeansToPushAndMayNot_isToldThatThereIsNone() throws Exception {
    Digest digest = as("bob").pushImage("acme/pay/api", "main", "layer");
    RegistryClient pushing = bearer(token("eve", "repository:acme/pay/api:pull,push"));
    RegistryClient pulling = bearer(token("eve", "repository:acme/pay/api:pull"));
    String manifests = "/v2/acme/pay/api/manifests/";
    assertThat(pushing.send("HEAD", manifests + digest).statusCode()).isEqualTo(404);
    assertThat(pushing.send("HEAD", manifests + ABSENT).statusCode()).isEqualTo(404);
    assertThat(pushing.send("HEAD", manifests + "main").statusCode()).isEqualTo(403);
    assertThat(pulling.send("HEAD", manifests + digest).statusCode()).isEqualTo(403);
    assertThat(as("eve").send("HEAD", manifests + digest).statusCode()).isEqualTo(403);
    assertThat(pushing.send("GET", manifests + digest).statusCode()).isEqualTo(403);
  }

  @Test
  void answers_nameTheVersionOfTheInterfaceOnce() throws Exception {
    as("bob").pushImage("acme/pay/api", "main", "layer");
    HttpResponse<byte[]> answer = get("bob", "/v2/acme/pay/api/manifests/main");
    assertThat(answer.headers().allValues("Docker-Distribution-Api-Version"))
        .containsExactly("registry/2.0");
  }

  // Mount: `mount`/`from` pass on only if the caller may pull `from` and the upstream honours it;
  // else it becomes an ordinary upload.

  @Test
  void mount_fromWhereTheCallerMayPull_isMounted() throws Exception {
    Digest digest = as("ada").pushBlob("acme/public", bytes("base layer"));
    HttpResponse<byte[]> answer =
        as("bob").send("POST", mount("acme/pay/api", digest, "acme/public"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(location(answer)).isEqualTo("/v2/acme/pay/api/blobs/" + digest);
    assertThat(get("bob", "/v2/acme/pay/api/blobs/" + digest).statusCode()).isEqualTo(200);
    gateway.close();
    assertThat(gateway.logged())
        .containsPattern("\"operation\":\"mount\",\"repository\":\"acme/pay/api\"")
        .containsPattern("\"operation\":\"pull\",\"repository\":\"acme/public\"");
  }

  @Test
  void mount_fromWhereTheCallerMayNotPull_isAnUpload() throws Exception {
    Digest digest = as("ada").pushBlob("acme/base", bytes("secret layer"));
    seen.clear();
    HttpResponse<byte[]> answer =
        as("bob").send("POST", mount("acme/pay/api", digest, "acme/base"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(seen).extracting(SeenRequest::target).noneMatch(target -> target.contains("mount"));
    assertThat(get("bob", "/v2/acme/pay/api/blobs/" + digest).statusCode()).isEqualTo(404);
  }

  @Test
  void mount_whereTheTokenAloneDoesNotReachFrom_isChallengedForBothAndThenMounted()
      throws Exception {
    Digest digest = as("ada").pushBlob("acme/public", bytes("base layer"));
    String mount = mount("acme/pay/api", digest, "acme/public");
    String narrow = token("bob", "repository:acme/pay/api:pull,push");

    HttpResponse<byte[]> first = bearer(narrow).send("POST", mount);
    assertThat(first.statusCode()).isEqualTo(401);
    String scopes = "repository:acme/pay/api:pull,push repository:acme/public:pull";
    assertThat(header(first, "WWW-Authenticate")).contains("scope=\"" + scopes + "\"");
    String wide = token("bob", scopes.replace(" ", "&scope="));
    assertThat(bearer(wide).send("POST", mount).statusCode()).isEqualTo(201);
  }

  @Test
  void mount_whereNeitherTokenNorPolicyReachFrom_isAnUpload() throws Exception {
    Digest digest = as("ada").pushBlob("acme/base", bytes("secret layer"));
    String token = token("bob", "repository:acme/pay/api:pull,push");
    HttpResponse<byte[]> answer =
        bearer(token).send("POST", mount("acme/pay/api", digest, "acme/base"));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @Test
  void mount_withoutFrom_isAnUpload() throws Exception {
    Digest digest = as("ada").pushBlob("acme/base", bytes("secret layer"));
    HttpResponse<byte[]> answer =
        as("bob").send("POST", "/v2/acme/pay/api/blobs/uploads/?mount=" + digest);
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @Test
  void mount_beforeARegistryThatIgnoresFrom_isAnUploadAndReadsNothingForAStranger()
      throws Exception {
    registry.vices().turnOn(Vice.MOUNT_IGNORES_FROM);
    Digest digest = as("ada").pushBlob("acme/base", bytes("secret layer"));
    try (GatewayFixture zot =
        GatewayFixture.before(
            registry.url(), "zot", Files.createDirectory(folder.resolve("zot")), c -> c)) {
      RegistryClient bob =
          new RegistryClient(zot.uri(), "Authorization", GatewayFixture.basic("bob"));
      HttpResponse<byte[]> answer = bob.send("POST", mount("acme/pay/api", digest, "acme/public"));
      assertThat(answer.statusCode()).isEqualTo(202);
      seen.clear();
      assertThat(bob.send("HEAD", "/v2/acme/pay/api/blobs/" + digest).statusCode()).isEqualTo(404);
      // zot copies a blob from wherever it is when it is asked with HEAD or with a range.
      assertThat(seen).extracting(SeenRequest::method).containsExactly("GET");
    }
  }

  // What a client pushes is hashed by us; a digest that does not match is refused.

  @Test
  void blob_inOneRequestWithAnotherDigest_isRefusedByUs() throws Exception {
    String location = location(as("bob").send("POST", "/v2/acme/pay/api/blobs/uploads/"));
    HttpResponse<byte[]> answer =
        as("bob")
            .send("PUT", with(location, "digest=" + ABSENT), BodyPublishers.ofString("content"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer).get("code").asText()).isEqualTo("DIGEST_INVALID");
    assertThat(get("bob", "/v2/acme/pay/api/blobs/" + ABSENT).statusCode()).isEqualTo(404);
  }

  @Test
  void blob_inOnePost_isStored() throws Exception {
    Digest digest = Digest.sha256(bytes("content"));
    HttpResponse<byte[]> answer =
        as("bob")
            .send(
                "POST",
                "/v2/acme/pay/api/blobs/uploads/?digest=" + digest,
                BodyPublishers.ofString("content"));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
    assertThat(get("bob", "/v2/acme/pay/api/blobs/" + digest).body()).isEqualTo(bytes("content"));
  }

  // Manifests over 4 MiB are 413.

  @Test
  void manifest_withAnotherDigestInItsHeader_isRefused() throws Exception {
    byte[] manifest = as("bob").manifest("acme/pay/api", "layer");
    for (String said : List.of(Digest.sha256(new byte[0]).value(), "sha256:x", "")) {
      HttpResponse<byte[]> answer = push(manifest, said);
      assertThat(answer.statusCode()).as(said).isEqualTo(400);
      assertThat(error(answer).get("code").asText()).isEqualTo("DIGEST_INVALID");
    }
    assertThat(gateway.writes.calls()).isEmpty();
    assertThat(push(manifest, Digest.sha256(manifest).value()).statusCode()).isEqualTo(201);
  }

  private HttpResponse<byte[]> push(byte[] manifest, String digest) throws Exception {
    return as("bob")
        .send(
            "PUT",
            "/v2/acme/pay/api/manifests/latest",
            BodyPublishers.ofByteArray(manifest),
            "Content-Type",
            RegistryClient.MANIFEST,
            "Docker-Content-Digest",
            digest);
  }

  @Test
  void manifest_over4MiB_is413_withAndWithoutALength() throws Exception {
    byte[] large = new byte[4 * 1024 * 1024 + 1];
    HttpResponse<byte[]> withLength =
        as("bob").pushManifest("acme/pay/api", "v1", RegistryClient.MANIFEST, large);
    assertThat(withLength.statusCode()).isEqualTo(413);
    HttpResponse<byte[]> chunked =
        as("bob")
            .send(
                "PUT",
                "/v2/acme/pay/api/manifests/v1",
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)));
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(gateway.writes.calls()).isEmpty();
  }

  @Test
  void decisions_areWrittenDown() throws Exception {
    as("bob").pushBlob("acme/pay/api", bytes("content"));
    get("eve", "/v2/acme/pay/api/tags/list");
    gateway.close();
    assertThat(gateway.logged())
        .contains("\"user:bob\"")
        .contains("\"upload\"")
        .contains("\"user:eve\"")
        .contains("no grant gives it");
  }

  private RegistryClient as(String user) {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic(user));
  }

  private RegistryClient bearer(String token) {
    return new RegistryClient(gateway.uri(), "Authorization", "Bearer " + token);
  }

  private RegistryClient nobody() {
    return new RegistryClient(gateway.uri());
  }

  private HttpResponse<byte[]> get(String user, String target)
      throws IOException, InterruptedException {
    return as(user).send("GET", target);
  }

  private String token(String user, String scope) throws Exception {
    return tokenOf(get(user, "/token?service=hub&scope=" + scope));
  }

  private static String tokenOf(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).get("token").asText();
  }

  private static JsonNode error(HttpResponse<byte[]> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).get("errors").get(0);
  }

  private static List<String> names(HttpResponse<byte[]> answer) throws IOException {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    List<String> names = new ArrayList<>();
    new ObjectMapper()
        .readTree(answer.body())
        .get("repositories")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  private static String mount(String repository, Digest digest, String from) {
    return "/v2/" + repository + "/blobs/uploads/?mount=" + digest + "&from=" + from;
  }
}
