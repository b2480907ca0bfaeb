package dev.portwrit.gateway.identity;

import static dev.portwrit.gateway.identity.IdentityFixture.HERE;
import static dev.portwrit.gateway.identity.IdentityFixture.basic;
import static dev.portwrit.gateway.identity.IdentityFixture.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenServiceTest {
  private static final Optional<String> BOB = basic("bob", "bob's password");
  private static final String PULL = "repository:acme/pay/api:pull";

  @TempDir Path folder;
  private IdentityFixture fixture;
  private Identity identity;

  @BeforeEach
  void open() throws Exception {
    fixture = new IdentityFixture(folder);
    identity = fixture.open();
  }

  @AfterEach
  void close() {
    identity.close();
  }

  @Test
  void get_basicCredentials_givesATokenWithEveryClaimOfTheProtocol() throws Exception {
    TokenAnswer answer = get(Map.of("service", List.of("hub"), "scope", List.of(PULL)), BOB);
    JsonNode body = new ObjectMapper().readTree(answer.body());
    Instant now = fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
    assertThat(body.get("access_token")).isEqualTo(body.get("token"));
    assertThat(body.get("expires_in").asInt()).isEqualTo(300);
    assertThat(body.get("issued_at").asText()).isEqualTo(now.toString());
    assertThat(body.has("refresh_token")).isFalse();
    SignedJWT token = SignedJWT.parse(body.get("token").asText());
    assertThat(token.getHeader().toJSONObject())
        .isEqualTo(Map.of("alg", "HS256", "typ", "JWT", "kid", "k1"));
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("portwrit");
    assertThat(claims.getSubject()).isEqualTo("user:bob");
    assertThat(claims.getAudience()).containsExactly("hub");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(now));
    assertThat(claims.getNotBeforeTime()).isEqualTo(Date.from(now));
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(now.plusSeconds(300)));
    assertThat(claims.getJWTID()).hasSize(22);
    assertThat(claims.getClaim("access"))
        .isEqualTo(
            List.of(
                Map.of("type", "repository", "name", "acme/pay/api", "actions", List.of("pull"))));
  }

  @Test
  void get_noCredentials_givesAnAnonymousToken() throws Exception {
    TokenAnswer answer = get(Map.of("scope", List.of(PULL)), Optional.empty());
    assertThat(claims(answer).getSubject()).isEmpty();
    assertThat(issued("anonymous")).isEqualTo(1);
  }

  @Test
  void get_severalScopes_areAllInTheToken() throws Exception {
    TokenAnswer answer =
        get(
            Map.of("scope", List.of(PULL, "repository:acme/web:pull,push registry:catalog:*")),
            BOB);
    assertThat(new ObjectMapper().readTree(answer.body()).get("scope").asText())
        .isEqualTo(PULL + " repository:acme/web:pull,push registry:catalog:*");
  }

  @Test
  void get_noScope_givesATokenThatReachesNothing() throws Exception {
    TokenAnswer answer =
        get(Map.of("account", List.of("bob"), "offline_token", List.of("true")), BOB);
    assertThat(claims(answer).getClaim("access")).isEqualTo(List.of());
  }

  @Test
  void get_wrongPassword_is401InBothShapes() throws Exception {
    TokenAnswer answer = get(Map.of("scope", List.of(PULL)), basic("bob", "wrong"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"hub\"");
    assertThat(answer.body())
        .isEqualTo(
            "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"wrong user name or password\"}],"
                + "\"error\":\"invalid_grant\","
                + "\"error_description\":\"wrong user name or password\"}");
  }

  @Test
  void get_otherCredentials_are401NotAnonymous() throws Exception {
    String token = new ObjectMapper().readTree(get(Map.of(), BOB).body()).get("token").asText();
    for (Optional<String> header :
        List.of(bearer(token), Optional.of("Basic %%"), Optional.of("Basic"), Optional.of(""))) {
      assertThat(get(Map.of(), header).status()).as(header.toString()).isEqualTo(401);
    }
  }

  @Test
  void get_otherService_is400() {
    assertThat(get(Map.of("service", List.of("ecr")), BOB).status()).isEqualTo(400);
    assertThat(get(Map.of("service", List.of("hub", "ecr")), BOB).status()).isEqualTo(400);
    assertThat(get(Map.of("service", List.of("")), BOB).status()).isEqualTo(400);
  }

  @Test
  void get_malformedScope_is400BeforeAPasswordIsLookedAt() {
    TokenAnswer answer = get(Map.of("scope", List.of("repository:acme/*:pull")), BOB);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"error\":\"invalid_scope\"");
    assertThat(fixture.bcryptChecks()).isZero();
  }

  @Test
  void get_tooManyFailures_is429WithRetryAfter() {
    for (int i = 0; i < 5; i++) {
      get(Map.of(), basic("bob", "wrong" + i));
    }
    TokenAnswer answer = get(Map.of(), BOB);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("Retry-After", "10");
    assertThat(answer.body()).contains("\"code\":\"TOOMANYREQUESTS\"");
  }

  @Test
  void post_passwordGrant_givesAToken() throws Exception {
    Map<String, List<String>> form = passwordForm();
    form.put("scope", List.of(PULL + " repository:acme/web:push"));
    TokenAnswer answer = identity.tokens().post(form, HERE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(claims(answer).getSubject()).isEqualTo("service:acme/ci-pay");
    assertThat(issued("service")).isEqualTo(1);
  }

  @Test
  void post_wrongPassword_is401() {
    Map<String, List<String>> form = passwordForm();
    form.put("password", List.of("wrong"));
    assertThat(identity.tokens().post(form, HERE).status()).isEqualTo(401);
  }

  @Test
  void post_anotherGrantOrNone_is400() {
    for (List<String> grant :
        List.of(List.of("refresh_token"), List.of(""), List.of("password", "password"))) {
      Map<String, List<String>> form = passwordForm();
      form.put("grant_type", grant);
      TokenAnswer answer = identity.tokens().post(form, HERE);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\":\"unsupported_grant_type\"");
    }
  }

  @Test
  void post_missingOrRepeatedPassword_is400() {
    for (String field : List.of("username", "password")) {
      Map<String, List<String>> form = passwordForm();
      form.remove(field);
      assertThat(identity.tokens().post(form, HERE).status()).isEqualTo(400);
      form.put(field, List.of("a", "b"));
      assertThat(identity.tokens().post(form, HERE).status()).isEqualTo(400);
    }
  }

  @Test
  void failures_atTheTokenServiceAndAtRequests_areCountedTogether() {
    for (int i = 0; i < 3; i++) {
      get(Map.of(), basic("bob", "wrong" + i));
    }
    identity.authenticator().authenticate(basic("bob", "wrong"), HERE);
    Map<String, List<String>> form = passwordForm();
    form.put("username", List.of("bob"));
    identity.tokens().post(form, HERE);
    assertThat(identity.authenticator().authenticate(BOB, HERE))
        .isInstanceOf(Authentication.Throttled.class);
  }

  @Test
  void answers_sayNothingSecretInTheirText() {
    assertThat(get(Map.of(), BOB)).hasToString("token answer with status 200");
  }

  private TokenAnswer get(Map<String, List<String>> query, Optional<String> authorization) {
    return identity.tokens().get(query, authorization, HERE);
  }

  private static Map<String, List<String>> passwordForm() {
    Map<String, List<String>> form = new HashMap<>();
    form.put("grant_type", List.of("password"));
    form.put("service", List.of("hub"));
    form.put("client_id", List.of("containerd-client"));
    form.put("username", List.of("acme/ci-pay"));
    form.put("password", List.of("s3cret"));
    return form;
  }

  private static JWTClaimsSet claims(TokenAnswer answer) throws Exception {
    String token = new ObjectMapper().readTree(answer.body()).get("token").asText();
    return SignedJWT.parse(token).getJWTClaimsSet();
  }

  private double issued(String kind) {
    return fixture
        .meters
        .get("portwrit.identity.tokens.issued")
        .tag("subject", kind)
        .counter()
        .count();
  }
}
