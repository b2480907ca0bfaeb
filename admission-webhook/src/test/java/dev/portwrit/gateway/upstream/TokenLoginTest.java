package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenLoginTest {
  private static final Optional<RepositoryName> API =
      Optional.of(new RepositoryName("acme/pay/api"));
  private static final Optional<RepositoryName> BASE = Optional.of(new RepositoryName("acme/base"));
  private static final UpstreamAuthorization ACCOUNT =
      UpstreamAuthorization.basic("gateway", "secret");
  private static final String PULL =
      "/token?service=reg&scope=repository%3Aacme%2Fpay%2Fapi%3Apull";
  private static final String PUSH = PULL + "%2Cpush";

  private final HttpClient client = new HttpClient();
  private final MovableClock clock = new MovableClock();
  private ScriptedRegistry registry;
  private ScriptedRegistry tokens;

  @BeforeEach
  void start() throws Exception {
    client.start();
    registry = new ScriptedRegistry();
    tokens = new ScriptedRegistry();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    registry.close();
    tokens.close();
  }

  private TokenLogin login(URI... allowed) {
    RealmRule rule = new RealmRule(registry.uri(), List.of(allowed));
    return new TokenLogin(client, registry.uri(), ACCOUNT, rule, clock);
  }

  private void registryWantsTokensOf(URI service) {
    registry
        .on("/v2/", 401, "")
        .header("WWW-Authenticate", "Bearer realm=\"" + service + "/token\",service=\"reg\"");
  }

  @Test
  void registryThatAsksForNothing_isGivenTheAccount() {
    registry.on("/v2/", 200, "{}");
    assertThat(login().header(API, Action.PULL)).isEqualTo(ACCOUNT.header(API, Action.PULL));
  }

  @Test
  void registryThatAsksForBasic_isGivenTheAccountAndAskedOnce() {
    registry.on("/v2/", 401, "").header("WWW-Authenticate", "Basic realm=\"upstream\"");
    TokenLogin login = login();
    login.header(API, Action.PULL);
    assertThat(login.header(API, Action.PUSH)).isEqualTo(ACCOUNT.header(API, Action.PUSH));
    assertThat(registry.seen()).hasSize(1);
    assertThat(registry.seen().get(0).header("Authorization")).isEmpty();
  }

  @Test
  void registryThatWantsTokens_isGivenOneForTheScope_fetchedWithTheAccountOnce() {
    registryWantsTokensOf(registry.uri());
    registry.on(PULL, 200, "{\"token\":\"for-pull\",\"expires_in\":300}");
    registry.on(PUSH, 200, "{\"access_token\":\"for-push\"}");
    TokenLogin login = login();

    assertThat(login.header(API, Action.PULL)).contains("Bearer for-pull");
    assertThat(login.header(API, Action.PULL)).contains("Bearer for-pull");
    assertThat(login.header(API, Action.PUSH)).contains("Bearer for-push");

    assertThat(registry.seen())
        .extracting(ScriptedRegistry.Seen::target)
        .containsExactly("/v2/", PULL, PUSH);
    assertThat(registry.seen().get(1).header("Authorization"))
        .isEqualTo(ACCOUNT.header(API, Action.PULL).stream().toList());
    assertThat(login.problem()).isEmpty();
  }

  @Test
  void token_isFetchedAnewShortlyBeforeItExpires() {
    registryWantsTokensOf(registry.uri());
    registry.on(PULL, 200, "{\"token\":\"first\",\"expires_in\":300}");
    TokenLogin login = login();
    login.header(API, Action.PULL);
    registry.on(PULL, 200, "{\"token\":\"second\",\"expires_in\":300}");

    clock.advance(Duration.ofSeconds(269));
    assertThat(login.header(API, Action.PULL)).contains("Bearer first");
    clock.advance(Duration.ofSeconds(2));
    assertThat(login.header(API, Action.PULL)).contains("Bearer second");
  }

  @Test
  void tokenThatTheRegistryRefuses_isFetchedAnew() {
    registryWantsTokensOf(registry.uri());
    registry.on(PULL, 200, "{\"token\":\"first\",\"expires_in\":300}");
    TokenLogin login = login();
    login.header(API, Action.PULL);
    registry.on(PULL, 200, "{\"token\":\"second\",\"expires_in\":300}");

    login.refused(API, Action.PULL, Optional.empty());

    assertThat(login.header(API, Action.PULL)).contains("Bearer second");
  }

  @Test
  void mount_asksForTheSourceToo() {
    registryWantsTokensOf(registry.uri());
    login().header(API, Action.PUSH, BASE);
    String target = registry.seen().get(1).target();
    assertThat(URLDecoder.decode(target, StandardCharsets.UTF_8))
        .isEqualTo(
            "/token?service=reg&scope=repository:acme/pay/api:pull,push"
                + "&scope=repository:acme/base:pull");
  }

  @Test
  void tokenServiceElsewhere_isSentNothingUnlessTheOperatorNamedIt() {
    registryWantsTokensOf(tokens.uri());
    tokens.on(PULL, 200, "{\"token\":\"elsewhere\"}");
    TokenLogin strict = login();

    assertThat(strict.header(API, Action.PULL)).isEmpty();
    assertThat(strict.problem().orElseThrow())
        .contains(tokens.uri().toString())
        .contains("--registry-realm");
    assertThat(tokens.seen()).isEmpty();
    assertThat(login(tokens.uri()).header(API, Action.PULL)).contains("Bearer elsewhere");
  }

  @Test
  void tokenServiceThatRedirects_isNotFollowed() {
    registryWantsTokensOf(registry.uri());
    registry.on(PULL, 307, "").header("Location", tokens.uri() + PULL);
    TokenLogin login = login(tokens.uri());

    assertThat(login.header(API, Action.PULL)).isEmpty();
    assertThat(login.problem()).contains("the registry's token service answered 307");
    assertThat(tokens.seen()).isEmpty();
  }

  @Test
  void tokenServiceThatRefuses_isNotAskedAgainForSomeSeconds() {
    registryWantsTokensOf(registry.uri());
    registry.on(PULL, 401, "");
    TokenLogin login = login();
    assertThat(login.header(API, Action.PULL)).isEmpty();
    registry.on(PULL, 200, "{\"token\":\"at-last\"}");
    assertThat(login.header(API, Action.PULL)).isEmpty();

    clock.advance(Duration.ofSeconds(6));
    assertThat(login.header(API, Action.PULL)).contains("Bearer at-last");
    assertThat(login.problem()).isEmpty();
  }

  @Test
  void answerThatIsNoToken_isNone() {
    registryWantsTokensOf(registry.uri());
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"token\":\"\"}",
            "{\"token\":\"a b\"}",
            "{\"token\":\"a\\r\\nX: y\"}")) {
      registry.on(PULL, 200, body);
      assertThat(login().header(API, Action.PULL)).as(body).isEmpty();
    }
  }

  @Test
  void registryThatDoesNotSayWhatItWants_isAskedAgain() {
    registry.on("/v2/", 503, "");
    TokenLogin login = login();
    login.header(API, Action.PULL);
    registryWantsTokensOf(registry.uri());
    registry.on(PULL, 200, "{\"token\":\"later\"}");
    assertThat(login.header(API, Action.PULL)).contains("Bearer later");
  }

  @Test
  void catalog_hasAScopeOfItsOwn() {
    registryWantsTokensOf(registry.uri());
    registry.on("/token?service=reg&scope=registry%3Acatalog%3A*", 200, "{\"token\":\"all\"}");
    assertThat(login().header(Optional.empty(), Action.PULL)).contains("Bearer all");
  }

  /** A clock that stands until it is moved. */
  private static final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
