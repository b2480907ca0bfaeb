package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portwrit.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that are no tokens of ours, each refused for its own reason. */
class TokenForgeryTest {
  private static final byte[] SECRET = new byte[32];
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Path FILE = Path.of("users");
  private static final String BOB = IdentityFixture.user("bob", "x");

  private final SettableClock clock = new SettableClock(NOW);
  private Users users;
  private TokenKeys keys;
  private TokenVerifier verifier;
  private String genuine;

  @BeforeEach
  @BeforeTry
  void setUp() throws Exception {
    users = UsersText.parse(FILE, BOB.getBytes(StandardCharsets.UTF_8), new SecureRandom());
    keys = TokenKeys.parse("k", IdentityFixture.KEY_LINE.getBytes(StandardCharsets.US_ASCII));
    verifier = new TokenVerifier("hub", () -> keys, () -> users, clock);
    genuine = issue(new TokenIssuer("hub", Duration.ofMinutes(5), () -> keys, new SecureRandom()));
  }

  private String issue(TokenIssuer issuer) {
    Scope scope = Scope.of(new RepositoryName("acme/pay/api"), ScopeAction.PULL, ScopeAction.PUSH);
    return issuer.issue(users.find("bob"), List.of(scope), NOW);
  }

  @Test
  void genuine_isValid() {
    assertThat(verifier.verify(genuine))
        .isInstanceOfSatisfying(
            TokenVerifier.Verdict.Valid.class,
            valid ->
                assertThat(valid.claims().access())
                    .hasToString("repository:acme/pay/api:pull,push"));
  }

  @Test
  void noneAlgorithm_isRefused() {
    String payload = part(genuine, 1);
    for (String alg : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = base64("{\"alg\":\"" + alg + "\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
      assertRefused(header + "." + payload + ".", TokenRefusal.ALGORITHM);
      assertRefused(header + "." + payload + "." + part(genuine, 2), TokenRefusal.ALGORITHM);
    }
  }

  @Test
  void otherMacWithTheSameKey_isRefused() throws Exception {
    byte[] longKey = new byte[64];
    assertRefused(sign(JWSAlgorithm.HS512, "k1", longKey, claims(c -> c)), TokenRefusal.ALGORITHM);
    assertRefused(sign(JWSAlgorithm.HS384, "k1", longKey, claims(c -> c)), TokenRefusal.ALGORITHM);
  }

  @Test
  void ownKeyOfTheSender_isRefused() throws Exception {
    ECKey own = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(own.toPublicJWK()).keyID("k1").build(),
            claims(c -> c));
    token.sign(new ECDSASigner(own));
    assertRefused(token.serialize(), TokenRefusal.ALGORITHM);
    String header =
        base64("{\"alg\":\"HS256\",\"kid\":\"k1\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}");
    assertRefused(header + genuine.substring(genuine.indexOf('.')), TokenRefusal.MALFORMED);
  }

  @Test
  void otherKeyUnderOurKeysName_isRefused() throws Exception {
    byte[] guess = new byte[32];
    guess[31] = 1;
    assertRefused(sign(JWSAlgorithm.HS256, "k1", guess, claims(c -> c)), TokenRefusal.SIGNATURE);
  }

  @Test
  void unknownOrMissingKeyName_isRefused() throws Exception {
    assertRefused(sign(JWSAlgorithm.HS256, "k9", SECRET, claims(c -> c)), TokenRefusal.UNKNOWN_KEY);
    String header = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    assertRefused(header + genuine.substring(genuine.indexOf('.')), TokenRefusal.UNKNOWN_KEY);
  }

  @Test
  void criticalHeader_isRefused() {
    String header = base64("{\"alg\":\"HS256\",\"kid\":\"k1\",\"crit\":[\"b64\"],\"b64\":false}");
    assertRefused(header + genuine.substring(genuine.indexOf('.')), TokenRefusal.MALFORMED);
  }

