package dev.portwrit.gateway.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What holds of any answer of a registry that wants a token, and of the service that gives it. */
class TokenServiceFuzzTest {
  private static final URI REGISTRY = URI.create("https://registry.example");
  private static final RealmRule RULE =
      new RealmRule(REGISTRY, List.of(URI.create("https://auth.example:8443/token")));

  /** An input is the {@code WWW-Authenticate} headers, one a line. */
  @FuzzTest
  void parse_anyChallenge_namesOneRealm(byte[] input) {
    List<String> headers = List.of(new String(input, ISO_8859_1).split("\n", -1));
    Optional<BearerChallenge> parsed = BearerChallenge.parse(headers);
    assertThat(BearerChallenge.parse(headers)).isEqualTo(parsed);
    parsed.ifPresent(
        challenge -> {
          URI realm = challenge.realm();
          assertThat(headers).anyMatch(header -> header.contains("\"" + realm + "\""));
          assertThat(realm.getHost()).isNotEmpty();
          assertThat(realm.getRawUserInfo()).isNull();
          assertThat(realm.getRawFragment()).isNull();
          challenge.service().ifPresent(service -> assertThat(service).matches("[ -~]{0,2048}"));
          if (RULE.refusal(realm).isEmpty()) {
            assertThat(realm.getScheme()).isEqualToIgnoringCase("https");
            assertThat(realm.getHost() + ":" + realm.getPort())
                .matches("(?i)registry\\.example:(-1|443)|auth\\.example:8443");
          }
        });
  }

  /** An input is the body of the service's answer. */
  @FuzzTest
  void read_anyAnswer_isATokenForAWhileOrNone(byte[] input) {
    FetchedToken token;
    try {
      token = FetchedToken.read(input);
    } catch (IOException notOne) {
      return;
    }
    assertThat(token.header().orElseThrow()).matches("Bearer [A-Za-z0-9._~+/-]+=*");
    assertThat(token.lifetime()).isBetween(Duration.ofSeconds(0), Duration.ofHours(1));
    assertThat(token.toString()).doesNotContain(token.header().orElseThrow().substring(7) + "\"");
  }
}
