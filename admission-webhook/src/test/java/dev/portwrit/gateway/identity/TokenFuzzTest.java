package dev.portwrit.gateway.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any bytes that come as a token, or as the claims of one that we signed. */
class TokenFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String REGISTRY = "hub";
  private static final TokenKeys KEYS = keys();
  private static final Users USERS = users();
  private static final String GENUINE = genuine();

  private final TokenVerifier verifier =
      new TokenVerifier(REGISTRY, () -> KEYS, () -> USERS, new SettableClock(NOW));

  @MethodSource("tokens")
  @FuzzTest
  void verify_anyText_isTheGenuineTokenOrRefused(byte[] input) {
    String text = new String(input, ISO_8859_1);
    TokenVerifier.Verdict first = verifier.verify(text);
    assertThat(first instanceof TokenVerifier.Verdict.Valid).isEqualTo(text.equals(GENUINE));
    // Nor does it count because another one was remembered before it.
    assertThat(verifier.verify(GENUINE)).isInstanceOf(TokenVerifier.Verdict.Valid.class);
    assertThat(verifier.verify(text)).isEqualTo(first);
  }

  /**
   * An input is a header and a payload on a line each: what only somebody with our key can make.
   */
  @FuzzTest
  void verify_anyClaimsThatWeSigned_reachNoFurtherThanTheySay(byte[] input) {
    String[] lines = new String(input, UTF_8).split("\n", 2);
    String payload = lines.length < 2 ? "" : lines[1];
    String signed = base64(lines[0].getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
    if (verifier.verify(signed + "." + base64(mac(signed)))
        instanceof TokenVerifier.Verdict.Valid valid) {
      requireSaid(valid.claims(), payload);
    }
  }

  private static void requireSaid(TokenClaims claims, String payload) {
    JsonObject said = Json.createReader(new StringReader(payload)).readObject();
    assertThat(said.getString("iss")).isEqualTo("portwrit");
    assertThat(texts(said, "aud")).containsExactly(REGISTRY);
    assertThat(claims.notBefore()).isBeforeOrEqualTo(NOW.plus(TokenVerifier.LEEWAY));
    assertThat(claims.expires()).isAfter(NOW.minus(TokenVerifier.LEEWAY));
    assertThat(claims.subject())
        .hasToString(said.getString("sub").isEmpty() ? "anonymous" : said.getString("sub"));
    if (claims.subject() instanceof Subject.User) {
      assertThat(said.getString("credential")).isEqualTo(claims.credential()).isNotEmpty();
    }
    List<String> access = new ArrayList<>();
    for (JsonObject scope : said.getJsonArray("access").getValuesAs(JsonObject.class)) {
      for (String action : texts(scope, "actions")) {
        access.add(scope.getString("type") + ":" + scope.getString("name") + ":" + action);
      }
    }
    for (Scope scope : claims.access().scopes()) {
      for (ScopeAction action : scope.actions()) {
        assertThat(scope.type() + ":" + scope.name() + ":" + action)
            .satisfiesAnyOf(
                one -> assertThat(one).isIn(access),
                one -> assertThat(one).isEqualTo("registry:catalog:*"));
      }
    }
  }

  /** An input is what a client asks for, one text a line. */
  @FuzzTest
  void parse_anyScopes_areReadAsTheyArePrinted(byte[] input) {
    List<String> texts = List.of(new String(input, ISO_8859_1).split("\n", -1));
    Optional<List<Scope>> parsed = ScopeText.parse(texts);
    assertThat(ScopeText.parse(texts)).isEqualTo(parsed);
    if (parsed.isPresent()) {
      List<String> printed = parsed.get().stream().map(Scope::toString).toList();
      assertThat(ScopeText.parse(printed)).isEqualTo(parsed);
      assertThat(ScopeText.parse(List.of(String.join(" ", printed)))).isEqualTo(parsed);
      TokenAccess access = TokenAccess.of(parsed.get());
      assertThat(TokenAccess.of(access.scopes())).isEqualTo(access);
      for (Scope scope : parsed.get()) {
        requireAskedFor(scope, texts);
      }
    }
  }

  private static void requireAskedFor(Scope scope, List<String> texts) {
    assertThat(texts.stream().flatMap(text -> Arrays.stream(text.split(" ", -1))))
        .anyMatch(
            word ->
                word.startsWith(scope.type())
                    && word.contains(":" + scope.name() + ":")
                    && List.of(word.substring(word.lastIndexOf(':') + 1).split(",", -1))
                        .containsAll(scope.actions().stream().map(ScopeAction::toString).toList()));
  }

  /** An input is what stands behind {@code Basic}. */
  @FuzzTest
  void decode_anyBasicCredentials_areNameAndPasswordOfThoseBytes(byte[] input) {
    String text = new String(input, ISO_8859_1);
    BasicCredentials.decode(text)
        .ifPresent(
            credentials -> {
              byte[] bytes = Base64.getDecoder().decode(text);
              byte[] password = credentials.password();
              int colon = bytes.length - password.length - 1;
              assertThat(Arrays.copyOfRange(bytes, colon + 1, bytes.length)).isEqualTo(password);
              assertThat(new String(bytes, 0, colon, UTF_8)).isEqualTo(credentials.name());
              assertThat(credentials.name()).doesNotContain(":");
              assertThat(bytes[colon]).isEqualTo((byte) ':');
              assertThat(credentials).hasToString("credentials");
            });
  }

  /** The genuine one, and what comes of it when each character of it is another one. */
  static List<byte[]> tokens() {
    List<byte[]> tokens = new ArrayList<>();
    tokens.add(GENUINE.getBytes(US_ASCII));
    for (int i = 0; i < GENUINE.length(); i++) {
      byte[] changed = GENUINE.getBytes(US_ASCII);
      // The last one has two bits that say nothing.
      changed[i]++;
      tokens.add(changed);
    }
    return tokens;
  }

  /** The texts of a list, or the one that stands there instead of it. */
  private static List<String> texts(JsonObject object, String key) {
    return object.get(key) instanceof JsonArray array
        ? array.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList()
        : List.of(object.getString(key));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] mac(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(KEYS.signing().secret());
      return mac.doFinal(signed.getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TokenKeys keys() {
    try {
      return TokenKeys.parse("k", IdentityFixture.KEY_LINE.getBytes(US_ASCII));
    } catch (IdentityFileException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Users users() {
    String bob = "bob:$2a$04$abcdefghijklmnopqrstuuMfdzI.J.GgI6/8oYWAqQbHOfaCaXyLW";
    try {
      return UsersText.parse(Path.of("users"), bob.getBytes(US_ASCII), new SecureRandom());
    } catch (IdentityFileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same each time, so that an input that was found means the same later. */
  private static String genuine() {
    SecureRandom same =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 7);
          }
        };
    Scope scope = Scope.of(new RepositoryName("acme/pay/api"), ScopeAction.PULL, ScopeAction.PUSH);
    return new TokenIssuer(REGISTRY, Duration.ofMinutes(5), () -> KEYS, same)
        .issue(USERS.find("bob"), List.of(scope), NOW);
  }
}