  @Test
  void claimsOfAnotherTokenUnderThisMac_areRefused() throws Exception {
    String other =
        issue(new TokenIssuer("other", Duration.ofHours(1), () -> keys, new SecureRandom()));
    assertRefused(
        part(genuine, 0) + "." + part(other, 1) + "." + part(genuine, 2), TokenRefusal.SIGNATURE);
  }

  @Test
  void otherRegistry_isRefused() throws Exception {
    assertRefused(
        issue(new TokenIssuer("other", Duration.ofMinutes(5), () -> keys, new SecureRandom())),
        TokenRefusal.OTHER_REGISTRY);
    assertRefusedClaims(c -> c.audience(List.of("hub", "other")), TokenRefusal.OTHER_REGISTRY);
    assertRefusedClaims(c -> c.audience(List.of()), TokenRefusal.OTHER_REGISTRY);
    assertRefusedClaims(c -> c.audience("HUB"), TokenRefusal.OTHER_REGISTRY);
  }

  @Test
  void otherIssuer_isRefused() throws Exception {
    assertRefusedClaims(c -> c.issuer("portwrit2"), TokenRefusal.ISSUER);
    assertRefusedClaims(c -> c.issuer(null), TokenRefusal.ISSUER);
  }

  @Test
  void expired_isRefusedAfterTheLeeway() {
    clock.advance(Duration.ofMinutes(5).plus(TokenVerifier.LEEWAY).minusMillis(1));
    assertThat(verifier.verify(genuine)).isInstanceOf(TokenVerifier.Verdict.Valid.class);
    clock.advance(Duration.ofMillis(1));
    assertRefused(genuine, TokenRefusal.EXPIRED);
  }

