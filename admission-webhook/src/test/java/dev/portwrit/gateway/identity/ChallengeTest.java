package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
  private static final Scope PUSH =
      Scope.of(new RepositoryName("acme/pay/api"), ScopeAction.PULL, ScopeAction.PUSH);
  private static final Scope MOUNT = Scope.of(new RepositoryName("acme/base"), ScopeAction.PULL);

  private final Challenge challenge = new Challenge("https://registry.example", "hub");

  @Test
  void header_oneScope_isAsTheProtocolWritesIt() {
    assertThat(challenge.header(List.of(PUSH), ChallengeError.NONE))
        .isEqualTo(
            "Bearer realm=\"https://registry.example/token\",service=\"hub\","
                + "scope=\"repository:acme/pay/api:pull,push\"");
  }

  @Test
  void header_severalScopesAndAnError_areInIt() {
    assertThat(challenge.header(List.of(PUSH, MOUNT), ChallengeError.INSUFFICIENT_SCOPE))
        .endsWith(
            ",scope=\"repository:acme/pay/api:pull,push repository:acme/base:pull\","
                + "error=\"insufficient_scope\"");
    assertThat(challenge.header(List.of(Scope.CATALOG), ChallengeError.INVALID_TOKEN))
        .endsWith(",scope=\"registry:catalog:*\",error=\"invalid_token\"");
  }

  @Test
  void header_noScope_hasNone() {
    assertThat(challenge.header(List.of(), ChallengeError.NONE))
        .isEqualTo("Bearer realm=\"https://registry.example/token\",service=\"hub\"");
  }

  @Test
  void challenge_withAQuote_isABug() {
    assertThatThrownBy(() -> new Challenge("https://x\"y", "hub"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Challenge("https://x", "hub\r\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example",
        "registry.example:8443",
        "localhost:5000",
        "my_host",
        "127.0.0.1:5000",
        "[::1]:5000",
        "[2001:db8::1]",
        "registry.example."
      })
  void origin_ofAnAuthority_isTaken(String authority) {
    assertThat(Origin.of("https", authority)).contains(new Origin("https://" + authority));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":5000",
        "host:",
        "host:0",
        "host:65536",
        "host:99999",
        "host:5000:5000",
        "user@host",
        "user:password@host",
        "host/path",
        "host?x",
        "host#x",
        "host\"",
        "host\",service=\"evil",
        "host\r\nX: y",
        "host name",
        "höst",
        "ho%73t",
        "[::1",
        "::1",
        "[::1]x",
        "[fe80::1%25eth0]",
        "-host",
        "host\\"
      })
  void origin_ofAnythingElse_isRefused(String authority) {
    assertThat(Origin.of("https", authority)).isEmpty();
  }

  @Test
  void origin_ofAnotherScheme_isRefused() {
    assertThat(Origin.of("HTTP", "host")).contains(new Origin("http://host"));
    assertThat(Origin.of("javascript", "host")).isEmpty();
    assertThat(Origin.of("", "host")).isEmpty();
  }

  @Test
  void origin_ofAUrl_hasNoMoreThanSchemeAndAuthority() {
    assertThat(Origin.of(URI.create("https://host:8443/")))
        .contains(new Origin("https://host:8443"));
    assertThat(Origin.of(URI.create("https://host"))).contains(new Origin("https://host"));
    for (String url :
        List.of(
            "https://host/path", "https://host?q", "https://host#f", "host", "/x", "mailto:a@b")) {
      assertThat(Origin.of(URI.create(url))).as(url).isEmpty();
    }
  }

  @Property(tries = 1000)
  void origin_ofAnyText_canStandInAChallenge(@ForAll String authority) {
    Origin.of("https", authority)
        .ifPresent(
            origin ->
                assertThat(
                        new Challenge(origin.text(), "hub").header(List.of(), ChallengeError.NONE))
                    .isPrintable()
                    .containsOnlyOnce("realm="));
  }
}
