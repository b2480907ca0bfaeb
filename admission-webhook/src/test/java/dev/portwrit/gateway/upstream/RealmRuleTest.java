package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealmRuleTest {
  private static final RealmRule RULE =
      new RealmRule(
          URI.create("https://registry.example"),
          List.of(
              URI.create("https://auth.example:8443"),
              URI.create("http://auth.example"),
              URI.create("http://127.0.0.1:5001")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://registry.example/service/token",
        "https://REGISTRY.example:443/token?x=y",
        "https://auth.example:8443/token",
        "http://127.0.0.1:5001/auth"
      })
  void registryItselfAndWhatTheOperatorNamed_areAllowed(String realm) {
    assertThat(RULE.refusal(URI.create(realm))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://registry.example:8443/token",
        "https://registry.example.evil.example/token",
        "https://auth.example/token",
        "http://127.0.0.1:5002/auth",
        "ftp://registry.example/token"
      })
  void otherHostsPortsAndSchemes_areNot(String realm) {
    assertThat(RULE.refusal(URI.create(realm))).isPresent();
  }

  @Test
  void clearHttpOffTheLoopback_isNotAllowedThoughTheOperatorNamedItOrTheRegistryHasIt() {
    assertThat(RULE.refusal(URI.create("http://auth.example/token")).orElseThrow())
        .contains("in the clear");
    URI clear = URI.create("http://registry.example:5000");
    assertThat(new RealmRule(clear, List.of()).refusal(clear)).isPresent();
    // A name can be made to lead elsewhere.
    URI name = URI.create("http://localhost:5000");
    assertThat(new RealmRule(name, List.of(name)).refusal(name)).isPresent();
  }

  @Test
  void challenge_isReadAmongOthersAndWithoutBelievingMore() {
    String bearer =
        "Bearer realm=\"https://auth.example/token\",service=\"reg, one\",scope=\"a:b:c\"";
    URI realm = URI.create("https://auth.example/token");
    BearerChallenge read = new BearerChallenge(realm, Optional.of("reg, one"));

    assertThat(BearerChallenge.parse(List.of(bearer))).contains(read);
    assertThat(BearerChallenge.parse(List.of("Basic realm=\"x\"", bearer))).contains(read);
    assertThat(BearerChallenge.parse(List.of("Basic realm=\"x\", " + bearer))).contains(read);
    assertThat(
            BearerChallenge.parse(
                List.of(
                    "Basic realm=\"Bearer realm=\"",
                    "Bearer service=\"no realm\"",
                    "Bearer realm=\"/relative\"",
                    "Bearer realm=\"https://user:pw@auth.example/token\"")))
        .isEmpty();
  }
}