  @Test
  void notYetValid_isRefusedBeforeTheLeeway() throws Exception {
    Date soon = Date.from(NOW.plus(TokenVerifier.LEEWAY).plusSeconds(1));
    assertRefusedClaims(c -> c.notBeforeTime(soon), TokenRefusal.NOT_YET);
    clock.advance(Duration.ofSeconds(1));
    String token = sign(JWSAlgorithm.HS256, "k1", SECRET, claims(c -> c.notBeforeTime(soon)));
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerifier.Verdict.Valid.class);
  }

  @Test
  void missingOrStrangeClaims_areRefused() throws Exception {
    assertRefusedClaims(c -> c.expirationTime(null), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.notBeforeTime(null), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.subject(null), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.subject("bob"), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.subject("team:acme/pay"), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.subject("organization:acme"), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.subject("anonymous"), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.claim("access", null), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.claim("access", "repository:a:pull"), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.claim("access", List.of("x")), TokenRefusal.CLAIMS);
    for (Map<String, Object> access :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("type", "repository", "name", "a/b"),
            Map.of("type", "repository", "name", "a/b", "actions", List.of()),
            Map.of("type", "repository", "name", "a/b", "actions", List.of("administer")),
            Map.of("type", "repository", "name", "a//b", "actions", List.of("pull")),
            Map.of("type", "repository", "name", "*", "actions", List.of("pull")),
            Map.of("type", "registry", "name", "x", "actions", List.of("*")),
            Map.of("type", "other", "name", "a/b", "actions", List.of("pull")))) {
      assertRefusedClaims(c -> c.claim("access", List.of(access)), TokenRefusal.CLAIMS);
    }
  }

  @Test
  void credentialMarkMissingOrOfAnotherUser_isRefused() throws Exception {
    assertRefusedClaims(c -> c.claim("credential", null), TokenRefusal.CLAIMS);
    assertRefusedClaims(c -> c.claim("credential", ""), TokenRefusal.CHANGED_PASSWORD);
    assertRefusedClaims(c -> c.subject("user:ada"), TokenRefusal.UNKNOWN_USER);
    assertRefusedClaims(c -> c.subject("service:bob/bob"), TokenRefusal.UNKNOWN_USER);
  }

  @Test
  void textThatIsNoToken_isRefused() {
    for (String text :
        List.of(
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "a.b",
            "a b.c.d",
            "e30.e30.",
            "e30.e30.e30.e30",
            genuine + ".",
            genuine + "\n",
            " " + genuine,
            genuine + "=",
            "\u00e4.b.c")) {
      assertThat(verifier.verify(text)).as(text).isInstanceOf(TokenVerifier.Verdict.Invalid.class);
    }
  }

  @Test
  void headerThatNestsDeeply_isRefused() {
    String deep =
        "{\"alg\":\"HS256\",\"kid\":\"k1\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    String token = base64(deep) + ".e30.e30";
    assertThat(token.length()).isLessThan(TokenVerifier.MAX_CHARACTERS);
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerifier.Verdict.Invalid.class);
  }

  @Test
  void overlongToken_isRefusedUnread() {
    assertRefused("a".repeat(TokenVerifier.MAX_CHARACTERS + 1), TokenRefusal.TOO_LONG);
  }

  @Test
  void largestTokenOfOurs_isNotTooLong() {
    String name = "a".repeat(115);
    List<Scope> scopes = new ArrayList<>();
    for (int i = 0; i < ScopeText.MAX_SCOPES; i++) {
      scopes.add(Scope.of(new RepositoryName(name + i), ScopeAction.PULL, ScopeAction.PUSH));
    }
    TokenIssuer issuer =
        new TokenIssuer("hub", Duration.ofMinutes(5), () -> keys, new SecureRandom());
    String token = issuer.issue(users.find("bob"), scopes, NOW);
    assertThat(token.length()).isLessThan(TokenVerifier.MAX_CHARACTERS * 3 / 4);
    assertThat(verifier.verify(token)).isInstanceOf(TokenVerifier.Verdict.Valid.class);
  }

  @Property(tries = 500)
  void anyOtherCharacterAnywhere_isRefused(
      @ForAll @IntRange(max = 100_000) int at, @ForAll @IntRange(max = 65) int other) {
    String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
    int position = at % genuine.length();
    char replacement = characters.charAt(other);
    if (genuine.charAt(position) == replacement) {
      return;
    }
    String forged = genuine.substring(0, position) + replacement + genuine.substring(position + 1);
    assertThat(verifier.verify(forged)).isInstanceOf(TokenVerifier.Verdict.Invalid.class);
    assertThat(verifier.verify(genuine)).isInstanceOf(TokenVerifier.Verdict.Valid.class);
  }

  @Property(tries = 300)
  void anyText_isRefusedWithoutAnException(@ForAll String text) {
    assertThat(verifier.verify(text)).isInstanceOf(TokenVerifier.Verdict.Invalid.class);
    assertThat(verifier.verify(base64(text) + "." + base64(text) + "." + base64(text)))
        .isInstanceOf(TokenVerifier.Verdict.Invalid.class);
  }

  private void assertRefused(String token, TokenRefusal reason) {
    assertThat(verifier.verify(token)).isEqualTo(new TokenVerifier.Verdict.Invalid(reason));
  }

  /** A token that only somebody with our key could make, and that carries something else. */
  private void assertRefusedClaims(UnaryOperator<JWTClaimsSet.Builder> change, TokenRefusal reason)
      throws Exception {
    assertRefused(sign(JWSAlgorithm.HS256, "k1", SECRET, claims(change)), reason);
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    Account bob = users.find("bob").orElseThrow();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer("portwrit")
            .subject("user:bob")
            .audience("hub")
            .notBeforeTime(Date.from(NOW))
            .expirationTime(Date.from(NOW.plusSeconds(300)))
            .claim("credential", CredentialMark.of(bob, keys.signing()))
            .claim(
                "access",
                List.of(
                    new HashMap<>(
                        Map.of("type", "repository", "name", "a/b", "actions", List.of("pull")))));
    return change.apply(builder).build();
  }

  private static String sign(JWSAlgorithm algorithm, String keyId, byte[] key, JWTClaimsSet claims)
      throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    token.sign(new MACSigner(key));
    return token.serialize();
  }

  private static String part(String token, int index) {
    return token.split("\\.", -1)[index];
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
